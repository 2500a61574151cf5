"""The demo model's tools: over fakes, and over the model as it is served."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clarifai_codegen.serve import DEMO, serve

GENERATED = Path(__file__).parents[2] / "generated" / "python"
PAT = "pat-of-the-tests"


@pytest.fixture(scope="session")
def package() -> Iterator[Any]:
    """The package of the demo model."""
    sys.path.insert(0, str(GENERATED))
    try:
        yield importlib.import_module("clarifai_models")
    finally:
        sys.path.remove(str(GENERATED))


@pytest.fixture(scope="session")
def tools(package: Any) -> Any:
    """The index of its tools."""
    return importlib.import_module("clarifai_models.tools")


@pytest.fixture(scope="session")
def testing(package: Any) -> Any:
    """Its fakes."""
    return importlib.import_module("clarifai_models.testing")


@pytest.fixture
def fake(testing: Any) -> Any:
    return testing.FakeDemo()


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The demo model on Clarifai's own runner."""
    with serve([DEMO], pat=PAT) as endpoint:
        yield endpoint.base_url


@pytest.fixture(scope="session")
def demo(package: Any, base_url: str) -> Iterator[Any]:
    with package.Demo(base_url=base_url, pat=PAT) as client:
        yield client


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A red picture of 40 by 30 pixels."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()
