"""The process of a server: its output, its end, and what it refuses."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import psutil
import pytest

from clarifai_codegen.serve import DEMO

from .client import ERAS, connected, running, served
from .conftest import ENVIRONMENT, Models

pytestmark = pytest.mark.slow

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "tests", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def say(process: Any, *messages: Any) -> None:
    for message in messages:
        process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()


def greeted(process: Any) -> dict[str, Any]:
    say(process, HELLO)
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    say(process, READY)
    return answer


def call(tool: str, **arguments: Any) -> dict[str, Any]:
    params = {
        "name": tool,
        "arguments": arguments,
        "_meta": {"progressToken": "notes"},
    }
    return {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params}


def test_a_model_directory_is_served_until_the_client_closes_its_end() -> None:
    with running([str(DEMO)], {}) as process:
        assert greeted(process)["result"]["serverInfo"]["name"] == "clarifai"
        say(process, call("demo__read_aloud", text="a b " * 500, pause=1.0))
        assert "notifications/progress" in process.stdout.readline()
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        out, err = process.communicate(timeout=60)
        _, alive = psutil.wait_procs(children, timeout=10)
    assert (process.returncode, err, alive) == (0, "", [])
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in out.splitlines())


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_it_while_the_client_waits(
    number: signal.Signals, status: int, models: Models
) -> None:
    with running(models.words, ENVIRONMENT) as process:
        greeted(process)
        say(process, call("demo__read_aloud", text="a b " * 500, pause=1.0))
        assert "notifications/progress" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(timeout=30) == status
        assert process.stderr.read().strip() == ""


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_it_over_http(
    number: signal.Signals, status: int, models: Models
) -> None:
    with running([*models.words, "--http", "0"], ENVIRONMENT) as process:
        assert process.stdout.readline().endswith("/mcp until Ctrl-C.\n")
        process.send_signal(number)
        assert process.wait(timeout=30) == status
        assert process.stderr.read().strip() == ""


@pytest.mark.parametrize("era", ERAS)
def test_ctrl_c_cuts_off_what_is_under_way_over_http(era: str, models: Models) -> None:
    before = len(models.calls)
    words = [*models.words, "--http", "127.0.0.1:0", "--json"]

    async def call_long(client: Any, process: Any) -> None:
        async def note(*_: object) -> None:
            process.send_signal(signal.SIGINT)

        long = {"text": "a b " * 500, "pause": 1.0}
        # Version 2 of the client says that the server is gone, version 1 waits for it.
        with suppress(Exception):
            await client.call_tool("demo__read_aloud", long, progress_callback=note)

    async def talk(process: Any) -> None:
        url = json.loads(process.stdout.readline())["url"]
        async with connected(url, era) as client, anyio.create_task_group() as group:
            group.start_soon(call_long, client, process)
            while process.poll() is None:
                await anyio.sleep(0.05)
            group.cancel_scope.cancel()

    with running(words, ENVIRONMENT) as process:
        asyncio.run(talk(process))
        assert process.wait(timeout=60) == 130
        assert process.stderr.read().strip() == ""
    statuses = [each.status for each in models.calls[before:]]
    assert statuses[-1] == "CANCELLED"


def test_a_client_that_is_gone_is_no_fault(models: Models) -> None:
    with running(models.words, ENVIRONMENT) as process:
        greeted(process)
        process.stdout.close()
        say(process, {"jsonrpc": "2.0", "id": 2, "method": "tools/list"})
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""


def test_a_line_that_is_no_message_does_not_end_it(models: Models) -> None:
    with running(models.words, ENVIRONMENT) as process:
        greeted(process)
        process.stdin.write("this is no JSON\n\n[]\n")
        say(process, {"jsonrpc": "2.0", "id": 7, "method": "tools/list"})
        answers = (json.loads(line) for line in process.stdout)
        assert next(each for each in answers if each.get("id") == 7)["result"]["tools"]


def test_what_others_print_goes_to_standard_error() -> None:
    code = """if True:
        import os, subprocess, sys
        from clarifai_codegen.mcp_server.stdio import claimed
        with claimed() as pipes:
            print("printed")
            subprocess.run([sys.executable, "-c", "print(input('read'))"], check=False)
            os.write(pipes.sink, os.read(pipes.source, 5))
        print(" after")
    """
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="given",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "given after\n"
    assert done.stderr.startswith("printed\nread")
    assert "EOFError" in done.stderr


@pytest.fixture(scope="module")
def place(models: Models) -> Iterator[tuple[str, int]]:
    with served(models.words, ENVIRONMENT) as told:
        assert "demo__chat" in told["tools"]
        host, _, port = told["url"].split("/")[2].partition(":")
        yield host, int(port)


def status_of(place: tuple[str, int], path: str = "/mcp", **headers: str) -> int:
    connection = http.client.HTTPConnection(*place, timeout=30)
    given = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        **headers,
    }
    try:
        connection.request("POST", path, json.dumps(HELLO), given)
        return connection.getresponse().status
    finally:
        connection.close()


def test_http_answers_this_machine_only(place: tuple[str, int]) -> None:
    assert status_of(place) == 200
    assert status_of(place, Host=f"localhost:{place[1]}") == 200
    assert status_of(place, Host="rebound.example") == 421
    assert status_of(place, Origin="http://page.example") == 403
    assert status_of(place, Origin=f"http://localhost:{place[1]}") == 200


def test_http_has_one_path(place: tuple[str, int]) -> None:
    assert status_of(place, "/") == 404
    assert status_of(place, "/mcp/other") == 404


def test_a_host_that_is_allowed_is_answered(models: Models) -> None:
    words = [*models.words, "--allow-host", "models.example"]
    with served(words, ENVIRONMENT) as told:
        assert told["url"].startswith("http://models.example:")
        place = ("127.0.0.1", int(told["url"].split(":")[2].partition("/")[0]))
        assert status_of(place, Host=f"models.example:{place[1]}") == 200
        assert status_of(place, Host="other.example") == 421


def refused(words: list[str], env: dict[str, str] | None = None) -> tuple[int, str]:
    """How a server that cannot start ends."""
    with running(words, env or {}) as process:
        out, err = process.communicate(timeout=60)
    assert out == ""
    return process.returncode, err


def test_other_machines_are_not_answered_unasked() -> None:
    status, said = refused(["u/a/models/m", "--http", "0.0.0.0:0"])
    assert (status, "--allow-host" in said) == (2, True)


def test_a_port_that_is_taken_is_a_problem(models: Models) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, said = refused([*models.words, "--http", port], ENVIRONMENT)
    assert (status, said.startswith("error [cannot-serve]")) == (2, True)


def test_a_pat_that_is_refused_is_a_problem_at_the_start(models: Models) -> None:
    status, said = refused(models.words, {"MY_PAT": "another"})
    assert (status, said.startswith("error [refused]")) == (3, True)
    assert "another" not in said


def test_standard_input_is_the_clients(tmp_path: Path) -> None:
    status, said = refused(["-"])
    assert (status, said.startswith("error [bad-usage]")) == (2, True)


def test_without_the_package_it_says_what_to_install() -> None:
    code = """if True:
        import sys
        sys.modules["mcp"] = None
        from clarifai_codegen.cli.main import run
        sys.exit(run(["mcp", "u/a/models/m"]))
    """
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error [missing-extra]")
    assert "pip install 'clarifai-codegen[mcp]'" in done.stderr
