"""A call that fails as after a change of the signature says what has changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from clarifai_codegen.runtime.python import (
    INT,
    STR,
    UNARY_STREAMING,
    AsyncClient,
    BatchError,
    Client,
    Method,
    ModelError,
    ModelId,
    Parameter,
)

from .canned import Canned, answer, serving

X = Parameter("x", STR)
GONE = Method("echo_text2", (X,), STR)
NOTHING = Method("echo_str", (), STR)
MORE = Method("generate_named", (Parameter("y", STR),), STR, kind=UNARY_STREAMING)
RETYPED = Method("echo_int", (Parameter("x", INT),), STR)
CHANGED = "the model's signature has changed since this client was generated: "
FIX = "; run `clarifai-codegen update` and `clarifai-codegen generate`"


@pytest.fixture
def address(serve: Callable[[str], str]) -> str:
    return serve("all_types")


@pytest.fixture
def server() -> Iterator[Canned]:
    with serving() as canned:
        yield canned


def asked(server: Canned) -> int:
    names = [each.inputs[0].data.metadata["_method_name"] for each in server.requests]
    return names.count("_GET_SIGNATURES")


def refusing(server: Canned, details: str, signatures: Any) -> None:
    """Calls fail with these details, signatures are answered."""

    def unary(request: Any, context: Any) -> Any:
        if request.inputs[0].data.metadata["_method_name"] != "_GET_SIGNATURES":
            return answer(code=10020, description="Failure", details=details)
        response = answer("")
        response.outputs[0].data.text.raw = json.dumps(signatures)
        return response

    server.unary = unary


@pytest.mark.slow
def test_a_runner_that_lost_the_method_is_told_of(address: str) -> None:
    client = Client(ModelId(), address, {})
    with pytest.raises(ModelError) as caught:
        client.unary(GONE, ["a"])
    assert f"{CHANGED}the method 'echo_text2' is gone; there are 'echo_" in str(
        caught.value
    )
    assert FIX in str(caught.value)


@pytest.mark.slow
def test_a_runner_that_needs_more_is_told_of(address: str) -> None:
    client = Client(ModelId(), address, {})
    with pytest.raises(ModelError) as caught:
        client.unary(NOTHING, [])
    assert f"{CHANGED}'x' is new and required{FIX}" in str(caught.value)


def test_a_stream_is_told_of(address: str) -> None:
    client = Client(ModelId(), address, {})
    with pytest.raises(ModelError) as caught:
        list(client.stream(MORE, ["a"]))
    assert f"{CHANGED}'y' is gone, 'n' is new and required{FIX}" in str(caught.value)


def test_a_batch_is_told_of(address: str) -> None:
    client = Client(ModelId(), address, {})
    with pytest.raises(BatchError, match="'x' is new and required"):
        client.batch(NOTHING, [{}, {}])


def test_async_calls_are_told_of(address: str) -> None:
    async def run() -> None:
        client = AsyncClient(ModelId(), address, {})
        with pytest.raises(ModelError, match="'x' is new and required"):
            await client.unary(NOTHING, [])
        with pytest.raises(ModelError, match="'y' is gone, 'n' is new and required"):
            await client.stream(MORE, ["a"]).collect()
        await client.aclose()

    asyncio.run(run())


def test_an_answer_that_does_not_fit_asks_too(server: Canned) -> None:
    refusing(server, "", {})
    fields = {"inputFields": [{"name": "x"}, {"name": "z"}], "methodType": 1}
    refused = server.unary

    def unary(request: Any, context: Any) -> Any:
        response = refused(request, context)
        return response if response.outputs else answer("no number")

    server.unary = unary
    refusing_signatures = json.dumps({"m": fields})

    def both(request: Any, context: Any) -> Any:
        response = unary(request, context)
        if response.outputs and response.outputs[0].data.text.raw:
            response.outputs[0].data.text.raw = refusing_signatures
        return response

    server.unary = both
    method = Method("m", (X,), INT)
    with pytest.raises(ModelError, match=r"does not fit the signature.*'z' is new;"):
        Client(ModelId(), server.address, {}).unary(method, ["a"])


@pytest.mark.parametrize(
    ("details", "many"),
    [("out of memory", 0), ("Method m not found in model class", 1)],
)
def test_one_question_and_only_after_such_an_error(
    server: Canned, details: str, many: int
) -> None:
    refusing(server, details, {"m": {"inputFields": [], "methodType": "UNARY_UNARY"}})
    client = Client(ModelId(), server.address, {})
    method = Method("m", (X,), STR)
    for _ in range(3):
        with pytest.raises(ModelError) as caught:
            client.unary(method, ["a"])
        assert ("'x' is gone" in str(caught.value)) is bool(many)
    assert asked(server) == many


@pytest.mark.parametrize(
    "signatures",
    [
        {"m": {"inputFields": [{"name": "x"}], "methodType": "UNARY_UNARY"}},
        {},
        [],
        {"m": {"methodType": 1, "inputFields": [{"name": "x", "required": True}]}},
    ],
)
def test_where_nothing_differs_the_error_stays(server: Canned, signatures: Any) -> None:
    refusing(server, "Missing field a", signatures)
    with pytest.raises(ModelError) as caught:
        Client(ModelId(), server.address, {}).unary(Method("m", (X,), STR), ["a"])
    assert str(caught.value) == (
        "m: Failure (Missing field a) [FAILURE 10020, request req-1]"
    )


def test_a_hostile_signature_is_only_shown(server: Canned) -> None:
    fields = [{"name": "\x1b[2J" + "y" * 999, "required": True}] * 20
    refusing(server, "Missing field a", {"m": {"inputFields": fields}})
    with pytest.raises(ModelError) as caught:
        Client(ModelId(), server.address, {}).unary(Method("m", (X,), STR), ["a"])
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 600
