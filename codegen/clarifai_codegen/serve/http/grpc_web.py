"""gRPC-web: unary and server streaming RPCs for browsers, binary or in base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

import grpc
from clarifai_grpc.grpc.api import service_pb2
from starlette.responses import Response, StreamingResponse

from .errors import Failed, failed
from .exchange import Exchange, Handler
from .upstream import Upstream

__all__ = ["grpc_web_failure", "grpc_web_routes"]

_TYPES = re.compile(r"application/grpc-web(-text)?(\+proto)?")
_TIMEOUT = re.compile(r"(\d{1,8})([HMSmun])")
_SECONDS = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}
_TRAILERS = 0x80
_OK, _INTERNAL, _UNIMPLEMENTED, _EXHAUSTED = 0, 13, 12, 8


def grpc_web_routes(upstream: Upstream) -> list[tuple[str, str, Handler]]:
    """HTTP method, path and handler."""
    room = _GrpcWeb(upstream)
    return [("POST", "/clarifai.api.V2/{rpc}", room.answer)]


def grpc_web_failure(error: Failed) -> Response:
    """A failure before the call, where the client looks for gRPC's status."""
    number = _EXHAUSTED if error.http == 413 else _INTERNAL
    status = error.status
    message = status.details or status.description
    headers = {"grpc-status": str(number), "grpc-message": _message(message)}
    known = error.http not in (413, 415)
    return Response(
        status_code=200 if known else error.http,
        headers=headers,
        media_type="application/grpc-web+proto",
    )


class _GrpcWeb:
    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    async def answer(self, exchange: Exchange) -> Response:
        headers = exchange.request.headers
        media_type = headers.get("content-type", "").partition(";")[0].strip()
        found = _TYPES.fullmatch(media_type)
        if found is None:
            details = "gRPC-web has the content type application/grpc-web."
            raise failed("CONN_INVALID_REQUEST", "Invalid request", details, 415)
        is_text = found[1] is not None
        request = _unframed(_decoded(exchange.body) if is_text else exchange.body)
        frames = self._frames(exchange, request)
        return StreamingResponse(
            _encoded(frames) if is_text else frames, media_type=media_type
        )

    async def _frames(
        self, exchange: Exchange, request: bytes
    ) -> AsyncGenerator[bytes, None]:
        rpc = exchange.request.path_params["rpc"]
        timeout = _timeout(exchange.request.headers.get("grpc-timeout", ""))
        number, message = _OK, ""
        try:
            async with aclosing(
                self._answers(rpc, request, exchange, timeout)
            ) as answers:
                async for answer in answers:
                    yield _framed(0, answer)
        except grpc.RpcError as error:
            failure: Any = error
            number, message = failure.code().value[0], str(failure.details() or "")
        trailers = f"grpc-status: {number}\r\ngrpc-message: {_message(message)}\r\n"
        yield _framed(_TRAILERS, trailers.encode())

    async def _answers(
        self, rpc: str, request: bytes, exchange: Exchange, timeout: float | None
    ) -> AsyncGenerator[bytes, None]:
        service = service_pb2.DESCRIPTOR.services_by_name["V2"]
        method = service.methods_by_name.get(rpc)
        call = (rpc, request, exchange.metadata, timeout)
        if method is None or method.client_streaming:
            raise _Unimplemented(rpc)
        if not method.server_streaming:
            yield await self._upstream.unary(*call)
            return
        async with aclosing(self._upstream.stream(*call)) as answers:
            async for answer in answers:
                yield answer


class _Unimplemented(grpc.RpcError):  # type: ignore[misc]
    """A browser can send no stream, and no RPC that is not there."""

    def __init__(self, rpc: str) -> None:
        super().__init__(rpc)
        self._rpc = rpc

    def code(self) -> Any:
        return grpc.StatusCode.UNIMPLEMENTED

    def details(self) -> str:
        return f"{self._rpc} is not served over gRPC-web"


def _framed(flags: int, message: bytes) -> bytes:
    return bytes([flags]) + len(message).to_bytes(4, "big") + message


def _unframed(body: bytes) -> bytes:
    """The only message of a request. Raises Failed."""
    size = int.from_bytes(body[1:5], "big")
    if len(body) < 5 or body[0] or len(body) != 5 + size:
        details = "The body is no frame of one message that is not compressed."
        raise failed("CONN_BAD_REQUEST_FORMAT", "Malformed request", details)
    return body[5:]


def _decoded(body: bytes) -> bytes:
    """Base64, perhaps in several pieces that are padded each. Raises Failed."""
    try:
        pieces = re.findall(rb"[^=]+=*", body)
        return b"".join(base64.b64decode(piece, validate=True) for piece in pieces)
    except binascii.Error as error:
        raise failed(
            "CONN_BAD_REQUEST_FORMAT", "Malformed request", str(error)
        ) from None


async def _encoded(
    frames: AsyncGenerator[bytes, None],
) -> AsyncGenerator[bytes, None]:
    async with aclosing(frames):
        async for frame in frames:
            yield base64.b64encode(frame)


def _timeout(text: str) -> float | None:
    found = _TIMEOUT.fullmatch(text)
    return int(found[1]) * _SECONDS[found[2]] if found else None


def _message(text: str) -> str:
    return quote(text, safe=" !\"#$&'()*+,/:;<=>?@[\\]^`{|}~")
