"""A request over HTTP on its way to an answer, whichever interface it is meant for."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import grpc
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..call import Refused
from .errors import Failed, as_json, failed, of_grpc, of_refused
from .upstream import Metadata

__all__ = ["Exchange", "Handler", "answering", "platform_failure"]

_NOT_PASSED_ON = re.compile(
    r"(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|cookie"
    r"|origin|referer|user-agent|(content|accept|sec|proxy|grpc)-?.*|x-grpc-web|.*-bin)"
)
_KEY = re.compile(r"[0-9a-z_.-]+")
_VALUE = re.compile(r"[ -~]*")


class Exchange:
    """A request with its whole body."""

    def __init__(self, request: Request, body: bytes) -> None:
        self.request = request
        self.body = body

    @property
    def authorization(self) -> str:
        """The header of this name, or ""."""
        return self.request.headers.get("authorization", "")

    @property
    def metadata(self) -> Metadata:
        """The headers that go on: credentials and what the caller added."""
        return [
            (key, value)
            for key, value in self.request.headers.items()
            if not _NOT_PASSED_ON.fullmatch(key)
            and _KEY.fullmatch(key)
            and _VALUE.fullmatch(value)
        ]

    async def json(self) -> Any:
        """The body as JSON. Raises Failed."""
        try:
            return await asyncio.to_thread(json.loads, self.body)
        except (ValueError, RecursionError) as error:
            details = f"The body is no JSON: {error}"
            raise failed(
                "CONN_BAD_REQUEST_FORMAT", "Malformed request", details
            ) from None


Handler = Callable[[Exchange], Awaitable[Response]]
Failure = Callable[[Failed], Response]


def answering(
    handler: Handler, failure: Failure, max_body: int
) -> Callable[[Request], Awaitable[Response]]:
    """The handler as an endpoint of Starlette: its errors are answered in the words of
    its interface, and it is cancelled when the caller goes away."""

    async def answer(request: Request) -> Response:
        try:
            exchange = Exchange(request, await _body(request, max_body))
            return await _while_there(request, handler(exchange))
        except Failed as error:
            return failure(error)
        except Refused as error:
            return failure(of_refused(error))
        except (grpc.RpcError, grpc.FutureCancelledError) as error:
            return failure(of_grpc(error))

    return answer


def platform_failure(error: Failed) -> Response:
    """A failure in the platform's JSON."""
    return JSONResponse({"status": as_json(error.status)}, error.http)


async def _body(request: Request, limit: int) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise _too_large(limit)
    return b"".join(parts)


def _too_large(limit: int) -> Failed:
    details = f"The body is larger than {limit:,} bytes, the most that is taken."
    return failed("CONN_BAD_REQUEST_FORMAT", "Request too large", details, 413)


async def _while_there(request: Request, work: Awaitable[Response]) -> Response:
    """The answer; the work is cancelled when the caller is gone. The body has been read,
    so nothing but that is still to be received."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await task if task.done() else Response(status_code=499)
    finally:
        for each in (task, gone):
            if each.cancel():
                with suppress(asyncio.CancelledError):
                    await each
