# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The sync client beneath a generated class."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

from .answers import reader_of, values_of
from .batch import IN_FLIGHT, all_or_error
from .core import Core
from .errors import ClarifaiError, ConnectError, ModelError
from .method import STREAMING_STREAMING, Method
from .stream import Stream
from .telemetry import Span, start_span
from .wire import grpc_module

__all__ = ["Client"]

T = TypeVar("T")

_NONE: Mapping[str, Any] = {}


class Client(Core):
    """Calls a model over a channel that is opened on the first call.

    Safe in threads. All calls raise ClarifaiError.
    """

    def unary(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> T:
        """One answer. `arguments` are in the order of the method's parameters,
        `unknown` are keywords that the method does not have."""
        request = self.request(method, arguments, unknown)
        span = start_span(self, method)
        if span is not None:
            return self._traced(method, request, span)
        return self._send(method, request, reader_of(method))

    def unary_or_batch(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> Any:
        """One answer, or a list of them where the first argument is a list of items."""
        if arguments[0].__class__ is list and not unknown:
            return self.batch(method, arguments[0])
        return self.unary(method, arguments, unknown)

    def batch(self, method: Method[T], items: Iterable[Mapping[str, Any]]) -> list[T]:
        """One answer for each item, in order; items are mappings of arguments.

        All items are checked before the first is sent. Raises BatchError after all
        requests have ended if one of them failed.
        """
        requests = list(self.batch_requests(method, items))
        return all_or_error(method, list(self._results(method, requests)))

    def batch_iter(
        self, method: Method[T], items: Iterable[Mapping[str, Any]]
    ) -> Iterator[T | ClarifaiError]:
        """One answer for each item as they come, in order; an error in the place of one
        that failed. Takes items, and keeps in memory, only what is under way."""
        return self._results(method, self.batch_requests(method, items))

    def stream(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> Stream[T]:
        """A stream of answers, already sent; bidirectional where the method is."""
        if method.kind == STREAMING_STREAMING:
            items, build = self.item_requests(method, arguments, unknown)
            from .feeder import Feeder

            feeder = Feeder(items, build, method)
            return Stream(self, method, "StreamModelOutputs", feeder, feeder)
        request = self.request(method, arguments, unknown)
        return Stream(self, method, "GenerateModelOutputs", request)

    def _traced(self, method: Method[T], request: Any, span: Span) -> T:
        """`_send` for one answer, with a span around it."""
        read, last = reader_of(method), None
        failure: BaseException | None = None

        def noted(response: Any) -> T:
            nonlocal last
            last = response
            return read(response)

        try:
            return self._send(method, request, noted)
        except BaseException as error:
            failure = error
            raise
        finally:
            span.end(last, failure)

    def _send(self, method: Method[Any], request: Any, read: Callable[[Any], T]) -> T:
        """Send a request until it is answered or given up; gives what `read` makes."""
        timeout = self.settings.timeout
        start = time.monotonic()
        attempts = None
        while True:
            connection = self.connection
            call = connection.multicallable("PostModelOutputs")
            try:
                return read(
                    call(request, timeout=timeout, metadata=connection.metadata)
                )
            except ClarifaiError as error:
                failure = error
            except grpc_module().RpcError as error:
                failure = self.failure(method, error, request)
            except ValueError as error:
                failure = closed_or_raise(error, method)
            if failure.__class__ is ModelError:
                self.explain(method, failure)
            if attempts is None:
                attempts = self.attempts(method, timeout, start)
            time.sleep(attempts.pause(failure))
            timeout = attempts.remaining

    def explain(self, method: Method[Any], failure: ClarifaiError) -> None:
        """Say in an error of the model what has changed of its signature, if it has."""
        from .drift import explain

        explain(self, method, failure)

    def close(self) -> None:
        """Close the channel. A later call opens a new one."""
        self.connection.close()

    def openai(self) -> Any:
        """An `openai.OpenAI` for this model's endpoint; needs the package openai."""
        return import_module("openai").OpenAI(**self.openai_arguments())

    def _results(self, method: Method[Any], requests: Iterable[Any]) -> Iterator[Any]:
        """The results of several requests, some of which are under way at once.

        No thread is needed for that; whoever stops early cancels what is under way.
        """
        under_way: deque[_UnderWay] = deque()
        try:
            for request in requests:
                under_way.append(_UnderWay(self, method, request))
                if len(under_way) == IN_FLIGHT:
                    yield from under_way[0].results()
                    under_way.popleft()
            while under_way:
                yield from under_way[0].results()
                under_way.popleft()
        finally:
            for each in under_way:
                each.call.cancel()


class _UnderWay:
    """A request of a batch that has been sent."""

    def __init__(self, client: Client, method: Method[Any], request: Any) -> None:
        self._client = client
        self._method = method
        self._request = request
        self._attempts = client.attempts(method, client.settings.timeout)
        self.call = self._send()

    def results(self) -> list[Any]:
        """The results of its items; its own error for each if it failed as a whole."""
        many = len(self._request.inputs)
        while True:
            try:
                return values_of(self._method, self.call.result(), many)
            except ClarifaiError as error:
                failure = error
            except grpc_module().RpcError as error:
                failure = self._client.failure(self._method, error, self._request)
            except grpc_module().FutureCancelledError:
                failure = ConnectError("the client was closed")
            if failure.__class__ is ModelError:
                self._client.explain(self._method, failure)
            try:
                time.sleep(self._attempts.pause(failure))
                self.call = self._send()
            except ClarifaiError as error:
                return [error] * many

    def _send(self) -> Any:
        connection = self._client.connection
        call = connection.multicallable("PostModelOutputs")
        timeout, metadata = self._attempts.remaining, connection.metadata
        try:
            return call.future(self._request, timeout=timeout, metadata=metadata)
        except ValueError as error:
            raise closed_or_raise(error, self._method) from None


def closed_or_raise(error: ValueError, method: Method[Any]) -> ClarifaiError:
    """gRPC says with a ValueError that the channel was closed under a call."""
    if "closed channel" not in str(error):
        raise error
    return ConnectError("the client was closed", method=method.name)
