"""One port for all: what a connection speaks is told by its first bytes."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import grpc
import httpx
import psutil
import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve import endpoint as endpoint_module
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.serve.front import Front
from clarifai_codegen.serve.listening import listen

OPENAI = "/v2/ext/openai/v1/chat/completions"
OUTPUTS = "/v2/users/demo/apps/main/models/all-types/outputs"


def asked(method: str, argument: str) -> Any:
    parts = [{"id": argument, "data": {"string_value": "a"}}]
    data = {"metadata": {"_method_name": method}, "parts": parts}
    return {"inputs": [{"data": data}]}


CHAT = {"model": "chat", "messages": [{"role": "user", "content": "a"}], "stream": True}
REQUESTS: list[tuple[str, Any]] = [
    (OUTPUTS, asked("echo_str", "x")),
    (f"{OUTPUTS}/generate", asked("generate", "text")),
    (OPENAI, CHAT),
]


async def ask_all(base_url: str, count: int) -> Counter[int]:
    """Requests of every interface, all at once."""
    limits = httpx.Limits(max_connections=count)
    headers = {"authorization": "Key the-pat"}
    async with httpx.AsyncClient(
        base_url=base_url, limits=limits, headers=headers, timeout=60
    ) as client:
        answers = await asyncio.gather(
            *(client.post(path, json=body) for path, body in (REQUESTS * count)[:count])
        )
    assert all(each.text for each in answers)
    return Counter(each.status_code for each in answers)


@pytest.mark.slow
def test_two_hundred_at_once_are_answered_and_leave_nothing(web: Endpoint) -> None:
    process = psutil.Process()
    assert asyncio.run(ask_all(web.base_url, 200)) == {200: 200}
    wait_for_few_connections(web)
    open_files, threads = process.num_fds(), process.num_threads()
    for _ in range(2):
        assert asyncio.run(ask_all(web.base_url, 200)) == {200: 200}
    wait_for_few_connections(web)
    assert process.num_fds() <= open_files + 10
    assert process.num_threads() <= max(threads, 512 + 64)


def wait_for_few_connections(endpoint: Endpoint) -> None:
    def count() -> int:
        return sum(
            each.laddr.port == endpoint.port and each.status == "ESTABLISHED"
            for each in psutil.Process().net_connections("tcp")
        )

    for _ in range(500):
        if count() < 10:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"{count()} connections are left")


@pytest.mark.slow
def test_callers_that_leave_in_the_middle_leave_nothing(web: Endpoint) -> None:
    body = json.dumps(asked("generate", "text")).encode()
    head = f"POST {OUTPUTS}/generate HTTP/1.1\r\nHost: a\r\n".encode()
    head += b"Authorization: Key the-pat\r\nContent-Length: %d\r\n\r\n" % len(body)
    for sent in (b"", b"P", b"PRI", b"GET / HTTP/1.1\r\n", head, head + body):
        for _ in range(10):
            with socket.create_connection(("127.0.0.1", web.port)) as caller:
                caller.sendall(sent)
    wait_for_few_connections(web)
    assert asyncio.run(ask_all(web.base_url, 3)) == {200: 3}


@pytest.mark.slow
def test_first_bytes_may_come_one_by_one(web: Endpoint) -> None:
    request = b"GET /v2/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", web.port)) as caller:
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for position in range(len(request)):
            caller.sendall(request[position : position + 1])
        answer = b"".join(iter(lambda: caller.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 401 ")


@pytest.mark.slow
def test_what_is_neither_is_a_bad_request(web: Endpoint) -> None:
    for sent in (b"\x16\x03\x01\x02\0", b"hello\r\n\r\n", b"PUT\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", web.port), 10) as caller:
            caller.sendall(sent)
            assert caller.recv(4096).startswith(b"HTTP/1.1 400 ")


class Gone:
    """Two ends of loopback: the gRPC server behind the front, and nothing on it."""

    def __init__(self) -> None:
        self.front_sockets = listen("127.0.0.1", 0)
        self.port = self.front_sockets[0].getsockname()[1]
        (closed,) = listen("127.0.0.1", 0)
        self.front = Front(None, closed.getsockname()[1], self.front_sockets)
        closed.close()


@pytest.fixture
def gone() -> Iterator[int]:
    front = Gone()
    front.front.start()
    yield front.port
    front.front.stop()
    front.front.stop()


def test_without_a_grpc_server_behind_it_a_call_is_unavailable(gone: int) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{gone}") as channel:
        call = channel.unary_unary("/clarifai.api.V2/GetModel")
        with pytest.raises(grpc.RpcError) as caught:
            call(b"", timeout=10)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


@pytest.mark.slow
def test_the_end_cuts_what_is_open() -> None:
    with serve([DEMO]) as endpoint:
        idle = socket.create_connection(("127.0.0.1", endpoint.port), 10)
        channel = grpc.insecure_channel(endpoint.address)
        call = channel.stream_stream("/clarifai.api.V2/StreamModelOutputs")
        waiting = threading.Event()
        answers = call(iter(waiting.wait, True))
        grpc.channel_ready_future(channel).result(10)
    assert idle.recv(1) == b""
    with pytest.raises(grpc.RpcError):
        next(answers)
    waiting.set()
    channel.close()
    idle.close()


def test_it_is_reached_from_this_machine_alone(web: Endpoint) -> None:
    ours = {
        each.laddr.ip.removeprefix("::ffff:")
        for each in psutil.Process().net_connections("tcp")
        if each.status == "LISTEN"
    }
    assert ours == {"127.0.0.1"}


def test_it_listens_elsewhere_when_it_is_told_to() -> None:
    for host, expected in (("0.0.0.0", "0.0.0.0"), ("localhost", "127.0.0.1")):
        sockets = listen(host, 0)
        try:
            assert expected in {each.getsockname()[0] for each in sockets}
            assert len({each.getsockname()[1] for each in sockets}) == 1
        finally:
            for each in sockets:
                each.close()


@pytest.mark.parametrize(
    ("host", "port"), [("no.such.host.invalid", 0), ("192.0.2.1", 0), ("", -1)]
)
def test_an_address_that_is_not_ours_is_a_problem(host: str, port: int) -> None:
    with pytest.raises(ProblemError, match="cannot be listened on") as caught:
        listen(host, port)
    assert caught.value.problems[0].code == "cannot-serve"


def test_a_port_in_use_is_said_with_a_free_one(web: Endpoint) -> None:
    with pytest.raises(ProblemError) as caught:
        listen("127.0.0.1", web.port)
    (problem,) = caught.value.problems
    assert problem.what == f"127.0.0.1:{web.port} is in use."
    free = int(problem.advice.split()[1])
    for each in listen("127.0.0.1", free):
        each.close()


@pytest.mark.parametrize("name", ["uvicorn", "starlette", "watchfiles"])
def test_without_the_extra_the_problem_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = endpoint_module.find_spec

    def find_spec(each: str) -> object:
        return None if each == name else known(each)

    monkeypatch.setattr(endpoint_module, "find_spec", find_spec)
    with pytest.raises(ProblemError, match=name) as caught, serve([DEMO]):
        pass
    (problem,) = caught.value.problems
    assert "clarifai-codegen[serve]" in problem.advice
