"""Defaults are decoded by data type, and never guessed."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.signature.datatype import (
    ListOf,
    NamedField,
    NamedFields,
    Scalar,
    TupleOf,
)
from clarifai_codegen.signature.default import DefaultState, decode_default

STR, INT, FLOAT, BOOL, BYTES, JSON, TEXT, IMAGE, NDARRAY = (
    Scalar.model_validate({"type": name})
    for name in (
        "STR",
        "INT",
        "FLOAT",
        "BOOL",
        "BYTES",
        "JSON_DATA",
        "TEXT",
        "IMAGE",
        "NDARRAY",
    )
)
STRINGS = ListOf(item=STR)
PAIR = TupleOf(items=(INT, STR))
NAMED = NamedFields(fields=(NamedField(name="a", data_type=INT),))


@pytest.mark.parametrize(
    ("data_type", "text", "value"),
    [
        (STR, "low", "low"),
        (STR, '"low"', "low"),
        (STR, "42", "42"),
        (STR, 'say "hi"', 'say "hi"'),
        (STR, '"', '"'),
        (STR, '"a" or "b"', '"a" or "b"'),
        (INT, "7", 7),
        (INT, "512.0", 512),
        (INT, "1e3", 1000),
        (FLOAT, "1", 1.0),
        (FLOAT, "1e-07", 1e-07),
        (FLOAT, "Infinity", math.inf),
        (BOOL, "false", False),
        (BOOL, "False", False),
        (BYTES, "b'xy'", b"xy"),
        (JSON, '{"k": 1}', {"k": 1}),
        (JSON, "[]", []),
        (TEXT, "hello", "hello"),
        (STRINGS, '["a", "b"]', ["a", "b"]),
        (STRINGS, "[]", []),
        (PAIR, '[1, "a"]', (1, "a")),
        (NAMED, '{"a": 1}', {"a": 1}),
    ],
)
def test_a_default_is_read_in_both_encodings(
    data_type: Any, text: str, value: Any
) -> None:
    default = decode_default(data_type, text)
    assert (default.state, default.value) == (DefaultState.VALUE, value)
    assert type(default.value) is type(value)


@pytest.mark.parametrize(
    ("data_type", "text"),
    [
        (STR, ""),
        (INT, ""),
        (INT, "abc"),
        (INT, "true"),
        (INT, "1.5"),
        (INT, str(2**63)),
        (INT, "9" * 10_000),
        (FLOAT, '"1"'),
        (BOOL, "maybe"),
        (BYTES, "xy"),
        (BYTES, "'xy'"),
        (BYTES, "__import__('os')"),
        (JSON, "5"),
        (JSON, "{'k': 1}"),
        (JSON, "[" * 100_000),
        (TEXT, "Text(text='a')"),
        (IMAGE, "Image(url='http://x')"),
        (NDARRAY, "[0. 0.]"),
        (STRINGS, '{"a": 1}'),
        (STRINGS, "[1]"),
        (PAIR, "[1]"),
        (NAMED, '{"b": 1}'),
    ],
)
def test_what_fits_no_value_of_the_type_is_unknown(data_type: Any, text: str) -> None:
    assert decode_default(data_type, text).state is DefaultState.UNKNOWN


@pytest.mark.parametrize("data_type", [STR, INT, IMAGE, STRINGS])
def test_null_means_none_for_every_type(data_type: Any) -> None:
    assert decode_default(data_type, "null").state is DefaultState.NULL


def test_a_choice_settles_whether_quotes_belong_to_a_text() -> None:
    assert decode_default(STR, '"a"', ('"a"', "b")).value == '"a"'


@given(
    st.text(),
    st.sampled_from([STR, INT, FLOAT, BOOL, BYTES, JSON, TEXT, STRINGS, PAIR, NAMED]),
)
def test_no_text_is_an_error(text: str, data_type: Any) -> None:
    assert decode_default(data_type, text).text == text
