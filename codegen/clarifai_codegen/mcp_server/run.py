"""A server from start to end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any, NamedTuple

from ..problems import Problem, ProblemError
from . import http, stdio
from .protocol import require_mcp
from .signals import Signals

__all__ = ["Started", "run"]


class Started(NamedTuple):
    """What a server that has started tells: its URL ("" for standard input and output),
    the names of its tools, and what is not offered."""

    url: str
    tools: tuple[str, ...]
    problems: tuple[Problem, ...]


def run(
    sources: Sequence[str],
    *,
    name: str,
    hide: Mapping[str, Sequence[str]],
    fixed: Mapping[str, Mapping[str, Any]],
    base_url: str,
    pat_env: str,
    address: http.Address | None,
    on_start: Callable[[Started], object],
) -> None:
    """Serve until the client is gone or Ctrl-C; see `clarifai_codegen.mcp`."""
    require_mcp()
    if address is None and "-" in sources:
        what = "Standard input is the client's: it holds no signatures."
        fix = "Write them to a file, or serve over --http."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
    with ExitStack() as stack:
        pipes = stack.enter_context(stdio.claimed()) if address is None else None
        listener = None
        if address is not None:
            listener, address = http.bound(address)
            stack.enter_context(listener)
        from .offer import offer
        from .protocol import server_of
        from .service import Service

        made = offer(
            stack,
            sources,
            hide=hide,
            fixed=fixed,
            base_url=base_url,
            pat_env=pat_env,
        )
        server = server_of(Service(made, keeps_files=address is None), name)
        tools = tuple(each["name"] for each in made.listed)
        started = Started(address.url if address else "", tools, made.problems)

        signals = Signals()

        async def main() -> None:
            task = asyncio.current_task()
            assert task is not None
            try:
                if listener is not None and address is not None:
                    await http.serve(
                        server, listener, address, signals, lambda: on_start(started)
                    )
                elif pipes is not None:
                    on_start(started)
                    with signals.stopping(task.cancel):
                        await stdio.serve(server, pipes)
            finally:
                await made.aclose()

        with suppress(asyncio.CancelledError):
            asyncio.run(main())
        signals.act()
