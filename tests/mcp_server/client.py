"""The client of the package `mcp`, whose versions 1 and 2 differ here, and a server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import mcp
from mcp import types
from mcp.client.streamable_http import streamable_http_client

COMMAND = [sys.executable, "-m", "clarifai_codegen.cli", "mcp"]
ERAS = ("legacy", "auto") if hasattr(mcp, "Client") else ("legacy",)
"""With the handshake of the protocol, and, where the package knows it, without."""


@asynccontextmanager
async def connected(where: Any, era: str) -> AsyncIterator[Any]:
    """A client of the server at a URL, or of one that is started."""
    if hasattr(mcp, "Client"):
        async with mcp.Client(where, mode=era) as client:
            yield client
        return
    is_url = isinstance(where, str)
    transport = streamable_http_client(where) if is_url else mcp.stdio_client(where)
    async with transport as streams, mcp.ClientSession(*streams[:2]) as session:
        await session.initialize()
        yield session


def last_call(client: Any) -> Any:
    """The id of the last call, where version 1 needs it."""
    return None if hasattr(mcp, "Client") else client._request_id - 1


async def give_up(client: Any, call: Any, scope: Any) -> None:
    """Cancel a call that waits in a scope."""
    if call is not None:  # version 1 does not tell the server by itself
        params = types.CancelledNotificationParams(requestId=call)
        note = types.CancelledNotification(params=params)
        await client.send_notification(types.ClientNotification(note))
    scope.cancel()


def wire(answer: Any) -> Any:
    """An answer in the protocol's JSON."""
    return answer.model_dump(mode="json", by_alias=True, exclude_none=True)


def started(*words: str, env: dict[str, str]) -> Any:
    """The parameters of a server that the client starts, with these variables only."""
    given = {"PATH": os.environ["PATH"], **env}
    if "PYTHONPATH" in os.environ:
        given["PYTHONPATH"] = os.environ["PYTHONPATH"]
    command, *arguments = words
    return mcp.StdioServerParameters(command=command, args=arguments, env=given)


@contextmanager
def running(words: Sequence[str], env: dict[str, str]) -> Iterator[Any]:
    """A process of `mcp`, killed in the end if it still runs."""
    process = subprocess.Popen(
        [*COMMAND, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def served(words: Sequence[str], env: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A server over HTTP at a free port; what it told when it started."""
    with running([*words, "--http", "127.0.0.1:0", "--json"], env) as process:
        told = json.loads(process.stdout.readline())
        yield told
