"""What is written needs no formatter: oxfmt would change nothing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.typescript.layout import Group, Pair, Union, render
from tests.target.corpus import cases, entry_of, model_of
from tests.target.test_random import random_entries

from .samples import check_layout, module_text, written

TOOLS = ToolOptions(include_bidirectional=True)
GOOD = [each for each in cases() if each.is_good]


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"names": "camel", "int64": "bigint"},
        {"extensions": "ts", "package": "@acme/models"},
    ],
    ids=["plain", "camel", "package"],
)
def test_oxfmt_leaves_the_corpus_alone(tmp_path: Path, options: object) -> None:
    assert isinstance(options, dict)
    entries = [each.entry(f"Model{number}") for number, each in enumerate(GOOD)]
    check_layout(written(entries, tmp_path, TOOLS, **options))


@pytest.mark.slow
def test_oxfmt_leaves_any_model_alone(tmp_path: Path) -> None:
    # What letters younger than Unicode 3.2 are and how wide is up to the formatter.
    entries = [each for each in random_entries(200) if _is_old(module_text(each))]
    assert len(entries) > 10
    check_layout(written(entries, tmp_path, TOOLS))


def _is_old(text: str) -> bool:
    return all(unicodedata.ucd_3_2_0.category(c) != "Cn" for c in text)


@pytest.mark.parametrize("length", [30, 76, 77, 78, 79, 80, 81, 85, 120])
def test_oxfmt_leaves_names_of_any_length_alone(tmp_path: Path, length: int) -> None:
    name = "m" * length
    outputs = [
        {"name": "a" * length, "type": "STR"},
        {
            "name": "b",
            "type": "TUPLE",
            "typeArgs": [{"name": "0", "type": "IMAGE"}] * 9,
        },
    ]
    field = {"name": name, "type": "LIST", "typeArgs": [{"name": "0", "type": "INT"}]}
    choice = {
        "name": "c" * length,
        "type": "STR",
        "modelTypeEnumOptions": [{"id": name}],
    }
    methods = [
        {"name": name, "inputFields": [field, choice]},
        {"name": name + "2", "outputFields": outputs},
        {
            "name": name + "3",
            "methodType": "UNARY_STREAMING",
            "outputFields": [{"name": "return", "type": "STR", "iterator": True}],
        },
    ]
    entry = entry_of(model_of(*methods, model_id="m" * min(length, 48)))
    check_layout(written([entry], tmp_path))


def test_brackets_break_one_element_a_line() -> None:
    words = tuple(f'"{letter * 20}"' for letter in "abcde")
    assert render(Group("[", words[:2], "]")) == f"[{', '.join(words[:2])}]"
    assert render(Group("[", words, "]"), 2) == (
        "[\n" + "".join(f"    {word},\n" for word in words) + "  ]"
    )


def test_numbers_fill_their_lines() -> None:
    text = render(Group("[", tuple(map(str, range(60))), "]"))
    assert text.count("\n") == 4
    assert max(map(len, text.split("\n"))) <= 100


def test_lists_of_lists_break_whatever_their_length() -> None:
    row = Group("[", ("1", "2"), "]")
    assert render(Group("[", (row,), "]")) == "[[1, 2]]"
    assert render(Group("[", (row, row), "]")) == "[\n  [1, 2],\n  [1, 2],\n]"


def test_a_long_text_goes_below_its_key_but_a_short_key() -> None:
    text = f'"{"x" * 100}"'
    assert render(Pair("name", text)) == f"name: {text}"
    assert render(Pair("property", text)) == f"property:\n  {text}"


def test_a_union_breaks_one_member_a_line() -> None:
    members = tuple(letter * 40 for letter in "abc")
    broken = "".join(f"\n  | {member}" for member in members)
    assert render(Union(members)) == broken
