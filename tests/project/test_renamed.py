"""A user's own names for methods and parameters."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import check, generate, lock
from clarifai_codegen.problems import Exit
from tests.project.samples import codes, field, method, save

PYTHON = "generated/python/clarifai_models/m.py"
TYPESCRIPT = "generated/typescript/m.ts"


def project(folder: Path, names: str, *more: str) -> None:
    max_tokens = field("max_tokens", "INT", default="5")
    prompt = field("prompt", required=True)
    save(folder / "m.json", "m", method("predict", prompt, max_tokens), method("other"))
    lines = [
        'targets = ["python", "typescript"]',
        *more,
        "[[models]]",
        'source = "m.json"',
        'name = "M"',
        f"names = {{ {names} }}",
    ]
    (folder / "clarifai-codegen.toml").write_text("\n".join(lines) + "\n")
    lock()


def test_code_has_the_users_names_and_the_wire_the_models(here: Path) -> None:
    project(here, 'predict = "ask", "predict.max_tokens" = "limit"')
    assert generate().exit is Exit.WELL
    python = (here / PYTHON).read_text()
    assert "def ask(self, prompt: str, *, limit: int = default(5))" in python
    assert '"max_tokens", INT, python="limit"' in python
    assert '"predict",' in python
    assert "def predict(" not in python
    typescript = (here / TYPESCRIPT).read_text()
    assert "  ask(input: AskInput, options?: CallOptions)" in typescript
    assert 'name: "max_tokens", property: "limit"' in typescript
    assert check().exit is Exit.WELL


def test_a_renamed_client_calls_the_models_method(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(here, 'predict = "ask", "predict.max_tokens" = "limit"')
    generate()
    for name in [each for each in sys.modules if each.startswith("clarifai_models")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(here / "generated/python")
    fakes: Any = import_module("clarifai_models.testing")
    client = fakes.FakeM(answers={"predict": "done"})
    assert client.ask("a", limit=3) == "done"
    assert [call.method for call in fakes.calls_of(client)] == ["predict"]
    for name in [each for each in sys.modules if each.startswith("clarifai_models")]:
        del sys.modules[name]


def test_names_are_no_part_of_the_lock_and_are_never_taken_for_up_to_date(
    here: Path,
) -> None:
    project(here, 'predict = "ask"')
    before = (here / "clarifai-codegen.lock").read_bytes()
    generate()
    project(here, 'predict = "tell"')
    assert (here / "clarifai-codegen.lock").read_bytes() == before
    assert check().exit is Exit.DIFFERENCE
    generate()
    assert "def tell(" in (here / PYTHON).read_text()


@pytest.mark.parametrize(
    ("names", "word"),
    [
        ('predct = "ask"', "no 'predct'"),
        ('"predict.n" = "ask"', "no 'predict.n'"),
        ('predict = "other"', "Two things are named 'other'"),
        ('"predict.prompt" = "max_tokens"', "Two things are named 'max_tokens'"),
    ],
)
def test_a_name_that_cannot_be_is_a_problem_of_the_model(
    here: Path, names: str, word: str
) -> None:
    project(here, names)
    report = generate()
    assert codes(report.problems) == ["bad-configuration"]
    assert word in report.problems[0].what


def test_a_keyword_gets_its_underscore(here: Path) -> None:
    project(here, '"predict.max_tokens" = "class"')
    generate()
    assert "class_: int = default(5)" in (here / PYTHON).read_text()
