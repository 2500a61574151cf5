"""What a call costs the client: CPU per call against the raw stub and the SDK.

The network is taken out: the call is replaced by parsing canned bytes, the request is
serialised. `process_time`, best of 7.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from clarifai_grpc.grpc.api import service_pb2

from clarifai_codegen.runtime.python import (
    INT,
    STR,
    UNARY_STREAMING,
    Client,
    Method,
    ModelId,
    Parameter,
)

Request = service_pb2.PostModelOutputsRequest
Answer = service_pb2.MultiOutputResponse


def canned(text: str) -> bytes:
    """The bytes of an answer with one STR."""
    answer = Answer()
    answer.status.code = 10000
    output = answer.outputs.add()
    output.status.code = 10000
    output.data.parts.add(id="return").data.string_value = text
    return bytes(answer.SerializeToString())


BYTES = canned("world")


def unary_call(request: Any, timeout: Any = None, metadata: Any = None) -> Any:
    """In place of gRPC: serialise the request, parse an answer."""
    request.SerializeToString()
    return Answer.FromString(BYTES)


class StreamCall:
    """In place of a gRPC stream of 200 answers."""

    def __init__(self, request: Any, timeout: Any = None, metadata: Any = None) -> None:
        request.SerializeToString()
        self._left = 200

    def __iter__(self) -> StreamCall:
        return self

    def __next__(self) -> Any:
        if not self._left:
            raise StopIteration
        self._left -= 1
        return Answer.FromString(BYTES)

    def cancel(self) -> None:
        """Nothing to cancel."""


def raw_request(values: dict[str, Any], field: str) -> Any:
    """A request as written by hand: `add()` and assignment."""
    request = Request()
    request.user_app_id.user_id = "u"
    request.user_app_id.app_id = "a"
    request.model_id = "m"
    data = request.inputs.add().data
    data.metadata["_method_name"] = "predict"
    for name, value in values.items():
        part = data.parts.add()
        part.id = name
        setattr(part.data, field, value)
    return request


def raw_value(answer: Any) -> Any:
    """The value of an answer as read by hand."""
    if answer.status.code != 10000:
        raise RuntimeError
    return answer.outputs[0].data.parts[0].data.string_value


def best(work: Callable[[], object], number: int) -> float:
    """CPU seconds of one run of `work`: the best of 7 batches."""

    def batch() -> float:
        start = time.process_time()
        for _ in range(number):
            work()
        return (time.process_time() - start) / number

    return min(batch() for _ in range(7))


class SdkStub:
    """The stub beneath the SDK's client: the same canned answers, and the signatures."""

    def __init__(self, signatures: str) -> None:
        self._signatures = signatures

    def PostModelOutputs(self, request: Any) -> Any:
        """A unary call; the first one asks for the signatures."""
        if request.inputs[0].data.metadata["_method_name"] != "_GET_SIGNATURES":
            return unary_call(request)
        answer = Answer.FromString(BYTES)
        answer.outputs[0].data.text.raw = self._signatures
        return answer

    def GenerateModelOutputs(self, request: Any) -> Any:
        """A stream of 200 answers."""
        return StreamCall(request)


def sdk_client(names: list[str]) -> Any:
    """The SDK's client with `predict`, `eight` and `generate`."""
    from clarifai.client.model_client import ModelClient

    def signature(kind: str, fields: list[tuple[str, str]]) -> dict[str, Any]:
        inputs = [{"name": n, "type": t, "required": True} for n, t in fields]
        output = {"name": "return", "type": "STR", "iterator": kind != "UNARY_UNARY"}
        return {"methodType": kind, "inputFields": inputs, "outputFields": [output]}

    text = [("x", "STR")]
    signatures = {
        "predict": signature("UNARY_UNARY", text),
        "eight": signature("UNARY_UNARY", [(name, "INT") for name in names]),
        "generate": signature("UNARY_STREAMING", text),
    }
    for name, each in signatures.items():
        each["name"] = name
    template = Request()
    template.user_app_id.user_id = "u"
    template.user_app_id.app_id = "a"
    template.model_id = "m"
    stub = SdkStub(json.dumps(signatures))
    return ModelClient(stub, request_template=template)


def rows() -> Iterator[tuple[str, float, float, float]]:
    """Case, CPU µs of ours, of the raw stub, of the SDK."""
    client = Client(ModelId("u", "a", "m"), None, {"pat": "p"})
    client.connection._calls = {
        "PostModelOutputs": unary_call,
        "GenerateModelOutputs": StreamCall,
    }
    one = Method("predict", (Parameter("x", STR),), STR)
    names = [f"p{i}" for i in range(8)]
    eight = Method(
        "predict", [Parameter(n, INT, minimum=1.0, maximum=100.0) for n in names], STR
    )
    stream = Method("generate", (Parameter("x", STR),), STR, kind=UNARY_STREAMING)
    numbers = {name: position + 1 for position, name in enumerate(names)}

    def ours_one() -> object:
        return client.unary_or_batch(one, ("hello",), {})

    def raw_one() -> object:
        return raw_value(unary_call(raw_request({"x": "hello"}, "string_value")))

    def ours_eight() -> object:
        return client.unary_or_batch(eight, (1, 2, 3, 4, 5, 6, 7, 8), {})

    def raw_eight() -> object:
        return raw_value(unary_call(raw_request(numbers, "int_value")))

    def ours_stream() -> object:
        return [item for item in client.stream(stream, ("hello",), {})]  # noqa: C416

    def raw_stream() -> object:
        request = raw_request({"x": "hello"}, "string_value")
        return [raw_value(answer) for answer in StreamCall(request)]

    sdk = sdk_client(names)

    def sdk_one() -> object:
        return sdk.predict(x="hello")

    def sdk_eight() -> object:
        return sdk.eight(**numbers)

    def sdk_stream() -> object:
        return list(sdk.generate(x="hello"))

    cases = (
        ("unary, one argument", ours_one, raw_one, sdk_one, 5000),
        ("unary, eight checked arguments", ours_eight, raw_eight, sdk_eight, 2000),
        ("stream of 200 chunks", ours_stream, raw_stream, sdk_stream, 100),
    )
    for name, ours, raw, theirs, number in cases:
        costs = [best(work, number) * 1e6 for work in (ours, raw, theirs)]
        yield name, costs[0], costs[1], costs[2]
