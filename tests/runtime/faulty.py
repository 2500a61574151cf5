"""A server in a process of its own that misbehaves as the called method's name says.

Run as a program: it prints its port, and serves until its standard input closes.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
from clarifai_grpc.grpc.api import service_pb2

from tests.runtime.canned import answer

calls: Counter[str] = Counter()
lock = threading.Lock()


def name_of(request: Any) -> str:
    """The method, counted."""
    name = str(request.inputs[0].data.metadata["_method_name"])
    with lock:
        calls[name] += 1
    return name


def echo(request: Any) -> Any:
    """An answer with the first argument of each input."""
    texts = []
    for each in request.inputs:
        parts = [part for part in each.data.parts if part.id == "x"]
        texts.append(parts[0].data.string_value if parts else "")
    return answer(*texts)


def unary(request: Any, context: Any) -> Any:
    """One answer, or one fault."""
    name = name_of(request)
    first, second = calls[name] == 1, calls[name] == 2
    if name == "deploying_twice" and (first or second):
        return answer(code=21351)
    if name == "unavailable_once" and first:
        context.abort(grpc.StatusCode.UNAVAILABLE, "down")
    if name == "throttled_once" and first:
        return answer(code=11005)
    if name == "overloaded_once" and first:
        context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "busy")
    if name == "hangs":
        time.sleep(30)
    if name == "no_output":
        return answer()
    if name == "two_outputs":
        return answer("a", "b")
    if name == "wrong_type":
        response = answer("")
        response.outputs[0].data.parts[0].data.int_value = 7
        return response
    if name == "slow":
        time.sleep(0.3)
    if name == "large":
        response = answer("")
        response.outputs[0].data.parts[0].data.string_value = "x" * (2**30 + 1)
        return response
    return echo(request)


def generate(request: Any, context: Any) -> Iterator[Any]:
    """Three answers, or a fault among them."""
    name = name_of(request)
    if name == "dies_before" and calls[name] == 1:
        context.abort(grpc.StatusCode.UNAVAILABLE, "before")
    if name == "hangs":
        time.sleep(30)
    yield answer("0")
    if name == "dies_after":
        context.abort(grpc.StatusCode.UNAVAILABLE, "after")
    if name == "hangs_after":
        time.sleep(30)
    many = 1000 if name == "many" else 3
    for number in range(1, many):
        yield answer(str(number))


def stream(requests: Any, context: Any) -> Iterator[Any]:
    """Each item back, or a fault at the first."""
    for request in requests:
        name = name_of(request)
        if name == "dies_at":
            context.abort(grpc.StatusCode.UNAVAILABLE, "at")
        yield echo(request)


def main() -> None:
    """Serve until standard input closes."""
    codec = {
        "request_deserializer": service_pb2.PostModelOutputsRequest.FromString,
        "response_serializer": service_pb2.MultiOutputResponse.SerializeToString,
    }
    handlers = {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(unary, **codec),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(generate, **codec),
        "StreamModelOutputs": grpc.stream_stream_rpc_method_handler(stream, **codec),
    }
    options = [("grpc.max_send_message_length", -1), ("grpc.so_reuseport", 0)]
    server = grpc.server(futures.ThreadPoolExecutor(64), options=options)
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("clarifai.api.V2", handlers),)
    )
    wanted = sys.argv[1] if len(sys.argv) > 1 else "0"
    print(server.add_insecure_port(f"127.0.0.1:{wanted}"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    main()
