"""Deadlines of streams: kept, and forgotten once they were met."""

from __future__ import annotations

import threading
import time

import pytest

from clarifai_codegen.runtime.python import watchdog
from clarifai_codegen.runtime.python.watchdog import alarm_in


def test_an_alarm_rings_once_and_a_cancelled_one_never() -> None:
    rang: list[str] = []
    done = threading.Event()
    late = alarm_in(0.05, lambda: (rang.append("late"), done.set()))
    early = alarm_in(0.01, lambda: rang.append("early"))
    never = alarm_in(0.02, lambda: rang.append("never"))
    never.cancel()
    assert done.wait(5)
    assert rang == ["early", "late"]
    assert (early.rang, never.rang, late.rang) == (True, False, True)


@pytest.mark.slow
def test_cancelled_alarms_are_forgotten_while_others_wait() -> None:
    waiting = alarm_in(600, lambda: None)
    for _ in range(5000):
        alarm_in(300, lambda: None).cancel()
    for _ in range(100):
        if len(watchdog._watchdog._alarms) == 1:
            break
        time.sleep(0.05)
    assert len(watchdog._watchdog._alarms) == 1
    waiting.cancel()


@pytest.mark.slow
def test_the_thread_ends_when_there_is_nothing_to_wait_for() -> None:
    alarm_in(600, lambda: None).cancel()
    for _ in range(100):
        if not any(t.name == "clarifai-deadlines" for t in threading.enumerate()):
            return
        time.sleep(0.05)
    raise AssertionError("the thread is still there")
