"""Generated Python clients send and read what the vectors say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clarifai_grpc.grpc.api import service_pb2

from clarifai_codegen.runtime.python.connection import Connection
from clarifai_codegen.runtime.python.credentials import Access
from clarifai_codegen.signature.datatype import ListOf
from clarifai_codegen.signature.method import Method
from clarifai_codegen.target.python.names import identifiers, methods
from tests.target.corpus import Case, imported

from .coding import Given, shown
from .compare import Outcome, differences
from .numbers import bytes_of
from .plan import EVERY_SAMPLE, cases
from .vectors import Vector, stored

NOWHERE = "grpc://127.0.0.1:1"


class Responses:
    """A streaming call that is answered at once."""

    def __init__(self, responses: Iterable[Any]) -> None:
        self._responses = iter(responses)

    def __iter__(self) -> Iterator[Any]:
        return self._responses

    def cancel(self) -> None:
        """Nothing is under way."""


class Capture(Connection):
    """Keeps what is sent; each message is answered with the same one."""

    def __init__(self, response: bytes) -> None:
        super().__init__(Access(base_url=NOWHERE))
        self.sent: list[bytes] = []
        self._response = service_pb2.MultiOutputResponse.FromString(response)

    def multicallable(self, rpc: str) -> Callable[..., Any]:
        return {
            "PostModelOutputs": lambda request, **_: self._answer(request),
            "GenerateModelOutputs": lambda request, **_: Responses(
                [self._answer(request)]
            ),
            "StreamModelOutputs": lambda requests, **_: Responses(
                map(self._answer, requests)
            ),
        }[rpc]

    def _answer(self, request: Any) -> Any:
        self.sent.append(request.SerializeToString())
        return self._response


def replay(
    clients: Any, client: Any, name: str, method: Method, vector: Vector
) -> Outcome:
    """What a client of the package `clients` does with a vector."""
    capture = Capture(bytes_of(vector.get("answer", {}).get("response", "")))
    client.__client__.connection = capture
    names = identifiers(parameter.name for parameter in method.parameters)
    given = Given(clients)
    arguments = {
        names[each.name]: given(
            ListOf(item=each.data_type) if each.stream else each.data_type,
            vector["arguments"][each.name],
        )
        for each in method.parameters
        if each.name in vector["arguments"]
    }
    try:
        got = getattr(client, name)(**arguments)
        values = got.collect() if method.kind.streams_out else [got]
    except clients.ClarifaiError as error:
        kind = type(error).__name__.removesuffix("Error")
        return Outcome(capture.sent, [], kind[0].lower() + kind[1:])
    except TypeError:  # Python's own, of an argument that is missing
        return Outcome(capture.sent, [], "argumentType")
    return Outcome(capture.sent, [shown(method.answer, value) for value in values])


def check(some: list[Case], folder: Path) -> None:
    """Replay the vectors of these cases."""
    entries = {case.name: case.entry(f"Case{n}") for n, case in enumerate(some)}
    found = []
    with imported([*entries.values()], folder) as clients:
        for vector in stored():
            entry = entries.get(vector["case"])
            if entry is None:
                continue
            client = getattr(clients, entry.name)(NOWHERE)
            names = methods(method.name for method in entry.model.methods)
            method = entry.model.method(vector["method"])
            got = replay(clients, client, names[method.name], method, vector)
            found += differences(vector, got)
    assert not found, "\n".join(found[:20])


@pytest.mark.slow
def test_every_data_type_travels_as_the_vectors_say(tmp_path: Path) -> None:
    check([case for case in cases() if case.name in EVERY_SAMPLE], tmp_path)


@pytest.mark.slow
def test_every_signature_is_called_as_the_vectors_say(tmp_path: Path) -> None:
    check([case for case in cases() if case.name not in EVERY_SAMPLE], tmp_path)
