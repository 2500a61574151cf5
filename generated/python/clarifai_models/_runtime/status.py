# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Statuses of the platform and of gRPC -> errors."""

from __future__ import annotations

from typing import Any

from .errors import (
    AuthenticationError,
    ClarifaiError,
    ConnectError,
    DeadlineError,
    InvalidArgumentError,
    ModelDeployingError,
    ModelError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
)
from .wire import messages

__all__ = ["DEPLOYING", "MIXED", "SUCCESS", "error_of_rpc", "error_of_status"]

SUCCESS = 10000
MIXED = 10010
"""MIXED_STATUS: some outputs of a batch failed."""
DEPLOYING = frozenset({21351, 21355})
"""MODEL_DEPLOYING and MODEL_LOADING: the model is on its way."""

_RETRYABLE = frozenset({11005, 21354})
"""CONN_THROTTLED and MODEL_BUSY_PLEASE_RETRY: nothing was run."""

_OF_CODE: dict[int, type[ClarifaiError]] = {
    10020: ModelError,  # FAILURE: the runner's word for an exception of the model
    11000: PermissionDeniedError,  # CONN_ACCOUNT_ISSUES
    11001: AuthenticationError,  # CONN_TOKEN_INVALID
    11002: AuthenticationError,  # CONN_CREDENTIALS_INVALID
    11003: RateLimitError,  # CONN_EXCEED_HOURLY_LIMIT
    11004: RateLimitError,  # CONN_EXCEED_MONTHLY_LIMIT
    11005: RateLimitError,  # CONN_THROTTLED
    11006: RateLimitError,  # CONN_EXCEEDS_LIMITS
    11007: PermissionDeniedError,  # CONN_INSUFFICIENT_SCOPES
    11008: AuthenticationError,  # CONN_KEY_INVALID
    11009: AuthenticationError,  # CONN_KEY_NOT_FOUND
    11100: InvalidArgumentError,  # CONN_BAD_REQUEST_FORMAT
    11101: NotFoundError,  # CONN_DOES_NOT_EXIST
    11102: InvalidArgumentError,  # CONN_INVALID_REQUEST
    21200: NotFoundError,  # MODEL_DOES_NOT_EXIST
    21201: PermissionDeniedError,  # MODEL_PERMISSION_DENIED
    21202: InvalidArgumentError,  # MODEL_INVALID_ARGUMENT
    21203: InvalidArgumentError,  # MODEL_INVALID_REQUEST
    21313: ModelError,  # MODEL_PREDICTION_FAILED
    21351: ModelDeployingError,  # MODEL_DEPLOYING
    21353: ModelError,  # MODEL_NOT_DEPLOYED
    21354: RateLimitError,  # MODEL_BUSY_PLEASE_RETRY
    21355: ModelDeployingError,  # MODEL_LOADING
    25608: ModelError,  # RUNNER_PROCESSING_FAILED
    25900: NotFoundError,  # DEPLOYMENT_DOES_NOT_EXIST
    25901: InvalidArgumentError,  # DEPLOYMENT_INVALID_ARGUMENT
}

_OF_RPC: dict[str, tuple[type[ClarifaiError], bool]] = {
    "UNAUTHENTICATED": (AuthenticationError, False),
    "PERMISSION_DENIED": (PermissionDeniedError, False),
    "NOT_FOUND": (NotFoundError, False),
    "UNIMPLEMENTED": (NotFoundError, False),
    "INVALID_ARGUMENT": (InvalidArgumentError, False),
    "RESOURCE_EXHAUSTED": (RateLimitError, True),
    "DEADLINE_EXCEEDED": (DeadlineError, False),
    "UNAVAILABLE": (ConnectError, True),
}

_MESSAGES = {
    "DEADLINE_EXCEEDED": "no answer in time",
    "UNAVAILABLE": "the server cannot be reached",
    "UNAUTHENTICATED": "the server does not accept the credentials",
}


def error_of_status(status: Any, method: str = "") -> ClarifaiError:
    """The error that a `Status` message other than SUCCESS stands for.

    The runner's stack trace is not passed on: it shows the server's paths.
    """
    code = int(status.code)
    kind = _OF_CODE.get(code, ClarifaiError)
    if code == 11102 and "authorization header" in status.details:
        kind = AuthenticationError  # how the platform answers a call without a PAT
    try:
        name = str(messages().status_code_pb2.StatusCode.Name(code))
    except ValueError:
        name = ""
    return kind(
        str(status.description) or name or "the server gave no status",
        code=code,
        name=name,
        details=str(status.details),
        request_id=str(status.req_id),
        method=method,
        retryable=code in _RETRYABLE or code in DEPLOYING,
    )


def error_of_rpc(error: Any, method: str = "") -> ClarifaiError:
    """The error that a `grpc.RpcError` stands for."""
    name = str(error.code().name)
    details = str(error.details() or "")
    kind, retryable = _OF_RPC.get(name, (ClarifaiError, False))
    message = _MESSAGES.get(name, details or name)
    if name == "RESOURCE_EXHAUSTED" and "message larger than max" in details:
        kind, retryable = InvalidArgumentError, False
        message = (
            f"the message is larger than {_limit(details)}, the most that is taken"
        )
    elif name == "INTERNAL" and details.startswith("Exception serializing"):
        kind = InvalidArgumentError
        message = "the arguments cannot be sent: together they exceed 2 GiB"
    elif name == "INTERNAL" and details.startswith("Exception deserializing response"):
        kind = ModelError
        message = "the answer cannot be read: it is broken, or nested deeper than 100 messages"
    return kind(message, name=name, details=details, method=method, retryable=retryable)


def _limit(details: str) -> str:
    """The limit that gRPC names: `... larger than max (SIZE vs. LIMIT)`."""
    digits = "".join(filter(str.isdigit, details.rpartition("vs.")[2]))
    limit = int(digits or 2**30)
    return "1 GiB" if limit == 2**30 else f"{limit / 2**20:,.0f} MiB"
