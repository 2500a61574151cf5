"""The protocol over standard input and output, which nothing else may use meanwhile."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

from .signals import Signals

__all__ = ["Pipes", "claimed", "serve"]

_CHUNK = 2**16


class Pipes:
    """Descriptors of what were standard input and output."""

    def __init__(self, source: int, sink: int) -> None:
        self.source = source
        self.sink = sink


@contextmanager
def claimed() -> Iterator[Pipes]:
    """Keep standard input and output for the protocol: while the block runs, what others
    print goes to standard error, and they read nothing."""
    sys.stdout.flush()
    was_prompt = _told_promptly(True)
    pipes = Pipes(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    try:
        yield pipes
    finally:
        sys.stdout.flush()
        _told_promptly(was_prompt)
        os.dup2(pipes.source, 0)
        os.dup2(pipes.sink, 1)
        # The source stays open: a thread may still wait for it.
        os.close(pipes.sink)


def _told_promptly(wanted: bool) -> bool:
    """Whether what is printed leaves line by line, as standard error has it; gives what
    held before."""
    stream: Any = sys.stdout
    before = bool(getattr(stream, "line_buffering", False))
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(line_buffering=wanted)
    return before


async def serve(
    pipes: Pipes, signals: Signals, server: Any, on_start: Callable[[], object]
) -> None:
    """Serve one client until it closes its end."""
    task = asyncio.current_task()
    assert task is not None
    on_start()
    with signals.stopping(task.cancel):
        await _serve(pipes, server)


async def _serve(pipes: Pipes, server: Any) -> None:
    stdio: Any = import_module("mcp.server.stdio").stdio_server
    wrap: Any = import_module("anyio").wrap_file
    sink = os.fdopen(pipes.sink, "w", encoding="utf-8", closefd=False)
    try:
        async with stdio(_lines(pipes.source), wrap(sink)) as (read, write):
            options = server.create_initialization_options()
            await server.run(read, write, options)
    except* BrokenPipeError:
        pass  # the client is gone
    finally:
        with suppress(OSError):
            sink.close()


async def _lines(source: int) -> AsyncIterator[str]:
    """The lines of a descriptor. A daemon reads them: nobody can end a read under way,
    and Ctrl-C does not wait for it."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[bytes | None] = asyncio.Queue()

    def read() -> None:
        with suppress(RuntimeError):  # the loop has ended
            for line in _split(iter(lambda: _read(source), b"")):
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, name="mcp-stdin", daemon=True).start()
    while (line := await lines.get()) is not None:
        if line.strip():
            yield line.decode("utf-8", "replace")


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Chunks as lines; one may be as long as a picture."""
    parts: list[bytes] = []
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        parts.append(first)
        for other in others:
            yield b"".join(parts)
            parts = [other]
    yield b"".join(parts)


def _read(source: int) -> bytes:
    try:
        return os.read(source, _CHUNK)
    except OSError:
        return b""
