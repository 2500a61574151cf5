"""Trouble on request, to see what clients make of it: failures and latency."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import grpc

from ..nearest import nearest
from ..problems import Problem, ProblemError
from .call import Refused, Visit

__all__ = ["Failure", "Trouble", "read_duration", "read_failure"]

_REFUSALS = {
    "deploying": ("MODEL_DEPLOYING", "Model is deploying"),
    "loading": ("MODEL_LOADING", "Model is loading"),
    "busy": ("MODEL_BUSY_PLEASE_RETRY", "Model is busy, please retry"),
    "throttled": ("CONN_THROTTLED", "Too many requests"),
    "failure": ("FAILURE", "Failure"),
}
"""Answers with a status of the platform."""

_ABORTS = {
    "unavailable": grpc.StatusCode.UNAVAILABLE,
    "exhausted": grpc.StatusCode.RESOURCE_EXHAUSTED,
    "deadline": grpc.StatusCode.DEADLINE_EXCEEDED,
}
"""Calls that end with a status of gRPC."""

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_DETAILS = "The endpoint was told to fail so."


class Failure(NamedTuple):
    """So many predictions are to fail so."""

    name: str
    times: int


class Trouble:
    """What the next predictions meet: first each failure, in order, as often as is said,
    and each after the latency, in seconds."""

    def __init__(self, failures: Sequence[Failure] = (), latency: float = 0.0) -> None:
        self._names = [each.name for each in failures for _ in range(each.times)][::-1]
        self._latency = latency
        self._lock = threading.Lock()

    def meet(self, visit: Visit, context: Any) -> None:
        """Wait, and fail if it is time to. Raises Refused, or aborts the RPC."""
        if self._latency:
            time.sleep(self._latency)
        with self._lock:
            name = self._names.pop() if self._names else ""
        if name in _REFUSALS:
            raise Refused(*_REFUSALS[name], _DETAILS)
        if name:
            visit.status = _ABORTS[name].name
            context.abort(_ABORTS[name], _DETAILS)


def read_failure(text: str) -> Failure:
    """`deploying:2`: what fails, and how often; once by default.

    Raises ProblemError `bad-usage`.
    """
    name, _, times = text.partition(":")
    known = (*_REFUSALS, *_ABORTS)
    if name not in known:
        close = nearest(name, known)
        fix = f"Write {close!r}." if close else f"There are: {', '.join(known)}."
        what = f"{name!r} is no failure that can be had."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
    if times and not (times.isascii() and times.isdigit()):
        what = f"{times!r} is no number of times."
        raise ProblemError(Problem("bad-usage", what, fix=f"Write {name}:2."))
    return Failure(name, int(times or 1))


def read_duration(text: str) -> float:
    """`200ms` or `1.5s`, in seconds. Raises ProblemError `bad-usage`."""
    found = _DURATION.fullmatch(text)
    if found is None:
        what = f"{text!r} is no duration."
        raise ProblemError(Problem("bad-usage", what, fix="Write 200ms or 1.5s."))
    return float(found[1]) * (0.001 if found[2] == "ms" else 1.0)
