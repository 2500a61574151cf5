"""What is known of one call: who asked for what, and how it ended."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from ..shown import shown

__all__ = ["Call", "Refused", "Visit"]

_PREFIX = "x-clarifai-request-id-prefix"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that has ended. Its text is one line for a log, harmless to print.

    `status` is the platform's name of the status, or gRPC's where the call failed there;
    `items` counts the answers of a stream, `seconds` runs from request to last answer.
    """

    rpc: str
    model: str
    method: str
    status: str
    items: int
    seconds: float
    request_id: str

    def __str__(self) -> str:
        what = ".".join(filter(None, (self.model, self.method)))
        items = f" {self.items} items" if self.items > 1 else ""
        words = (self.rpc, shown(what, 200), self.status)
        took = f"{self.seconds * 1000:.0f} ms {self.request_id}"
        return f"{' '.join(filter(None, words))}{items} {took}".replace("\n", " ")


class Refused(Exception):
    """The call is answered by a status of the endpoint's own."""

    def __init__(self, code: str, description: str, details: str) -> None:
        super().__init__(details)
        self.code = code
        self.description = description
        self.details = details


class Visit:
    """A call under way. As a context manager it reports the call at its end."""

    def __init__(
        self, rpc: str, context: Any, on_call: Callable[[Call], object] | None
    ) -> None:
        self.metadata: dict[str, Any] = dict(context.invocation_metadata())
        self.request_id = f"{_prefix(self.metadata)}{uuid.uuid4().hex}"
        self.model = self.method = ""
        self.status = "SUCCESS"
        self.items = 0
        self._rpc = rpc
        self._on_call = on_call
        self._start = time.monotonic()

    @property
    def is_told(self) -> bool:
        """Whether anyone wants to know how the call went."""
        return self._on_call is not None

    def __enter__(self) -> Visit:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is GeneratorExit:
            self.status = "CANCELLED"
        if self._on_call is not None:
            seconds = time.monotonic() - self._start
            names = (self._rpc, self.model, self.method, self.status)
            self._on_call(Call(*names, self.items, seconds, self.request_id))


def _prefix(metadata: dict[str, Any]) -> str:
    """The prefix that the caller wants its request id to have, as on the platform."""
    prefix = str(metadata.get(_PREFIX, ""))
    if len(prefix) > 64 or not (prefix.isascii() and prefix.isprintable()):
        return ""
    return f"{prefix}-" if prefix else ""
