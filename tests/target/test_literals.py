"""Values survive as source, texts survive as docstrings, and black changes neither."""

from __future__ import annotations

import ast
import math
from typing import Any

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.target.prose import visible
from clarifai_codegen.target.python.literals import (
    comment,
    docstring,
    literal,
    pieces,
)

TEXTS = st.text(st.characters(), max_size=40) | st.text(
    st.sampled_from("\"'\\abc \n\t\x00\x1b\u202e\ud800"), max_size=12
)
FINITE = st.none() | st.booleans() | st.integers() | TEXTS | st.binary(max_size=20)
FINITE |= st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    FINITE,
    lambda each: (
        st.lists(each, max_size=4)
        | st.lists(each, max_size=4).map(tuple)
        | st.dictionaries(TEXTS, each, max_size=4)
    ),
    max_leaves=12,
)


def _formatted(source: str) -> str:
    return black.format_str(source, mode=black.Mode(line_length=10_000))


@given(VALUES)
def test_a_literal_gives_its_value_back(value: Any) -> None:
    source = literal(value)
    source.encode()
    assert "\n" not in source
    again = ast.literal_eval(source)
    assert again == value
    assert repr(again) == repr(value)


@given(VALUES)
def test_black_leaves_a_literal_alone(value: Any) -> None:
    source = f"x = {literal(value)}\n"
    assert _formatted(source) == source


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, [1.0, math.inf]])
def test_what_has_no_literal_is_a_call_of_float(value: Any) -> None:
    again = eval(literal(value, "number"), {"__builtins__": {}, "number": float})
    assert repr(again) == repr(value)


def test_minus_zero_stays_negative() -> None:
    assert literal(-0.0) == "-0.0"


def test_a_value_without_a_literal_is_refused() -> None:
    with pytest.raises(TypeError):
        literal(object())


def test_what_cannot_be_seen_never_stands_in_a_file_as_it_is() -> None:
    unseen = "\u202e\u2066\u200b\u200d\ufeff\u2028\x1b\x00\x85\xa0\xad\ud800"
    for source in (literal(unseen), docstring([unseen], 0), comment(unseen)):
        assert source.isascii()
        assert source.isprintable()


def test_a_text_that_can_be_read_is_written_as_it_is() -> None:
    assert literal("größe 画像 🙂") == '"größe 画像 🙂"'


@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from([1, 4, 8]))
def test_a_docstring_carries_its_text(lines: list[str], indent: int) -> None:
    lines = [line.replace("\n", " ").replace("\r", " ") for line in lines]
    source = f"def f():\n{' ' * indent}{docstring(lines, indent)}\n"
    source.encode()
    tree = ast.parse(source)
    function = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    words = [word for line in lines for word in visible(line).split()]
    assert (ast.get_docstring(function) or "").split() == words


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_black_leaves_a_docstring_alone(lines: list[str]) -> None:
    lines = [line.replace("\n", " ").replace("\r", " ") for line in lines]
    if not any(visible(line).strip() for line in lines):
        lines = ["text"]
    source = f"def f():\n    {docstring(lines, 4)}\n"
    assert _formatted(source) == source


@given(TEXTS)
def test_a_comment_is_one_line_that_no_tool_reads(text: str) -> None:
    source = comment(text)
    assert "#" not in source
    assert len(f"# {source}".splitlines()) == 1
    assert [line.lstrip()[:1] for line in f"# {source}".splitlines()] == ["#"]


@given(TEXTS, st.integers(10, 90))
def test_pieces_make_up_the_text(text: str, width: int) -> None:
    parts = pieces(text, width)
    assert "".join(map(ast.literal_eval, parts)) == text
    assert all(len(part) <= width or len(part.split()) <= 2 for part in parts)


def test_a_long_text_is_quick() -> None:
    for text in ("x" * 60_000, "x " * 30_000, "\u202e\\" * 30_000):
        assert ast.literal_eval(literal(text)) == text
        assert pieces(text, 70)
        assert docstring([text], 4)
