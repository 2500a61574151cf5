# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Streams of answers, sync."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .answers import reader_of
from .errors import ClarifaiError, DeadlineError, ModelError
from .method import Method
from .response import Response, response_of
from .telemetry import start_span
from .watchdog import Alarm, alarm_in
from .wire import grpc_module

if TYPE_CHECKING:
    from .core import Core
    from .feeder import Feeder

__all__ = ["Stream", "late"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Stream(Generic[T_co]):
    """Answers as they come: iterate over it, once.

    The call was sent when the stream was made. Leaving a `with` block, `close`, or
    dropping the stream cancels what is left. Raises ClarifaiError; what the caller's own
    input iterator raises comes out as itself.
    """

    def __init__(
        self,
        core: Core,
        method: Method[T_co],
        rpc: str,
        request: Any,
        feeder: Feeder | None = None,
    ) -> None:
        self._call = _StreamCall(core, method, rpc, request, feeder)
        self._items: Generator[T_co, None, None] = self._call.run(method)

    def __iter__(self) -> Iterator[T_co]:
        # No Python code of ours between two items; the stream must live as long.
        return chain(self._items, _Alive(self))

    def __next__(self) -> T_co:
        return next(self._items)

    def __enter__(self) -> Stream[T_co]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        call = getattr(self, "_call", None)
        if call is not None:
            call.end()

    def close(self) -> None:
        """Cancel what is left of the stream."""
        self._items.close()
        self._call.end()

    def collect(self) -> list[T_co]:
        """All items that are still to come."""
        return list(self._items)

    @property
    def response(self) -> Response[None]:
        """Request id, usage and model version, as far as they have come: complete at the
        end of the stream. Its `value` is None."""
        return last_response(self._call.last)


class _Alive:
    """Nothing to iterate over, and a reference to a stream."""

    def __init__(self, stream: object) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class _StreamCall:
    """One streaming call with its attempts: everything but the iteration."""

    def __init__(
        self,
        core: Core,
        method: Method[Any],
        rpc: str,
        request: Any,
        feeder: Feeder | None,
    ) -> None:
        self.core = core
        self.method = method
        self.rpc = rpc
        self.request = request
        self.feeder = feeder
        self.last: Any = None
        self.attempts = core.attempts(method, core.settings.timeout)
        self.call: Any = None
        self.alarm: Alarm | None = None
        self.span = start_span(core, method)
        self.begin()

    def begin(self) -> None:
        """Send the call."""
        connection = self.core.connection
        multicallable = connection.multicallable(self.rpc)
        remaining = self.attempts.remaining
        self.call = multicallable(self.request, metadata=connection.metadata)
        if remaining is not None:
            self.alarm = alarm_in(remaining, self.call.cancel)
        if self.feeder is not None:
            self.feeder.start(self.call.cancel)

    def run(self, method: Method[T]) -> Generator[T, None, None]:
        """The items; another attempt as long as none has come."""
        feeder, came = self.feeder, False
        read = reader_of(method)
        rpc_error = grpc_module().RpcError
        try:
            while True:
                try:
                    for response in self.call:
                        value = read(response)
                        if not came:
                            came = True
                            self.first_came()
                        self.last = response
                        yield value
                    failure = None
                except ClarifaiError as error:
                    failure = error
                except rpc_error as error:
                    failure = self.failure(error)
                if feeder is not None and feeder.failure is not None:
                    raise feeder.failure
                if failure is None:
                    return
                if came or feeder is not None:
                    raise failure
                self.cancel()
                time.sleep(self.attempts.pause(failure))
                self.begin()
        except ClarifaiError as error:
            self.end(error)
            if error.__class__ is ModelError:
                from .drift import explain

                explain(self.core, self.method, error)
            raise
        finally:
            self.end()

    def first_came(self) -> None:
        """From the first item on, the stream's own timeout counts."""
        if self.alarm is not None:
            self.alarm.cancel()
            self.alarm = None
        rest = self.core.settings.stream_timeout
        if rest is not None:
            self.alarm = alarm_in(rest, self.call.cancel)

    def failure(self, error: Any) -> ClarifaiError:
        """The error of a broken call: our own alarm looks like a cancellation."""
        if self.alarm is not None and self.alarm.rang:
            return late(self.method)
        request = None if self.feeder is not None else self.request
        return self.core.failure(self.method, error, request)

    def end(self, error: BaseException | None = None) -> None:
        """Cancel what is left. May be called again."""
        span, self.span = self.span, None
        if span is not None:
            span.end(self.last, error)
        self.cancel()

    def cancel(self) -> None:
        """End this attempt."""
        if self.alarm is not None:
            self.alarm.cancel()
        if self.feeder is not None:
            self.feeder.stop()
        if self.call is not None:
            self.call.cancel()


def last_response(response: Any) -> Response[None]:
    """What the last message of a stream says besides its value."""
    if response is None:
        return Response(None)
    return response_of(None, response.outputs[0], response)


def late(method: Method[Any]) -> DeadlineError:
    """The error of a stream that missed a deadline."""
    return DeadlineError(
        "no answer in time", name="DEADLINE_EXCEEDED", method=method.name
    )
