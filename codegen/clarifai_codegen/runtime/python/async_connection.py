# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""gRPC channels for asyncio: one for each event loop that calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .connection import Connection, channel_options, credentials_of
from .errors import ClarifaiError
from .wire import RPCS, LazyModule, grpc_aio_module, messages

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = LazyModule("asyncio")

__all__ = ["AsyncConnection"]


class _Channel:
    """A channel of one event loop, and its callables."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel
        self.calls: dict[str, Any] = {}


class AsyncConnection(Connection):
    """Channels to one address, for one caller; each event loop has its own."""

    _channels: WeakKeyDictionary[asyncio.AbstractEventLoop, _Channel] | None = None

    def multicallable(self, rpc: str) -> Any:
        """The callable of an RPC for the running loop.

        Raises ClarifaiError where no event loop runs.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise ClarifaiError(
                "an async client is called inside a running event loop"
            ) from None
        if self._channels is None:
            self._channels = WeakKeyDictionary()
        found = self._channels.get(loop)
        if found is None:
            found = self._channels[loop] = _Channel(self._open())
        call = found.calls.get(rpc)
        if call is None:
            kind, request, response = RPCS[rpc]
            service = messages().service_pb2
            call = found.calls[rpc] = getattr(found.channel, kind)(
                f"/clarifai.api.V2/{rpc}",
                request_serializer=getattr(service, request).SerializeToString,
                response_deserializer=getattr(service, response).FromString,
            )
        return call

    async def aclose(self) -> None:
        """Close the running loop's channel; the next call opens a new one."""
        channels = self._channels or WeakKeyDictionary()
        found = channels.pop(asyncio.get_running_loop(), None)
        if found is not None:
            await found.channel.close()

    def forget(self) -> None:
        """Drop all channels without touching them: after a fork they are the parent's."""
        super().forget()
        self._channels = None

    def _open(self) -> Any:
        self._remember()
        aio = grpc_aio_module()
        target = self.access.target
        options = channel_options(target)
        if not target.secure:
            return aio.insecure_channel(target.address, options)
        credentials = credentials_of(self.access)
        return aio.secure_channel(target.address, credentials, options)
