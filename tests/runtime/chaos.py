"""A proxy in front of a served model that injects faults at random.

It counts what it saw, so that a test can hold the sums against each other.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc
from clarifai_grpc.grpc.api import service_pb2

from .canned import answer

SERVICE = "/clarifai.api.V2"


class Chaos:
    """Forwards calls to `upstream` but for one in ten or so."""

    def __init__(self, upstream: str, seed: int) -> None:
        self.seen: Counter[str] = Counter()
        self.address = ""
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._channel = grpc.insecure_channel(upstream)
        codec = {
            "request_serializer": service_pb2.PostModelOutputsRequest.SerializeToString,
            "response_deserializer": service_pb2.MultiOutputResponse.FromString,
        }
        self._unary = self._channel.unary_unary(f"{SERVICE}/PostModelOutputs", **codec)
        self._generate = self._channel.unary_stream(
            f"{SERVICE}/GenerateModelOutputs", **codec
        )

    def fault(self, kind: str) -> str:
        """The fault of one call, "" for none; counted either way."""
        with self._lock:
            name = self._random.choices(
                ["", "unavailable", "throttled", "failed", "slow"], [88, 4, 3, 3, 2]
            )[0]
            self.seen[kind] += 1
            self.seen[name] += 1
        if name == "unavailable":
            raise ConnectionError
        if name == "slow":
            time.sleep(0.02)
        return name

    def unary(self, request: Any, context: Any) -> Any:
        """A unary call."""
        try:
            fault = self.fault("unary")
        except ConnectionError:
            context.abort(grpc.StatusCode.UNAVAILABLE, "chaos")
        if fault in ("throttled", "failed"):
            return answer(code=11005 if fault == "throttled" else 21313)
        return self._unary(request)

    def generate(self, request: Any, context: Any) -> Iterator[Any]:
        """A stream; a failure may come among its items."""
        try:
            fault = self.fault("generate")
        except ConnectionError:
            context.abort(grpc.StatusCode.UNAVAILABLE, "chaos")
        if fault == "throttled":
            yield answer(code=11005)
            return
        for number, response in enumerate(self._generate(request)):
            yield response
            if fault == "failed" and number == 1:
                context.abort(grpc.StatusCode.UNAVAILABLE, "chaos")

    def close(self) -> None:
        """Close the channel to the model."""
        self._channel.close()


@contextmanager
def chaos(upstream: str, seed: int) -> Iterator[Chaos]:
    """A proxy for the time of a `with` block."""
    proxy = Chaos(upstream.removeprefix("grpc://"), seed)
    codec = {
        "request_deserializer": service_pb2.PostModelOutputsRequest.FromString,
        "response_serializer": service_pb2.MultiOutputResponse.SerializeToString,
    }
    handlers = {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(proxy.unary, **codec),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(
            proxy.generate, **codec
        ),
    }
    server = grpc.server(futures.ThreadPoolExecutor(32))
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("clarifai.api.V2", handlers),)
    )
    proxy.address = f"grpc://127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield proxy
    finally:
        server.stop(None).wait()
        proxy.close()
