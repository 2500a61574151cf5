"""Six methods of models as plain functions: what peers make tools of."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field


class Image(BaseModel):
    """An image: a URL or base64."""

    url: str | None = None
    base64: str | None = None


class Options(BaseModel):
    """How to crop."""

    pad: int = 0


UNCHANGED = Options(pad=0)


def predict(
    prompt: str,
    max_tokens: Annotated[int, Field(ge=1, le=4096)] = 512,
    system: str | None = None,
) -> str:
    """Answer a prompt.

    Args:
        prompt: What is asked.
        max_tokens: How long the answer may get.
        system: Who answers.
    """
    return prompt


def classify_images(
    images: list[Image],
    mode: Literal["fast", "exact"] = "fast",
    top_k: Annotated[int, Field(ge=1, le=100)] = 5,
) -> list[str]:
    """Say what is in images.

    Args:
        images: The images.
        mode: How to look.
        top_k: How many labels.
    """
    return []


def crop(
    image: Image,
    box: tuple[float, float, float, float],
    options: Options = UNCHANGED,
) -> Image:
    """Cut a rectangle out of an image.

    Args:
        image: The image.
        box: Left, top, right, bottom.
        options: How to crop.
    """
    return image


def run_workflow(config: dict[str, Any], steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Run a workflow.

    Args:
        config: Settings of any kind.
        steps: What to do.
    """
    return config


def transcribe(audio: bytes, language: Literal["en", "fr"] = "en") -> str:
    """Write down speech.

    Args:
        audio: The speech.
        language: What is spoken.
    """
    return ""


def embed_stream(vectors: list[list[float]]) -> Iterator[list[float]]:
    """Embed vectors, one by one.

    Args:
        vectors: The vectors.
    """
    yield from vectors


FUNCTIONS = (predict, classify_images, crop, run_workflow, transcribe, embed_stream)
