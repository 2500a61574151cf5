# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""When a failed call is sent again, and after how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from .errors import ClarifaiError, DeadlineError
from .status import DEPLOYING
from .wire import LazyModule

if TYPE_CHECKING:
    import random
else:
    random = LazyModule("random")

__all__ = ["Attempts", "Wait"]

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0


class Wait(NamedTuple):
    """A wait before the next attempt, as `on_wait` and `on_retry` are told of it.

    `pause` and `waited` are seconds; `error` is why the last attempt failed.
    """

    method: str
    attempt: int
    pause: float
    waited: float
    error: ClarifaiError


class Attempts:
    """The attempts of one call: made anew for each, asked after each failure.

    `timeout` bounds the call with all its attempts; `max_retries` counts for failures
    after which nothing was run, `wait_for_deployment` (seconds) for a model that is
    still being deployed. None means no bound.
    """

    __slots__ = (
        "deadline",
        "deployment",
        "method",
        "number",
        "on_retry",
        "on_wait",
        "retries",
        "start",
    )

    def __init__(
        self,
        method: str,
        timeout: float | None,
        max_retries: int,
        wait_for_deployment: float = 0.0,
        on_wait: Callable[[Wait], object] | None = None,
        on_retry: Callable[[Wait], object] | None = None,
        start: float | None = None,
    ) -> None:
        self.method = method
        self.start = time.monotonic() if start is None else start
        self.deadline = None if timeout is None else self.start + timeout
        self.retries = max_retries
        self.deployment = wait_for_deployment
        self.on_wait = on_wait
        self.on_retry = on_retry
        self.number = 0

    @property
    def remaining(self) -> float | None:
        """Seconds until the deadline; raises DeadlineError once it has passed."""
        if self.deadline is None:
            return None
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise DeadlineError("no answer in time", method=self.method)
        return remaining

    def pause(self, error: ClarifaiError) -> float:
        """Seconds to wait before the next attempt; raises `error` if there is none."""
        if not error.retryable:
            raise error
        now = time.monotonic()
        waited = now - self.start
        pause: float = min(FIRST_PAUSE * 2.0**self.number, LONGEST_PAUSE)
        pause *= 0.5 + random.random() / 2
        deploying = error.code in DEPLOYING
        if deploying:
            exhausted = waited + pause > self.deployment
        else:
            exhausted = self.retries <= 0
            self.retries -= 1
        late = self.deadline is not None and now + pause >= self.deadline
        if exhausted or late:
            raise error
        self.number += 1
        tell = self.on_wait if deploying else self.on_retry
        if tell is not None:
            tell(Wait(self.method, self.number, pause, waited, error))
        if deploying and self.number == 1:
            self._log(error)
        return pause

    def _log(self, error: ClarifaiError) -> None:
        import logging

        logging.getLogger("clarifai_models").info(
            "%s: the model is being deployed; waiting up to %g s",
            self.method,
            self.deployment,
        )
