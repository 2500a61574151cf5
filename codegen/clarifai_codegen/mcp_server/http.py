"""The protocol over HTTP, at the path /mcp."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from importlib import import_module
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Problem, ProblemError

if TYPE_CHECKING:
    from .signals import Signals

__all__ = ["Address", "address_of", "bound", "serve"]

PATH = "/mcp"

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_MOST = 64 * 2**20
"""Bytes of a request: a file of the largest size in base64, and more of them."""

_LOGGERS = ("mcp", "uvicorn.error")

_GRACE = 1
"""Seconds that answers under way get when the server ends."""


class Address(NamedTuple):
    """Where to listen, and the names of hosts beside those of loopback that requests may
    be for."""

    host: str
    port: int
    names: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where clients connect."""
        name = self.names[0] if self.names else self.host
        shown = f"[{name}]" if ":" in name else name
        return f"http://{shown}:{self.port}{PATH}"


def address_of(text: str, names: Sequence[str] = ()) -> Address:
    """The address that `HOST:PORT`, or a port alone, means.

    Raises ProblemError `bad-usage`, also for an address that other machines reach while
    no name is given under which they may.
    """
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or "127.0.0.1"
    if not (port.isascii() and port.isdigit() and int(port) < 2**16):
        what = f"{text!r} is no HOST:PORT."
        raise ProblemError(Problem("bad-usage", what, fix="Write 127.0.0.1:8000."))
    if not _is_loopback(host) and not names:
        what = f"Other machines reach {host}, and would call models with your PAT."
        fix = "Listen at 127.0.0.1, or name the host that they ask for: --allow-host NAME."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
    return Address(host, int(port), tuple(names))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bound(address: Address) -> tuple[socket.socket, Address]:
    """A socket that listens, and its address with the port that it got.

    Raises ProblemError `cannot-serve`.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        server = socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        what = f"Nothing can listen at {address.host}:{address.port}: {error.strerror}."
        fix = "Choose another port; 0 takes a free one."
        raise ProblemError(Problem("cannot-serve", what, fix=fix)) from None
    return server, address._replace(port=server.getsockname()[1])


async def serve(
    listener: socket.socket,
    address: Address,
    signals: Signals,
    server: Any,
    on_start: Callable[[], object],
) -> None:
    """Serve until Ctrl-C. Requests for other hosts, and from pages of others, are refused:
    a page in a browser could be made to ask for this address."""
    uvicorn: Any = import_module("uvicorn")
    manager_of: Any = import_module("mcp.server.streamable_http_manager")
    security: Any = import_module("mcp.server.transport_security")
    hosts = (*_LOOPBACK, *address.names)
    settings = security.TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[each for host in hosts for each in (host, f"{host}:*")],
        allowed_origins=[
            f"{scheme}://{host}{port}"
            for scheme in ("http", "https")
            for host in hosts
            for port in ("", ":*")
        ],
    )
    manager = manager_of.StreamableHTTPSessionManager(
        server, security_settings=settings, max_request_body_size=_MOST
    )
    config = uvicorn.Config(
        _App(manager),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=_GRACE,
    )
    site = uvicorn.Server(config)
    site.capture_signals = nullcontext  # signals are ours

    def stop() -> None:
        for name in _LOGGERS:  # calls that are cut off are no faults
            logging.getLogger(name).setLevel(logging.CRITICAL)
        site.force_exit = site.should_exit  # the second signal does not wait
        site.should_exit = True

    with signals.stopping(stop):
        async with manager.run():
            on_start()
            await site.serve(sockets=[listener])


class _App:
    """One path, in ASGI."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/") == PATH:
            await self._manager.handle_request(scope, receive, send)
            return
        head = {"type": "http.response.start", "status": 404, "headers": []}
        await send(head)
        await send({"type": "http.response.body", "body": b"The path is /mcp.\n"})
