"""The model directory of the README."""

from clarifai.runners.models.model_class import ModelClass


class MyModel(ModelClass):
    @ModelClass.method
    def shout(self, text: str, times: int = 1) -> str:
        """Say it loudly."""
        return f"{text.upper()}!" * times
