# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The caller's iterator of a bidirectional call, pulled on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Any

from .errors import ArgumentTypeError, InvalidArgumentError
from .method import Method

__all__ = ["Feeder"]

_END = object()


class Feeder:
    """An iterator of requests for gRPC, made from the caller's items.

    Items are pulled by a thread of the feeder, one ahead of what gRPC has taken, so that
    neither an answer waits for an item nor an item for an answer. What the caller's
    iterator raises is kept in `failure`. The iterator is closed on the thread that
    pulled it.
    """

    def __init__(
        self, items: Iterable[Any], build: Callable[[Any], Any], method: Method[Any]
    ) -> None:
        name = method.parameters[method.stream_index].python
        if isinstance(items, str | bytes) or not hasattr(items, "__iter__"):
            raise ArgumentTypeError(
                f"argument {name!r}: an iterable is needed, not {type(items).__name__}",
                method=method.name,
            )
        self.failure: BaseException | None = None
        self.on_failure: Callable[[], object] = _nothing
        self._items = items
        self._build = build
        self._empty = InvalidArgumentError(
            f"argument {name!r}: the stream has no item, and needs one",
            method=method.name,
        )
        self._queue: SimpleQueue[Any] = SimpleQueue()
        self._room = threading.Semaphore(1)
        self._stopped = False

    def start(self, on_failure: Callable[[], object]) -> None:
        """Begin to pull; `on_failure` is called once if the iterator fails."""
        self.on_failure = on_failure
        threading.Thread(target=self._pull, name="clarifai-input", daemon=True).start()

    def stop(self) -> None:
        """The call has ended: no further item is pulled or sent."""
        self._stopped = True
        self._room.release()
        self._queue.put(_END)

    def __iter__(self) -> Feeder:
        return self

    def __next__(self) -> Any:
        self._room.release()
        request = self._queue.get()
        if request is _END:
            raise StopIteration
        return request

    def _pull(self) -> None:
        iterator = None
        empty = True
        try:
            iterator = iter(self._items)
            for item in iterator:
                empty = False
                if self._stopped:
                    break
                request = self._build(item)
                self._room.acquire()
                if self._stopped:
                    break
                self._queue.put(request)
            if empty and not self._stopped:
                raise self._empty
        except BaseException as error:
            self._fail(error)
        finally:
            close = getattr(iterator, "close", None)
            if close is not None:
                try:
                    close()
                except BaseException as error:
                    self._fail(error)
            self._queue.put(_END)

    def _fail(self, error: BaseException) -> None:
        if not self._stopped:
            self.failure = error
            self.on_failure()


def _nothing() -> None:
    """Before the call has begun there is nothing to cancel."""
