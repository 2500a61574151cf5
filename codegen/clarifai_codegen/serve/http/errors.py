"""What went wrong, as a status of the platform and as one of HTTP."""

from __future__ import annotations

import uuid
from typing import Any

import grpc
from clarifai_grpc.grpc.api.status import status_code_pb2, status_pb2
from google.protobuf.json_format import MessageToDict

from ..call import Refused

__all__ = ["Failed", "as_json", "failed", "http_status", "of_grpc"]

_HTTP = {
    "SUCCESS": 200,
    "MIXED_STATUS": 200,
    "NOT_IMPLEMENTED": 501,
    "CONN_ACCOUNT_ISSUES": 403,
    "CONN_TOKEN_INVALID": 401,
    "CONN_CREDENTIALS_INVALID": 401,
    "CONN_EXCEED_HOURLY_LIMIT": 429,
    "CONN_EXCEED_MONTHLY_LIMIT": 429,
    "CONN_THROTTLED": 429,
    "CONN_EXCEEDS_LIMITS": 429,
    "CONN_INSUFFICIENT_SCOPES": 403,
    "CONN_KEY_INVALID": 401,
    "CONN_KEY_NOT_FOUND": 401,
    "CONN_BAD_REQUEST_FORMAT": 400,
    "CONN_DOES_NOT_EXIST": 404,
    "CONN_INVALID_REQUEST": 400,
    "CONN_METHOD_NOT_ALLOWED": 405,
    "MODEL_DOES_NOT_EXIST": 404,
    "MODEL_PERMISSION_DENIED": 403,
    "MODEL_INVALID_ARGUMENT": 400,
    "MODEL_INVALID_REQUEST": 400,
    "MODEL_DEPLOYING": 503,
    "MODEL_LOADING": 503,
    "MODEL_BUSY_PLEASE_RETRY": 503,
    "DEPLOYMENT_DOES_NOT_EXIST": 404,
    "NODEPOOL_DOES_NOT_EXIST": 404,
    "COMPUTE_CLUSTER_DOES_NOT_EXIST": 404,
}
_HTTP_OF = {
    status_code_pb2.StatusCode.Value(name): http for name, http in _HTTP.items()
}

_OF_GRPC = {
    "UNIMPLEMENTED": ("CONN_DOES_NOT_EXIST", "Resource does not exist", 404),
    "RESOURCE_EXHAUSTED": ("CONN_THROTTLED", "Too many requests", 429),
    "DEADLINE_EXCEEDED": ("INTERNAL_UNEXPECTED_TIMEOUT", "No answer in time", 504),
    "UNAVAILABLE": ("INTERNAL_UNCATEGORIZED", "Service unavailable", 503),
}
_OTHER = ("INTERNAL_UNCATEGORIZED", "Internal error", 500)


class Failed(Exception):
    """The request is answered by this status of the platform and this one of HTTP."""

    def __init__(self, status: Any, http: int) -> None:
        super().__init__(status.description)
        self.status = status
        self.http = http


def http_status(status: Any) -> int:
    """HTTP's status for one of the platform; 500 for those that have none of their own."""
    if status.code == status_code_pb2.CONN_INVALID_REQUEST and (
        "authorization header" in status.details
    ):
        return 401
    return _HTTP_OF.get(status.code, 500)


def failed(
    code: str, description: str, details: str = "", http: int | None = None
) -> Failed:
    """A failure of a request that went no further than here."""
    status = status_pb2.Status(
        code=status_code_pb2.StatusCode.Value(code),
        description=description,
        details=details,
        req_id=uuid.uuid4().hex,
    )
    return Failed(status, http_status(status) if http is None else http)


def of_refused(refused: Refused) -> Failed:
    """The failure that a refusal of the endpoint's rooms means."""
    return failed(refused.code, refused.description, refused.details)


def of_grpc(error: Any) -> Failed:
    """The failure that gRPC's status of a call means."""
    if not isinstance(error, grpc.RpcError):
        return failed(*_OTHER[:2], "cancelled", 500)
    details = str(error.details() or "")
    code, description, http = _OF_GRPC.get(error.code().name, _OTHER)
    if "message larger than max" in details:
        code, description, http = "CONN_BAD_REQUEST_FORMAT", "Too large", 413
    return failed(code, description, details, http)


def as_json(message: Any) -> dict[str, Any]:
    """A message in the platform's JSON: the names of the fields, enums as numbers."""
    found: dict[str, Any] = MessageToDict(
        message, preserving_proto_field_name=True, use_integers_for_enums=True
    )
    return found
