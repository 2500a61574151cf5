"""Bidirectional streams, in front of a runner that answers lazily as the cloud's does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import grpc
import pytest
from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_pb2

from clarifai_codegen.serve.call import Call
from clarifai_codegen.serve.folder import Folder
from clarifai_codegen.serve.handlers import SERVICE, handlers
from clarifai_codegen.serve.live import Live
from clarifai_codegen.serve.models import Book, Served

METHOD = "/clarifai.api.V2/StreamModelOutputs"


class Lazy:
    """A runner that answers each message at once, with a copy of the headers it got."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.headers: dict[str, str] = {}

    def stream(self, requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        self.headers = dict(context.invocation_metadata())
        context.add_callback(self.cancelled.set)
        for number, _ in enumerate(requests):
            status = status_pb2.Status(code=10000, description=str(number))
            yield service_pb2.MultiOutputResponse(status=status).SerializeToString()


def serve(table: dict[str, Any]) -> tuple[Any, str]:
    server = grpc.server(ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler(SERVICE, table),)
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, f"127.0.0.1:{port}"


@pytest.fixture
def runner() -> Lazy:
    return Lazy()


@pytest.fixture
def call(runner: Lazy, tmp_path: Path) -> Iterator[Any]:
    lazy: dict[str, Any] = {
        "StreamModelOutputs": grpc.stream_stream_rpc_method_handler(runner.stream)
    }
    back, address = serve(lazy)
    process: Any = SimpleNamespace(address=address, exit_status=None)
    live = Live(Folder(tmp_path, MappingProxyType({})), process)
    calls: list[Call] = []
    front, address = serve(handlers(Book([Served(live)]), "", calls.append))
    with grpc.insecure_channel(address) as channel:
        yield channel.stream_stream(
            METHOD,
            service_pb2.PostModelOutputsRequest.SerializeToString,
            service_pb2.MultiOutputResponse.FromString,
        )
    front.stop(None).wait()
    live.channel.close()
    back.stop(None).wait()


def message() -> Any:
    return service_pb2.PostModelOutputsRequest()


def test_an_answer_is_read_before_the_next_item_is_sent(call: Any) -> None:
    answered = threading.Event()

    def items() -> Iterator[Any]:
        yield message()
        assert answered.wait(10)
        yield message()

    answers = call(items(), timeout=10)
    assert next(answers).status.description == "0"
    answered.set()
    assert [each.status.description for each in answers] == ["1"]


def test_a_caller_that_cancels_cancels_the_runners_call(
    call: Any, runner: Lazy
) -> None:
    never = threading.Event()

    def items() -> Iterator[Any]:
        yield message()
        never.wait(10)

    answers = call(items())
    assert next(answers).status.description == "0"
    answers.cancel()
    assert runner.cancelled.wait(10)
    never.set()


def test_credentials_stay_here_and_other_headers_go_on(call: Any, runner: Lazy) -> None:
    metadata = [
        ("authorization", "Key secret"),
        ("x-clarifai-session-token", "secret"),
        ("x-other", "kept"),
    ]
    assert len(list(call(iter([message()]), metadata=metadata))) == 1
    assert runner.headers["x-other"] == "kept"
    assert "secret" not in str(runner.headers)
