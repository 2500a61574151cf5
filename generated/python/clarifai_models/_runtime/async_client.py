# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The async client beneath a generated class."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from .answers import reader_of, values_of
from .async_connection import AsyncConnection
from .async_stream import AsyncStream
from .batch import IN_FLIGHT, all_or_error
from .core import Core
from .errors import ClarifaiError, ModelError
from .method import STREAMING_STREAMING, Method
from .telemetry import Span, start_span
from .wire import LazyModule, grpc_module

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = LazyModule("asyncio")

__all__ = ["AsyncClient"]

T = TypeVar("T")

_NONE: Mapping[str, Any] = {}


class AsyncClient(Core):
    """Calls a model from asyncio; each event loop has its own channel.

    All calls raise ClarifaiError.
    """

    connection_type = AsyncConnection
    connection: AsyncConnection

    async def unary(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> T:
        """One answer: see `Client.unary`."""
        request = self.request(method, arguments, unknown)
        span = start_span(self, method)
        if span is not None:
            return await self._traced(method, request, span)
        return await self._send(method, request, reader_of(method))

    async def unary_or_batch(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> Any:
        """One answer, or a list of them where the first argument is a list of items."""
        if arguments[0].__class__ is list and not unknown:
            return await self.batch(method, arguments[0])
        return await self.unary(method, arguments, unknown)

    async def batch(
        self, method: Method[T], items: Iterable[Mapping[str, Any]]
    ) -> list[T]:
        """One answer for each item, in order: see `Client.batch`."""
        requests = list(self.batch_requests(method, items))
        results = [result async for result in self._results(method, requests)]
        return all_or_error(method, results)

    def batch_iter(
        self, method: Method[T], items: Iterable[Mapping[str, Any]]
    ) -> AsyncIterator[T | ClarifaiError]:
        """One answer for each item as they come: see `Client.batch_iter`."""
        return self._results(method, self.batch_requests(method, items))

    def stream(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> AsyncStream[T]:
        """A stream of answers, already sent; bidirectional where the method is."""
        if method.kind == STREAMING_STREAMING:
            items, build = self.item_requests(method, arguments, unknown)
            return AsyncStream.fed(self, method, items, build)
        request = self.request(method, arguments, unknown)
        return AsyncStream(self, method, "GenerateModelOutputs", request)

    async def _traced(self, method: Method[T], request: Any, span: Span) -> T:
        """`_send` for one answer, with a span around it."""
        read, last = reader_of(method), None
        failure: BaseException | None = None

        def noted(response: Any) -> T:
            nonlocal last
            last = response
            return read(response)

        try:
            return await self._send(method, request, noted)
        except BaseException as error:
            failure = error
            raise
        finally:
            span.end(last, failure)

    async def _send(
        self, method: Method[Any], request: Any, read: Callable[[Any], T]
    ) -> T:
        """Send a request until it is answered or given up; gives what `read` makes."""
        timeout = self.settings.timeout
        start = time.monotonic()
        attempts = None
        while True:
            connection = self.connection
            call = connection.multicallable("PostModelOutputs")
            try:
                return read(
                    await call(request, timeout=timeout, metadata=connection.metadata)
                )
            except ClarifaiError as error:
                failure = error
            except grpc_module().RpcError as error:
                failure = self.failure(method, error, request)
            if failure.__class__ is ModelError:
                from .drift import aexplain

                await aexplain(self, method, failure)
            if attempts is None:
                attempts = self.attempts(method, timeout, start)
            await asyncio.sleep(attempts.pause(failure))
            timeout = attempts.remaining

    async def aclose(self) -> None:
        """Close the running loop's channel. A later call opens a new one."""
        await self.connection.aclose()

    def openai(self) -> Any:
        """An `openai.AsyncOpenAI` for this model's endpoint; needs the package openai."""
        return import_module("openai").AsyncOpenAI(**self.openai_arguments())

    async def _results(
        self, method: Method[Any], requests: Iterable[Any]
    ) -> AsyncIterator[Any]:
        """The results of several requests, some of which are under way at once."""
        under_way: deque[asyncio.Task[list[Any]]] = deque()
        try:
            for request in requests:
                task = asyncio.create_task(self._chunk(method, request))
                under_way.append(task)
                if len(under_way) == IN_FLIGHT:
                    for result in await under_way[0]:
                        yield result
                    under_way.popleft()
            while under_way:
                for result in await under_way[0]:
                    yield result
                under_way.popleft()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _chunk(self, method: Method[T], request: Any) -> list[Any]:
        """The results of one request of a batch; its error for each item if it failed."""
        many = len(request.inputs)

        def read(response: Any) -> list[Any]:
            return values_of(method, response, many)

        try:
            return await self._send(method, request, read)
        except ClarifaiError as error:
            return [error] * many
