"""What is written for a few small models, word for word.

`make golden` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen.target.entry import Deployment, Settings
from clarifai_codegen.target.typescript.emit import emit
from clarifai_codegen.target.typescript.text import signature_text
from tests.target.corpus import TESTS
from tests.target.test_golden import NAMES, golden_entry

from .samples import module_text

GOLDEN = TESTS / "golden" / "typescript"
SHARED = ("index.ts", "testing.ts", "deployments.ts", "package.json")


def compare(request: pytest.FixtureRequest, path: Path, text: object) -> None:
    assert isinstance(text, str)
    if request.config.getoption("--refresh-golden"):
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    compare(request, GOLDEN / f"{name}.ts", module_text(golden_entry(name)))


@pytest.mark.parametrize("name", SHARED)
def test_what_models_share_is_golden_too(
    name: str, request: pytest.FixtureRequest
) -> None:
    settings = Settings(deployments={"gpu-eu": Deployment("d-1", "org")})
    files = emit([golden_entry(each) for each in NAMES], settings).files
    compare(request, GOLDEN / name, files[name])


@pytest.mark.parametrize("name", ["package.json", "tsconfig.json"])
def test_a_package_of_its_own_is_the_golden_one(
    name: str, request: pytest.FixtureRequest
) -> None:
    settings = Settings(options={"package": "@acme/models@1.2.0"})
    files = emit([golden_entry("chat")], settings).files
    compare(request, GOLDEN / "package" / name, files[name])


def test_camel_case_and_bigint_are_golden_too(request: pytest.FixtureRequest) -> None:
    text = module_text(golden_entry("chat"), names="camel", int64="bigint")
    compare(request, GOLDEN / "chat_camel_bigint.ts", text)


@pytest.mark.parametrize("name", NAMES)
def test_a_signature_to_read_is_the_golden_one(
    name: str, request: pytest.FixtureRequest
) -> None:
    text = signature_text(golden_entry(name).model)
    compare(request, GOLDEN / f"{name}.txt", text)
