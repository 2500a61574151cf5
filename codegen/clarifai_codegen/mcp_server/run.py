"""A server from start to end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
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
    """Serve until the client is gone or Ctrl-C; see `clarifai_codegen.serve_mcp`."""
    require_mcp()
    if address is None and "-" in sources:
        what = "Standard input is the client's: it holds no signatures."
        fix = "Write them to a file, or serve over --http."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
    signals = Signals()
    with ExitStack() as stack:
        serve: Callable[[Any, Callable[[], object]], Awaitable[None]]
        if address is None:
            pipes = stack.enter_context(stdio.claimed())
            serve = partial(stdio.serve, pipes, signals)
        else:
            listener, address = http.bound(address)
            stack.enter_context(listener)
            serve = partial(http.serve, listener, address, signals)
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

        async def main() -> None:
            try:
                await serve(server, lambda: on_start(started))
            finally:
                await made.aclose()

        with suppress(asyncio.CancelledError):
            asyncio.run(main())
        signals.act()
