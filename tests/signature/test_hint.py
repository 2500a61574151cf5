"""Hints say what JSON looks like; no wire and no digest knows them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.signature.decode import decode_signatures
from clarifai_codegen.signature.encode import digest, encode_model
from clarifai_codegen.signature.hint import DEEPEST, Hint
from clarifai_codegen.signature.method import Model

HINTS = st.builds(
    Hint,
    containers=st.lists(st.sampled_from(["dict", "list"]), max_size=DEEPEST).map(tuple),
    leaf=st.sampled_from(["any", "str", "int", "float", "bool"]),
)
SIGNATURE = {
    "name": "f",
    "methodType": "UNARY_UNARY",
    "inputFields": [
        {"name": "config", "type": "JSON_DATA", "required": True},
        {"name": "text", "type": "STR", "required": True},
    ],
    "outputFields": [{"name": "return", "type": "JSON_DATA"}],
}


def plain() -> Model:
    return decode_signatures([SIGNATURE], {}).model


@given(HINTS)
def test_a_hint_is_its_text(hint: Hint) -> None:
    assert Hint.parse(hint.text) == hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dict",
        "dict[str, float",
        "dict[str, float]]",
        "list[Config]",
        "list[list[list[list[list[str]]]]]",
        "list[str]\n",
    ],
)
def test_another_text_is_no_hint(text: str) -> None:
    assert Hint.parse(text) is None


@given(HINTS, st.sampled_from(["dict", "list"]))
def test_what_is_too_deep_is_any_json(hint: Hint, container: Any) -> None:
    outer = hint.within(container)
    assert outer.containers == (container, *hint.containers)[:DEEPEST]
    assert outer.leaf == (hint.leaf if len(hint.containers) < DEEPEST else "any")


@given(HINTS)
def test_an_example_fits(hint: Hint) -> None:
    assert hint.fits(hint.example)


@pytest.mark.parametrize(
    ("text", "value", "fits"),
    [
        ("dict[str, float]", {"a": 1, "b": 0.5}, True),
        ("dict[str, float]", {}, True),
        ("dict[str, float]", {"a": True}, False),
        ("dict[str, float]", [1.0], False),
        ("dict[str, int]", {"a": 0.5}, False),
        ("dict[str, any]", {"a": None}, True),
        ("list[bool]", [True], True),
        ("list[bool]", [1], False),
        ("list[str]", "text", False),
        ("dict[str, list[str]]", {"a": ["b"]}, True),
        ("dict[str, list[str]]", {"a": [None]}, False),
    ],
)
def test_a_value_fits_or_does_not(text: str, value: Any, fits: bool) -> None:
    hint = Hint.parse(text)
    assert hint is not None
    assert hint.fits(value) is fits


def test_a_signature_is_the_same_with_hints_and_without() -> None:
    hints = {"f": {"config": Hint(containers=("dict",)), "return": Hint()}}
    model = plain().hinted(hints)
    assert model.hints() == hints
    assert model == plain()
    assert hash(model) == hash(plain())
    assert digest(model) == digest(plain())
    assert encode_model(model) == encode_model(plain())


def test_hints_of_what_is_not_there_or_no_json_are_left_out() -> None:
    hints = {"f": {"text": Hint(), "other": Hint()}, "g": {"config": Hint()}}
    assert plain().hinted(hints).hints() == {}
