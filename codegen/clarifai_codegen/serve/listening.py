"""The sockets of an address that is listened on."""

from __future__ import annotations

import errno
import socket

from ..problems import Problem, ProblemError

__all__ = ["free_port", "listen"]

_BACKLOG = 1024


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on a host, all on one port; port 0 is a free one.

    A name such as `localhost` may stand for several addresses. Raises ProblemError
    `cannot-serve`, which names a free port where this one is in use.
    """
    sockets: list[socket.socket] = []
    try:
        for family, address in _addresses(host):
            found = socket.create_server(
                (address, port),
                family=family,
                backlog=_BACKLOG,
                dualstack_ipv6=address == "::" and socket.has_dualstack_ipv6(),
            )
            sockets.append(found)
            port = found.getsockname()[1]
    except (OSError, OverflowError, UnicodeError) as error:
        for each in sockets:
            each.close()
        raise ProblemError(_problem(host, port, error)) from None
    return sockets


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((each[0], str(each[4][0])) for each in found))


def _problem(host: str, port: int, error: Exception) -> Problem:
    wanted = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        what = f"{wanted} is in use."
        return Problem(
            "cannot-serve", what, fix=f"Port {free_port()} is free now: name that one."
        )
    reason = getattr(error, "strerror", None) or error
    what = f"{wanted} cannot be listened on: {reason}."
    fix = "Name an address of this machine, and a port between 1024 and 65535."
    return Problem("cannot-serve", what, fix=fix)
