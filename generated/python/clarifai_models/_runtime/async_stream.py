# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Streams of answers, async."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .answers import reader_of
from .errors import (
    ArgumentTypeError,
    ClarifaiError,
    InvalidArgumentError,
    ModelError,
)
from .method import Method
from .response import Response
from .stream import last_response, late
from .telemetry import start_span
from .wire import LazyModule, grpc_aio_module, grpc_module

if TYPE_CHECKING:
    import asyncio

    from .core import Core
else:
    asyncio = LazyModule("asyncio")

__all__ = ["AsyncStream"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class AsyncStream(Generic[T_co]):
    """Answers as they come: `async for` over it, once, without awaiting it first.

    The call was sent when the stream was made. Leaving an `async with` block, `aclose`,
    or cancelling the task that reads cancels what is left. Raises ClarifaiError; what the
    caller's own input iterator raises comes out as itself.
    """

    def __init__(
        self,
        core: Core,
        method: Method[T_co],
        rpc: str,
        request: Any,
        feeder: _AsyncFeeder | None = None,
    ) -> None:
        self._core = core
        self._method = method
        self._rpc = rpc
        self._request = request
        self._feeder = feeder
        self._last: Any = None
        self._deadline: float | None = None
        self._rest_deadline: float | None = None
        self._attempts = core.attempts(method, core.settings.timeout)
        self._ended = False
        self._span = start_span(core, method)
        self._reader = reader_of(method)
        self._begin()

    @classmethod
    def fed(
        cls,
        core: Core,
        method: Method[T],
        items: Any,
        build: Callable[[Any], Any],
    ) -> AsyncStream[T]:
        """A bidirectional stream of the caller's items."""
        feeder = _AsyncFeeder(items, build, method)
        return AsyncStream(core, method, "StreamModelOutputs", feeder.run(), feeder)

    def __aiter__(self) -> AsyncStream[T_co]:
        return self

    async def __anext__(self) -> T_co:
        try:
            while not self._ended:
                try:
                    response = await self._read()
                    if response is None:
                        break
                    value = self._reader(response)
                    self._last = response
                    return value
                except ClarifaiError as error:
                    if self._last is not None or self._feeder is not None:
                        raise
                    failure = error
                self._call.cancel()
                await asyncio.sleep(self._attempts.pause(failure))
                self._begin()
        except BaseException as error:
            self._end(error)
            if isinstance(error, ModelError):
                from .drift import aexplain

                await aexplain(self._core, self._method, error)
            raise
        self._end()
        raise StopAsyncIteration

    async def __aenter__(self) -> AsyncStream[T_co]:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Cancel what is left of the stream."""
        self._end()
        if self._feeder is not None:
            await self._feeder.done()

    async def collect(self) -> list[T_co]:
        """All items that are still to come."""
        return [item async for item in self]

    @property
    def response(self) -> Response[None]:
        """Request id, usage and model version: see `Stream.response`."""
        return last_response(self._last)

    def _begin(self) -> None:
        connection = self._core.connection
        remaining = self._attempts.remaining
        if remaining is not None:
            self._deadline = time.monotonic() + remaining
        multicallable = connection.multicallable(self._rpc)
        self._call = multicallable(self._request, metadata=connection.metadata)

    async def _read(self) -> Any:
        """The next response, or None at the end; raises the error of a broken call."""
        feeder = self._feeder
        failure: ClarifaiError | None = None
        try:
            response = await self._in_time()
        except grpc_module().RpcError as error:
            request = None if feeder is not None else self._request
            failure = self._core.failure(self._method, error, request)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if feeder is None or (task is not None and task.cancelling()):
                raise
            failure = late(self._method)  # the feeder's own failure follows
        except TimeoutError:
            failure = late(self._method)
        else:
            if response is not grpc_aio_module().EOF:
                return response
        if feeder is not None and feeder.failure is not None:
            raise feeder.failure
        if failure is not None:
            raise failure
        return None

    async def _in_time(self) -> Any:
        """The next message, before the deadline of the first item or of the rest."""
        deadline = self._deadline
        if self._last is not None:
            rest = self._core.settings.stream_timeout
            if rest is None:
                return await self._call.read()
            if self._rest_deadline is None:
                self._rest_deadline = time.monotonic() + rest
            deadline = self._rest_deadline
        if deadline is None:
            return await self._call.read()
        async with asyncio.timeout(deadline - time.monotonic()):
            return await self._call.read()

    def _end(self, error: BaseException | None = None) -> None:
        span, self._span = self._span, None
        if span is not None:
            span.end(self._last, error)
        self._ended = True
        self._call.cancel()


class _AsyncFeeder:
    """Makes requests of the caller's items, in the task of the call that sends them."""

    def __init__(
        self, items: Any, build: Callable[[Any], Any], method: Method[Any]
    ) -> None:
        name = method.parameters[method.stream_index].python
        usable = hasattr(items, "__aiter__") or hasattr(items, "__iter__")
        if isinstance(items, str | bytes) or not usable:
            raise ArgumentTypeError(
                f"argument {name!r}: an async iterable or an iterable is needed, "
                f"not {type(items).__name__}",
                method=method.name,
            )
        self.failure: BaseException | None = None
        self._items = items
        self._build = build
        self._empty = InvalidArgumentError(
            f"argument {name!r}: the stream has no item, and needs one",
            method=method.name,
        )
        self._finished = asyncio.Event()
        self._started = False

    async def run(self) -> AsyncIterator[Any]:
        """The requests, for gRPC."""
        self._started = True
        items = _aiter(self._items)
        empty = True
        try:
            async for item in items:
                empty = False
                yield self._build(item)
            if empty:
                raise self._empty
        except (asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as error:
            self.failure = error
            raise
        finally:
            close = getattr(items, "aclose", None)
            if close is not None:
                await close()
            self._finished.set()

    async def done(self) -> None:
        """Wait until the caller's iterator has been closed."""
        if self._started:
            await self._finished.wait()


def _aiter(items: AsyncIterable[Any] | Iterable[Any]) -> AsyncIterator[Any]:
    if isinstance(items, AsyncIterable):
        return aiter(items)
    return _of_sync(items)


async def _of_sync(items: Iterable[Any]) -> AsyncIterator[Any]:
    iterator = iter(items)
    try:
        for item in iterator:
            yield item
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()
