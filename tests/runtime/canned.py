"""A gRPC server on loopback whose answers a test decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc
from clarifai_grpc.grpc.api import service_pb2

SUCCESS = 10000


def answer(*texts: str, code: int = SUCCESS, **status: str) -> Any:
    """A response with one output of type STR for each text."""
    response = service_pb2.MultiOutputResponse()
    response.status.code = code
    response.status.req_id = "req-1"
    for name, value in status.items():
        setattr(response.status, name, value)
    for text in texts:
        output = response.outputs.add()
        output.status.code = SUCCESS
        part = output.data.parts.add(id="return")
        part.data.string_value = text
    return response


def argument(request: Any, name: str, position: int = 0) -> Any:
    """The `Data` of an argument, or None where it was left out."""
    for part in request.inputs[position].data.parts:
        if part.id == name:
            return part.data
    return None


class Canned:
    """What the server does; each attribute may be replaced. `requests` are all seen."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.metadata: list[dict[str, str]] = []
        self.address = ""
        self.unary: Callable[[Any, Any], Any] = lambda request, context: answer("ok")
        self.generate: Callable[[Any, Any], Iterator[Any]] = _two
        self.stream: Callable[[Any, Any], Iterator[Any]] = _echo

    def _seen(self, request: Any, context: Any) -> None:
        copy = service_pb2.PostModelOutputsRequest()
        copy.CopyFrom(request)
        self.requests.append(copy)
        self.metadata.append(dict(context.invocation_metadata()))


def _two(request: Any, context: Any) -> Iterator[Any]:
    yield answer("a")
    yield answer("b")


def _echo(requests: Any, context: Any) -> Iterator[Any]:
    for request in requests:
        yield answer(argument(request, "items").string_value)


@contextmanager
def serving() -> Iterator[Canned]:
    """A server for the time of a `with` block."""
    canned = Canned()

    def unary(request: Any, context: Any) -> Any:
        canned._seen(request, context)
        return canned.unary(request, context)

    def generate(request: Any, context: Any) -> Iterator[Any]:
        canned._seen(request, context)
        yield from canned.generate(request, context)

    def stream(requests: Any, context: Any) -> Iterator[Any]:
        def seen() -> Iterator[Any]:
            for request in requests:
                canned._seen(request, context)
                yield request

        yield from canned.stream(seen(), context)

    codec = {
        "request_deserializer": service_pb2.PostModelOutputsRequest.FromString,
        "response_serializer": service_pb2.MultiOutputResponse.SerializeToString,
    }
    handlers = {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(unary, **codec),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(generate, **codec),
        "StreamModelOutputs": grpc.stream_stream_rpc_method_handler(stream, **codec),
    }
    server = grpc.server(futures.ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("clarifai.api.V2", handlers),)
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    canned.address = f"grpc://127.0.0.1:{port}"
    try:
        yield canned
    finally:
        server.stop(None).wait()
