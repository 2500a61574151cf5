"""What an annotation tells of JSON beyond the signature."""

from __future__ import annotations

import pytest

from clarifai_codegen.source.model_py import read_text

HEAD = """
from typing import Dict, Iterator, List, Tuple
from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.utils.data_types import NamedFields
"""


def hints_of(annotation: str) -> dict[str, str]:
    text = f"""{HEAD}
class M(ModelClass):
    @ModelClass.method
    def f(self, x: {annotation}) -> str:
        return ""
"""
    hints = read_text(text).checked().hints
    return {name: hint.text for name, hint in hints.get("f", {}).items()}


@pytest.mark.parametrize(
    ("annotation", "hint"),
    [
        ("dict", "dict[str, any]"),
        ("list", "list[any]"),
        ("Dict", "dict[str, any]"),
        ("Dict[str, float]", "dict[str, float]"),
        ("dict[str, list[int]]", "dict[str, list[int]]"),
        ("Dict[str, List[bool]]", "dict[str, list[bool]]"),
        ("Dict[int, str]", "dict[str, str]"),
        ("Dict[str, None]", "dict[str, any]"),
        ("Dict[str, Tuple[int, str]]", "dict[str, list[any]]"),
        ("Dict[str, dict]", "dict[str, dict[str, any]]"),
        # In a list, of each item.
        ("List[dict]", "dict[str, any]"),
        ("List[List[Dict[str, str]]]", "dict[str, str]"),
        (
            "dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]",
            "dict[str, dict[str, dict[str, dict[str, any]]]]",
        ),
    ],
)
def test_json_has_the_shape_that_the_annotation_tells(
    annotation: str, hint: str
) -> None:
    assert hints_of(annotation) == {"x": hint}


@pytest.mark.parametrize(
    "annotation",
    ["str", "List[str]", "Tuple[dict, str]", "NamedFields(a=dict)", "Tuple[str, str]"],
)
def test_other_types_have_no_hint(annotation: str) -> None:
    assert hints_of(annotation) == {}


def test_hints_belong_to_the_method_that_counts() -> None:
    text = f"""{HEAD}
class Base:
    @ModelClass.method
    def f(self, x: dict) -> Dict[str, int]:
        return {{}}

    @ModelClass.method
    def g(self, x: str) -> Iterator[Dict[str, bool]]:
        yield {{}}

class M(Base, ModelClass):
    @ModelClass.method
    def f(self, x: str) -> List[dict]:
        return []
"""
    hints = read_text(text).checked().hints
    assert {
        method: {n: h.text for n, h in row.items()} for method, row in hints.items()
    } == {
        "f": {"return": "dict[str, any]"},
        "g": {"return": "dict[str, bool]"},
    }
