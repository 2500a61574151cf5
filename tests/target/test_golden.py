"""What is written for a few small models, word for word.

`pytest tests/target/test_golden.py --refresh-golden` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.target.entry import Deployment, Entry, Settings
from clarifai_codegen.target.naming import class_name
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.python.text import signature_text

from .corpus import TESTS, entry_of, module_text

GOLDEN = TESTS / "golden" / "python"
NAMES = ("chat", "names", "records", "streams")


def golden_entry(name: str) -> Entry:
    model = decode(json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))).model
    return entry_of(model, class_name(model.model_id or name))


def _compare(request: pytest.FixtureRequest, path: Path, text: str) -> None:
    if request.config.getoption("--refresh-golden"):
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    _compare(request, GOLDEN / f"{name}.py", module_text(golden_entry(name)))


def test_the_index_and_the_deployments_are_the_golden_ones(
    request: pytest.FixtureRequest,
) -> None:
    settings = Settings(deployments={"gpu-eu": Deployment("d-1", "org")})
    files = emit([golden_entry(name) for name in NAMES], settings).files
    for path, name in (("index.py", "__init__.py"), ("deployments.py",) * 2):
        text = files[name]
        assert isinstance(text, str)
        _compare(request, GOLDEN / path, text)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_signature_to_read_and_a_stub_are_the_golden_ones(
    name: str, request: pytest.FixtureRequest
) -> None:
    model = golden_entry(name).model
    _compare(request, GOLDEN / f"{name}.txt", signature_text(model))
    _compare(request, GOLDEN / f"{name}.pyi", signature_text(model, format="pyi"))
