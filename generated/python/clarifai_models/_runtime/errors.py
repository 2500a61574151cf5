# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Errors that a call can end in.

All are `ClarifaiError`. The subclass says what kind of thing went wrong; `code`, `name`,
`details` and `request_id` are what the platform said of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = [
    "ArgumentTypeError",
    "AuthenticationError",
    "BatchError",
    "ClarifaiError",
    "ConnectError",
    "DeadlineError",
    "InvalidArgumentError",
    "ModelDeployingError",
    "ModelError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
]


class ClarifaiError(Exception):
    """A call failed.

    `code` is the platform's status code (10020, 21351, ...), 0 where the platform was not
    reached; `name` its name, or the name of the gRPC status. `details` is the
    platform's longer text, `request_id` what support asks for, `method` the model's
    method. `retryable` says whether the same call may succeed later.
    """

    def __init__(
        self,
        message: str,
        *,
        code: int = 0,
        name: str = "",
        details: str = "",
        request_id: str = "",
        method: str = "",
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.name = name
        self.details = details
        self.request_id = request_id
        self.method = method
        self.retryable = retryable

    def __str__(self) -> str:
        text = f"{self.method}: {self.message}" if self.method else self.message
        if self.details and self.details not in text:
            text += f" ({self.details})"
        known = [f"{self.name} {self.code}".strip()] if self.code else [self.name]
        known += [f"request {self.request_id}"] if self.request_id else []
        marks = ", ".join(filter(None, known))
        return f"{text} [{marks}]" if marks else text

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class AuthenticationError(ClarifaiError):
    """No PAT was given, or the platform did not accept it: check CLARIFAI_PAT."""


class PermissionDeniedError(ClarifaiError):
    """The PAT is good, but lacks the scope or the right: ask the model's owner."""


class NotFoundError(ClarifaiError):
    """The model, version, method or deployment does not exist: check the ids."""


class InvalidArgumentError(ClarifaiError, ValueError):
    """An argument or an option has a value that cannot be: correct the call."""


class ArgumentTypeError(ClarifaiError, TypeError):
    """An argument has the wrong type, is missing or unknown: correct the call."""


class RateLimitError(ClarifaiError):
    """Too many calls, or the quota is used up: slow down, or raise the limit."""


class ModelDeployingError(ClarifaiError):
    """The model was still being deployed when `wait_for_deployment` had passed."""


class DeadlineError(ClarifaiError, TimeoutError):
    """The call took longer than `timeout` or `stream_timeout`."""


class ConnectError(ClarifaiError, ConnectionError):
    """The server could not be reached, or the connection broke: check the network."""


class ModelError(ClarifaiError):
    """The model's own code failed, or answered what its signature does not say."""


class BatchError(ClarifaiError):
    """Some items of a batch failed.

    `results` has one entry for each item, in order: its value, or its error.
    """

    def __init__(self, message: str, results: Sequence[Any], **known: Any) -> None:
        super().__init__(message, **known)
        self.results = list(results)

    @property
    def errors(self) -> dict[int, ClarifaiError]:
        """The failed items: position -> error."""
        return {
            position: result
            for position, result in enumerate(self.results)
            if isinstance(result, ClarifaiError)
        }


def _rebuild(kind: Any, args: Any, state: Any) -> Any:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
