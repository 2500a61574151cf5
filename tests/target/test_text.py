"""Signatures as text for people: Python that parses."""

from __future__ import annotations

import ast

import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.target.python.text import signature_text
from tests.sampling import some

from .corpus import Case, case, cases, model_of


@pytest.mark.parametrize(
    "good",
    some([each for each in cases() if each.is_good], every=8),
    ids=lambda each: each.name,
)
def test_the_text_and_the_stub_of_each_model_parse(good: Case) -> None:
    model = good.decoded().model
    functions = ast.parse(signature_text(model)).body
    defined = [each for each in functions if isinstance(each, ast.FunctionDef)]
    assert len(defined) == len(model.methods)
    stub = ast.parse(signature_text(model, format="pyi"))
    names = {node.id for node in ast.walk(stub) if isinstance(node, ast.Name)}
    imported = {
        alias.asname or alias.name
        for node in ast.walk(stub)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= names


def test_a_method_of_which_nothing_is_known_is_one_line() -> None:
    field = {"name": "prompt", "type": "STR", "required": True}
    option = {"name": "max_tokens", "type": "INT", "default": "512"}
    model = model_of({"name": "predict", "inputFields": [field]})
    assert signature_text(model) == "def predict(prompt: str) -> str: ...\n"
    model = model_of({"name": "predict", "inputFields": [field, option]})
    assert signature_text(model).startswith(
        "def predict(prompt: str, *, max_tokens: int = 512) -> str:\n"
    )


@pytest.mark.slow
def test_one_method_can_be_asked_for() -> None:
    model = case("model-100-methods").decoded().model
    name = model.methods[3].name
    text = signature_text(model, name)
    assert text.count("def ") == 1
    assert f"def {name}(" in text


def test_a_method_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(ProblemError) as caught:
        signature_text(model_of({"name": "f"}), "g")
    assert caught.value.problems[0].code == "unknown-method"
