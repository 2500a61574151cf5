"""The runner's traps are the runtime's business: see the names of the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy
import pytest

from clarifai_codegen.runtime.python import (
    BOOL,
    BYTES,
    CONCEPT,
    FLOAT,
    IMAGE,
    INT,
    JSON,
    NDARRAY,
    STR,
    STREAMING_STREAMING,
    TEXT,
    UNARY_STREAMING,
    Client,
    Concept,
    Method,
    ModelError,
    ModelId,
    Parameter,
    Text,
    list_of,
    named,
    tuple_of,
)
from clarifai_codegen.runtime.python.default import Default

NOT_GIVEN = Default(...)


@dataclass(frozen=True)
class Pair:
    a: int
    b: str


@dataclass(frozen=True)
class Returning:
    return_: str
    b: str


PAIR = named(Pair, ("a", "a", INT), ("b", "b", STR))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "codec", "value"),
    [
        ("n_str", STR, "x"),
        ("n_empty", STR, ""),
        ("n_zero", INT, 0),
        ("n_big", INT, 70000),
        ("n_zf", FLOAT, 0.0),
        ("n_false", BOOL, False),
        ("n_true", BOOL, True),
        ("n_bytes", BYTES, b""),
        ("n_list", list_of(INT), [1, 2]),
        ("n_list_empty", list_of(INT), []),
        ("n_named", PAIR, Pair(0, "z")),
        ("n_tuple", tuple_of(INT, STR), (0, "q")),
        (
            "n_named_return",
            named(Returning, ("return", "return_", STR), ("b", "b", STR)),
            Returning("R", "B"),
        ),
        ("n_concepts", list_of(CONCEPT), [Concept("a")]),
        ("n_text", TEXT, Text("t")),
        ("n_json", JSON, {}),
    ],
)
def test_the_old_format_of_an_answer_without_arguments_is_read(
    name: str, codec: Any, value: Any, serve: Callable[[str], str]
) -> None:
    client = Client(ModelId(), serve("no_arguments"), {})
    got = client.unary(Method(name, (), codec), ())
    assert got == value
    assert type(got) is type(value)


def test_zero_values_in_a_stream_of_the_old_format_are_read(
    serve: Callable[[str], str],
) -> None:
    client = Client(ModelId(), serve("no_arguments"), {})
    texts = Method("n_gen", (), STR, kind=UNARY_STREAMING)
    numbers = Method("n_gen_int", (), INT, kind=UNARY_STREAMING)
    assert client.stream(texts, ()).collect() == ["a", "", "b"]
    assert client.stream(numbers, ()).collect() == [0, 1, 2]


def test_an_array_of_the_old_format_is_read(serve: Callable[[str], str]) -> None:
    client = Client(ModelId(), serve("no_arguments"), {})
    got = client.unary(Method("n_nd", (), NDARRAY), ())
    assert got.tolist() == numpy.zeros((2, 2)).tolist()


def test_a_batch_mixes_given_and_omitted_arguments(serve: Callable[[str], str]) -> None:
    client = Client(ModelId(), serve("no_arguments"), {})
    method = Method("opt_str", (Parameter("x", STR, optional=True),), STR)
    items = [{"x": "one"}, {}, {"x": ""}, {}]
    assert client.batch(method, items) == ["one", "d", "", "d"]
    assert client.batch(method, items[:1] + items[2:3]) == ["one", ""]


PROMPT = Parameter("prompt", STR, optional=True)


@pytest.mark.parametrize(
    ("name", "first", "received"),
    [
        ("f_str", Parameter("x", STR, optional=True), "'dflt'"),
        ("f_int", Parameter("x", INT, optional=True), "7"),
        ("f_float", Parameter("x", FLOAT, default=0.5), "0.5"),
        ("f_bool", Parameter("x", BOOL, optional=True), "True"),
        ("f_bytes", Parameter("x", BYTES, optional=True), "b'dflt'"),
        ("f_list", Parameter("x", list_of(STR), default=["dflt"]), "['dflt']"),
        ("f_list_none", Parameter("x", list_of(IMAGE), nullable=True), "[]"),
        ("f_list_concept", Parameter("x", list_of(CONCEPT), nullable=True), "[]"),
        ("f_tuple1", Parameter("x", tuple_of(STR), default=("dflt",)), "('dflt',)"),
        ("f_tuple2", Parameter("x", tuple_of(INT, STR), default=(1, "d")), "(1, 'd')"),
        ("f_json", Parameter("x", JSON, optional=True), "{'k': 1}"),
        ("f_nd", Parameter("x", NDARRAY, nullable=True), "None"),
        ("f_image", Parameter("x", IMAGE, nullable=True), "None"),
        ("f_text", Parameter("x", TEXT, nullable=True), "None"),
        ("f_concept", Parameter("x", CONCEPT, nullable=True), "None"),
    ],
)
@pytest.mark.parametrize("prompt", ["hi", NOT_GIVEN], ids=["prompt", "nothing"])
def test_an_omitted_first_argument_means_its_default(
    name: str, first: Parameter, received: str, prompt: Any, serve: Callable[[str], str]
) -> None:
    client = Client(ModelId(), serve("first_argument_optional"), {})
    method = Method(name, (first, PROMPT), STR)
    assert client.unary(method, (NOT_GIVEN, prompt)) == received


@pytest.mark.parametrize(("name", "received"), [("f_int", "2"), ("g_float", "2.0")])
def test_a_whole_number_that_the_client_does_not_know_is_found_by_either_type(
    name: str, received: str, serve: Callable[[str], str]
) -> None:
    options = {"extra_arguments": {"x": 2}}
    client = Client(ModelId(), serve("first_argument_optional"), options)
    method = Method(name, (Parameter("prompt", STR),), STR)
    assert client.unary(method, ("hi",)) == received


def test_an_omitted_first_float_of_a_stream_means_its_default(
    serve: Callable[[str], str],
) -> None:
    client = Client(ModelId(), serve("first_argument_optional"), {})
    scale = Parameter("scale", FLOAT, default=0.5)
    items = Parameter("items", STR, stream=True)
    method = Method("st2", (scale, items), STR, kind=STREAMING_STREAMING)
    assert client.stream(method, (NOT_GIVEN, ["a", "b"])).collect() == [
        "('a', 0.5)",
        "('b', 0.5)",
    ]


@pytest.mark.slow
def test_the_errors_of_openai_transport_are_raised(serve: Callable[[str], str]) -> None:
    client = Client(ModelId(), serve("openai"), {})
    method = Method("openai_transport", (Parameter("msg", STR),), STR, openai=True)
    with pytest.raises(ModelError) as caught:
        client.unary(method, ("no json",))
    assert caught.value.code
    good = '{"model": "m", "messages": [{"role": "user", "content": "hi"}]}'
    assert "choices" in client.unary(method, (good,))
