"""Values of every data type survive every kind of call, against Clarifai's runner."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from clarifai_codegen.runtime.python import (
    AUDIO,
    BOOL,
    BYTES,
    CONCEPT,
    FLOAT,
    FRAME,
    IMAGE,
    INT,
    JSON,
    NDARRAY,
    REGION,
    STR,
    STREAMING_STREAMING,
    TEXT,
    UNARY_STREAMING,
    VIDEO,
    AsyncClient,
    Audio,
    Client,
    Concept,
    Frame,
    Image,
    Method,
    ModelId,
    Parameter,
    Region,
    Text,
    Video,
    list_of,
    named,
    tuple_of,
)
from tests.sampling import some

PROFILE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
    derandomize=True,
)


@dataclass(frozen=True)
class Named:
    a: int
    b: str
    image: Image


@dataclass(frozen=True)
class Scored:
    label: str
    scores: list[float]


texts = st.text(st.characters(exclude_categories=["Cs"]))
integers = st.integers(-(2**63), 2**63 - 1)
floats = st.floats()
float32s = st.floats(0, 1, width=32)
octets = st.binary()
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(
    -(2**53), 2**53
).map(float)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=8,
)
json_documents = st.dictionaries(
    texts.filter(lambda key: key != "_list"), json_values
) | st.lists(json_values)
concepts = st.builds(Concept, texts, float32s, id=texts.filter(bool))
regions = st.builds(
    Region,
    box=st.lists(float32s, min_size=4, max_size=4) | st.none(),
    concepts=st.lists(concepts, max_size=2),
    mask=st.none() | octets.map(Image),
    point=st.none() | st.lists(float32s, min_size=3, max_size=3),
    track_id=texts,
    text=texts,
    id=texts,
    value=float32s,
)
frames = st.builds(
    Frame,
    image=octets.map(Image),
    regions=st.lists(regions, max_size=2),
    time=st.integers(0, 2**31).map(lambda milliseconds: milliseconds / 1000),
    index=st.integers(0, 2**31 - 1),
)
ndarrays = arrays.arrays(
    dtype=arrays.integer_dtypes()
    | arrays.unsigned_integer_dtypes()
    | arrays.floating_dtypes(sizes=(16, 32, 64))
    | arrays.complex_number_dtypes(sizes=(64, 128)),
    shape=arrays.array_shapes(min_dims=0, max_dims=3, max_side=4),
)

CASES: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "str": (STR, texts),
    "bytes": (BYTES, octets),
    "int": (INT, integers),
    "float": (FLOAT, floats),
    "bool": (BOOL, st.booleans()),
    "ndarray": (NDARRAY, ndarrays),
    "json": (JSON, json_documents),
    "text": (TEXT, texts.map(Text)),
    "image": (IMAGE, octets.map(Image)),
    "concept": (CONCEPT, concepts),
    "region": (REGION, regions),
    "frame": (FRAME, frames),
    "audio": (AUDIO, octets.map(Audio)),
    "video": (VIDEO, octets.map(Video)),
    "list_str": (list_of(STR), st.lists(texts)),
    "list_float": (list_of(FLOAT), st.lists(floats)),
    "list_image": (list_of(IMAGE), st.lists(octets.map(Image), max_size=3)),
    "list_concept": (list_of(CONCEPT), st.lists(concepts)),
    "list_list_int": (list_of(list_of(INT)), st.lists(st.lists(integers))),
    "list_list_concept": (
        list_of(list_of(CONCEPT)),
        st.lists(st.lists(concepts, max_size=3), max_size=3),
    ),
    "list_json": (list_of(JSON), st.lists(json_documents, max_size=3)),
    "tuple": (tuple_of(INT, STR, BYTES), st.tuples(integers, texts, octets)),
    "nested_tuple": (
        tuple_of(tuple_of(INT, INT), list_of(STR)),
        st.tuples(st.tuples(integers, integers), st.lists(texts)),
    ),
    "named": (
        named(Named, ("a", "a", INT), ("b", "b", STR), ("image", "image", IMAGE)),
        st.builds(Named, integers, texts, octets.map(Image)),
    ),
    "list_named": (
        list_of(
            named(Scored, ("label", "label", STR), ("scores", "scores", list_of(FLOAT)))
        ),
        st.lists(st.builds(Scored, texts, st.lists(floats, max_size=3)), max_size=3),
    ),
}


def same(sent: Any, got: Any) -> bool:
    """Equal, where nan equals nan and arrays have one dtype and shape."""
    if isinstance(sent, numpy.ndarray):
        return (
            sent.dtype == got.dtype
            and sent.shape == got.shape
            and sent.tobytes() == got.tobytes()
        )
    if isinstance(sent, float) and math.isnan(sent):
        return isinstance(got, float) and math.isnan(got)
    if isinstance(sent, dict):
        return sent.keys() == got.keys() and all(same(sent[k], got[k]) for k in sent)
    if isinstance(sent, list | tuple):
        return (
            type(sent) is type(got)
            and len(sent) == len(got)
            and all(map(same, sent, got))
        )
    if isinstance(sent, Scored):
        return sent.label == got.label and same(sent.scores, got.scores)
    return bool(type(sent) is type(got) and sent == got)


@pytest.mark.parametrize("name", some(CASES, every=9))
def test_a_value_comes_back_equal_from_every_kind_of_call(
    name: str, serve: Callable[[str], str]
) -> None:
    codec, values = CASES[name]
    client = Client(ModelId(), serve("every_kind"), {})
    unary = Method(f"echo_{name}", (Parameter("x", codec),), codec)
    generate = Method(
        f"generate_{name}", (Parameter("x", codec),), codec, kind=UNARY_STREAMING
    )
    stream = Method(
        f"stream_{name}",
        (Parameter("items", codec, stream=True),),
        codec,
        kind=STREAMING_STREAMING,
    )

    @PROFILE
    @given(values)
    def check(value: Any) -> None:
        assert same(value, client.unary(unary, (value,)))
        assert same([value] * 2, client.stream(generate, (value,)).collect())
        assert same([value] * 3, client.stream(stream, ([value] * 3,)).collect())
        assert same([value] * 2, client.batch(unary, [{"x": value}] * 2))

    check()
    client.close()


@pytest.mark.parametrize("name", some(CASES, every=9))
def test_async_calls_give_the_same(name: str, serve: Callable[[str], str]) -> None:
    codec, values = CASES[name]
    address = serve("every_kind")
    unary = Method(f"echo_{name}", (Parameter("x", codec),), codec)
    generate = Method(
        f"generate_{name}", (Parameter("x", codec),), codec, kind=UNARY_STREAMING
    )
    stream = Method(
        f"stream_{name}",
        (Parameter("items", codec, stream=True),),
        codec,
        kind=STREAMING_STREAMING,
    )
    client = AsyncClient(ModelId(), address, {})
    with asyncio.Runner() as runner:

        async def call(value: Any) -> None:
            async def items() -> Any:
                for _ in range(3):
                    yield value

            assert same(value, await client.unary(unary, (value,)))
            assert same([value] * 2, await client.stream(generate, (value,)).collect())
            assert same([value] * 3, await client.stream(stream, (items(),)).collect())
            assert same([value] * 2, await client.batch(unary, [{"x": value}] * 2))

        @settings(PROFILE, max_examples=8)
        @given(values)
        def check(value: Any) -> None:
            runner.run(call(value))

        check()
        runner.run(client.aclose())


def test_an_array_of_ten_megabytes_comes_back(serve: Callable[[str], str]) -> None:
    client = Client(ModelId(), serve("every_kind"), {})
    method = Method("echo_ndarray", (Parameter("x", NDARRAY),), NDARRAY)
    sent = numpy.arange(1_310_720, dtype="float64").reshape(1024, 1280)
    assert same(sent, client.unary(method, (sent,)))
    client.close()
