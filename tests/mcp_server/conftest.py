"""Models that are served, and what their calls came to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.call import Call

MODELS = Path(__file__).parent.parent / "models"
PAT = "pat-of-the-tests"
ENVIRONMENT = {"MY_PAT": PAT}


class Models(NamedTuple):
    """The demo model and one with all types, at one address."""

    base_url: str
    sources: tuple[str, ...]
    calls: list[Call]

    @property
    def words(self) -> list[str]:
        """Arguments of `mcp` for both."""
        return [*self.sources, "--base-url", self.base_url, "--pat-env", "MY_PAT"]


@pytest.fixture(scope="session")
def models() -> Iterator[Models]:
    calls: list[Call] = []
    with serve([DEMO, MODELS / "all_types"], pat=PAT, on_call=calls.append) as endpoint:
        sources = tuple(model.url for model in endpoint.models)
        yield Models(endpoint.base_url, sources, calls)


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A red picture of 40 by 30 pixels."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()
