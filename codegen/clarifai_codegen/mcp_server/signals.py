"""Ctrl-C and SIGTERM while an event loop runs: an orderly end instead of an exception that
comes up anywhere, in the middle of groups of tasks."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

__all__ = ["Signals"]

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


class Signals:
    """Signals that came."""

    def __init__(self) -> None:
        self._came: list[int] = []

    @contextmanager
    def stopping(self, stop: Callable[[], object]) -> Iterator[None]:
        """Call `stop` in the running loop when a signal comes while the block runs. Where
        a loop cannot watch for signals, they do what they do otherwise."""
        loop = asyncio.get_running_loop()

        def came(number: int) -> None:
            self._came.append(number)
            stop()

        before = {number: signal.getsignal(number) for number in _NUMBERS}
        watched = []
        for number in _NUMBERS:
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(number, came, number)
                watched.append(number)
        try:
            yield
        finally:
            for number in watched:
                loop.remove_signal_handler(number)
                signal.signal(number, before[number])

    def act(self) -> None:
        """End as the signal wants it. Raises KeyboardInterrupt or SystemExit."""
        if signal.SIGINT in self._came:
            raise KeyboardInterrupt
        if self._came:
            raise SystemExit(128 + self._came[0])
