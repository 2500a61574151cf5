"""Stands in for the model that the README calls."""

from typing import Iterator

from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.utils.data_types import Image
from clarifai.runners.utils.data_utils import Param

LIMIT = Param(512, description="The most tokens.", min_value=1, max_value=4096)


class StandIn(ModelClass):
    @ModelClass.method
    def predict(self, prompt: str, image: Image = None, max_tokens: int = LIMIT) -> str:
        """Answer a prompt."""
        seen = f" and {len(image.bytes)} bytes of image" if image else ""
        return f"{prompt!r}{seen}"

    @ModelClass.method
    def generate(self, prompt: str, max_tokens: int = LIMIT) -> Iterator[str]:
        """Answer a prompt word by word."""
        yield from prompt.split()
