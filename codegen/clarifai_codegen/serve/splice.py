"""A request id put into an answer's bytes, of which nothing else is read or copied twice."""

from __future__ import annotations

from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_pb2

__all__ = ["with_request_id"]

_STATUS = b"\x0a"
"""The tag of the field `status`, which serializers write first."""


def with_request_id(response: bytes, request_id: str) -> bytes:
    """The bytes of a `MultiOutputResponse` with this id in its status.

    Field by field, messages that are concatenated are merged. A second `status` is not:
    JavaScript's google-protobuf takes the last one for the whole.
    """
    start, end = _status(response)
    status = status_pb2.Status(req_id=request_id).SerializeToString()
    head = service_pb2.MultiOutputResponse(
        status=status_pb2.Status.FromString(response[start:end] + status)
    ).SerializeToString()
    return b"".join((head, memoryview(response)[end:]))


def _status(response: bytes) -> tuple[int, int]:
    """Where the status stands; nothing at the start where it is not the first field."""
    if not response.startswith(_STATUS):
        return 0, 0
    size, at, shift = 0, 1, 0
    while True:
        byte = response[at]
        size |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return at, at + size
