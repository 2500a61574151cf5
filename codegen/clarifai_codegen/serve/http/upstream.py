"""The endpoint's own gRPC server, called from an event loop.

Not by grpc.aio: its poller serves one event loop per process well, and the callers of a
served model often live in this process too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc

from ...runtime.python.address import Target
from ...runtime.python.connection import channel_options

__all__ = ["Metadata", "Upstream"]

Metadata = Sequence[tuple[str, str]]

_THREADS = 256
"""One waits for the next item of each stream."""


class Upstream:
    """RPCs of `clarifai.api.V2` by name, with serialized messages.

    Failures are raised as grpc.RpcError. A task that is cancelled cancels its call.
    """

    def __init__(self, address: str) -> None:
        options = channel_options(Target(address, secure=False))
        self._channel: Any = grpc.insecure_channel(address, options)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="upstream")

    def close(self) -> None:
        """Cancel all calls."""
        self._channel.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def unary(
        self,
        rpc: str,
        request: bytes,
        metadata: Metadata,
        timeout: float | None = None,
    ) -> bytes:
        """The answer of a unary RPC."""
        call = self._channel.unary_unary(_path(rpc)).future(
            request, metadata=metadata, timeout=timeout
        )
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        call.add_done_callback(lambda _: loop.call_soon_threadsafe(ended.set))
        try:
            await ended.wait()
        finally:
            call.cancel()
        response: bytes = call.result()
        return response

    async def stream(
        self,
        rpc: str,
        request: bytes,
        metadata: Metadata,
        timeout: float | None = None,
    ) -> AsyncGenerator[bytes, None]:
        """The answers of a server streaming RPC, each as it comes."""
        call = self._channel.unary_stream(_path(rpc))(
            request, metadata=metadata, timeout=timeout
        )
        loop = asyncio.get_running_loop()
        try:
            while True:
                item = await loop.run_in_executor(self._threads, next, call, None)
                if item is None:
                    return
                yield item
        finally:
            call.cancel()


def _path(rpc: str) -> str:
    return f"/clarifai.api.V2/{rpc}"
