"""The one port: gRPC and HTTP/1.1 are told apart by their first bytes.

A gRPC connection starts with HTTP/2's preface and is spliced to the gRPC server, which
listens on loopback; every other one is uvicorn's. So one base URL serves every client.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from functools import partial
from typing import Any, cast
from weakref import WeakSet

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

__all__ = ["Front"]

_PREFACE = b"PRI"
"""No method of HTTP/1.1 starts so: RFC 9113 reserves it."""


class Front:
    """Serves an ASGI app on these sockets, and passes gRPC on to `grpc_port`."""

    def __init__(self, app: Any, grpc_port: int, sockets: list[socket.socket]) -> None:
        self._transports: WeakSet[asyncio.Transport] = WeakSet()
        protocol = partial(_Arrival, grpc_port=grpc_port, transports=self._transports)
        config = uvicorn.Config(
            app,
            http=cast("type[asyncio.Protocol]", protocol),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
        )
        self._server = _Server(config)
        self._sockets = sockets
        self._thread = threading.Thread(target=self._run, name="front", daemon=True)

    def start(self) -> None:
        """Serve on a thread of its own; returns when connections are taken."""
        self._thread.start()
        self._server.ready.wait()

    def stop(self) -> None:
        """Close every connection and wait until the thread has ended."""
        if self._thread.is_alive() and self._server.loop is not None:
            self._server.force_exit = self._server.should_exit = True
            with contextlib.suppress(RuntimeError):  # the loop has just closed
                self._server.loop.call_soon_threadsafe(self._abort)
            self._thread.join()

    def _run(self) -> None:
        try:
            self._server.run(self._sockets)
        finally:
            self._server.ready.set()

    def _abort(self) -> None:
        for transport in list(self._transports):
            transport.abort()


class _Server(uvicorn.Server):
    """uvicorn's server, which tells when it listens and on which loop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.ready.set()


class _Arrival(asyncio.Protocol):
    """A connection of which the first bytes are awaited."""

    def __init__(
        self,
        *,
        grpc_port: int,
        transports: WeakSet[asyncio.Transport],
        **uvicorns: Any,
    ) -> None:
        self._grpc_port = grpc_port
        self._transports = transports
        self._uvicorns = uvicorns
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transports.add(self._transport)
        # asyncio does so itself where a socket knows its protocol; accepted ones do not.
        accepted: socket.socket = transport.get_extra_info("socket")
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._head += data
        if len(self._head) < len(_PREFACE) and _PREFACE.startswith(self._head):
            return
        protocol: Any
        if self._head.startswith(_PREFACE):
            protocol = _Splice(self._grpc_port)
        else:
            protocol = AutoHTTPProtocol(**self._uvicorns)
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(self._head)


class _End(asyncio.Protocol):
    """One end of a splice: what comes in here goes out there, no faster than it can."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.other: _End | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.write(data)

    def pause_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        if self.other is not None and self.other.transport is not None:
            self.other.transport.close()


class _Splice(_End):
    """The caller's end. It opens the other one, and keeps what comes meanwhile."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port
        self._kept = b""
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        cast(asyncio.Transport, transport).pause_reading()
        self._opening = asyncio.ensure_future(self._open())

    def data_received(self, data: bytes) -> None:
        if self.other is None:
            self._kept += data
        else:
            super().data_received(data)

    async def _open(self) -> None:
        assert self.transport is not None
        loop = asyncio.get_running_loop()
        try:
            _, end = await loop.create_connection(_End, "127.0.0.1", self._port)
        except OSError:
            self.transport.abort()
            return
        self.other, end.other = end, self
        if self.transport.is_closing():
            super().connection_lost(None)
            return
        kept, self._kept = self._kept, b""
        super().data_received(kept)
        self.transport.resume_reading()
