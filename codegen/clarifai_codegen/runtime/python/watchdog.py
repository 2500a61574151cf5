# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Deadlines of streams: one thread for all of them, there only while there is one.

gRPC's own deadline spans a whole stream; the time until its first item needs another.
"""

from __future__ import annotations

import heapq
import os
import threading
import time
from collections.abc import Callable
from itertools import count

__all__ = ["Alarm", "alarm_in"]


class Alarm:
    """A deadline; `cancel` when it was met. `rang` says whether it was missed."""

    __slots__ = ("action", "rang", "when")

    def __init__(self, when: float, action: Callable[[], object]) -> None:
        self.when = when
        self.action: Callable[[], object] | None = action
        self.rang = False

    def cancel(self) -> None:
        """The deadline was met, or does not matter any more."""
        self.action = None


class _Watchdog:
    """The thread looks once a second, and ends when there was nothing for a second: a
    stream that comes and goes costs it no switch."""

    def __init__(self) -> None:
        self._alarms: list[tuple[float, int, Alarm]] = []
        self._condition = threading.Condition()
        self._running = False
        self._wakes = 0.0
        self._order = count()

    def add(self, alarm: Alarm) -> None:
        with self._condition:
            heapq.heappush(self._alarms, (alarm.when, next(self._order), alarm))
            if not self._running:
                self._running = True
                self._wakes = 0.0
                threading.Thread(
                    target=self._run, name="clarifai-deadlines", daemon=True
                ).start()
            elif alarm.when < self._wakes:
                self._condition.notify()

    def _run(self) -> None:
        idle = False
        while True:
            with self._condition:
                # Most alarms are cancelled long before their time.
                self._alarms = [each for each in self._alarms if each[2].action]
                heapq.heapify(self._alarms)
                if not self._alarms and idle:
                    self._running = False
                    return
                idle = not self._alarms
                now = time.monotonic()
                pause = 1.0 if idle else min(self._alarms[0][0] - now, 1.0)
                if pause > 0:
                    self._wakes = now + pause
                    self._condition.wait(pause)
                    continue
                alarm = heapq.heappop(self._alarms)[2]
            action, alarm.action = alarm.action, None
            if action is not None:
                alarm.rang = True
                action()


_watchdog = _Watchdog()


def alarm_in(seconds: float, action: Callable[[], object]) -> Alarm:
    """Call `action` in `seconds` unless the alarm is cancelled before."""
    alarm = Alarm(time.monotonic() + seconds, action)
    _watchdog.add(alarm)
    return alarm


def _after_fork() -> None:
    global _watchdog
    _watchdog = _Watchdog()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
