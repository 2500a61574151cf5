"""The ASGI app: which path leads to which interface, and from which pages it is asked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..call import Call
from ..models import Book
from .errors import Failed, failed
from .exchange import Failure, Handler, Teller, answering, platform_failure
from .grpc_web import grpc_web_failure, grpc_web_routes
from .mcp import mcp_failure, mcp_routes
from .openai import openai_failure, openai_routes
from .rest import rest_routes
from .upstream import Upstream

__all__ = ["app"]

_LOOPBACK = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
_EXPOSED = ("grpc-status", "grpc-message", "mcp-session-id", "retry-after")


def app(
    rpcs: Iterable[str],
    book: Book,
    pat: str,
    upstream: Upstream,
    max_body: int,
    origins: Sequence[str],
    on_call: Callable[[Call], object] | None,
) -> Any:
    """The app. Pages of `origins` may call it, as those of this machine may. `on_call`
    is told of requests that never became calls of gRPC."""
    teller = Teller(on_call)
    rooms: list[tuple[list[tuple[str, str, Handler]], Failure]] = [
        (rest_routes(rpcs, upstream), platform_failure),
        (openai_routes(book, pat, upstream), openai_failure),
        (mcp_routes(book, pat, upstream), mcp_failure),
        (grpc_web_routes(upstream), grpc_web_failure),
    ]
    routes = [
        Route(path, answering(handler, failure, max_body, teller), methods=[verb])
        for table, failure in rooms
        for verb, path, handler in table
    ]
    allowed = Origins(origins)
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origin_regex=allowed.pattern,
                allow_methods=["*"],
                allow_headers=["*"],
                expose_headers=_EXPOSED,
            ),
            Middleware(_Guard, allowed=allowed, teller=teller),
        ],
        exception_handlers={
            404: partial(_refused, teller, _unknown),
            405: partial(_refused, teller, _not_allowed),
            500: partial(_refused, teller, _internal),
        },
    )


class Origins:
    """The pages that may call: a page of elsewhere could otherwise use a model that
    answers without a PAT, and a name that points here later makes it of `here`."""

    def __init__(self, others: Sequence[str]) -> None:
        named = "|".join(re.escape(each.rstrip("/")) for each in others if each != "*")
        any_page = "|.*" if "*" in others else ""
        self.pattern = f"{_LOOPBACK.pattern}{f'|{named}' if named else ''}{any_page}"

    def __contains__(self, origin: str) -> bool:
        return re.fullmatch(self.pattern, origin) is not None


class _Guard:
    def __init__(self, app: Any, allowed: Origins, teller: Teller) -> None:
        self._app = app
        self._allowed = allowed
        self._teller = teller

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        app = self._app
        if scope["type"] == "http":
            request = Request(scope)
            origin = request.headers.get("origin", "")
            if origin and origin not in self._allowed:
                error = ValueError(origin)
                app = await _refused(self._teller, _stranger, request, error)
        await app(scope, receive, send)


async def _refused(
    teller: Teller,
    why: Callable[[Request, Exception], Failed],
    request: Request,
    error: Exception,
) -> Response:
    """The answer where no interface was reached."""
    found = why(request, error)
    teller.tell(request, found, time.monotonic())
    is_openai = request.url.path.startswith("/v2/ext/openai/")
    response = (openai_failure if is_openai else platform_failure)(found)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _stranger(request: Request, error: Exception) -> Failed:
    details = f"Pages of {str(error)!r} may not call: see --allow-origin."
    return failed("CONN_INVALID_REQUEST", "Invalid request", details, 403)


def _unknown(request: Request, error: Exception) -> Failed:
    details = f"Nothing is served at {request.url.path!r}."
    return failed("CONN_DOES_NOT_EXIST", "Resource does not exist", details)


def _not_allowed(request: Request, error: Exception) -> Failed:
    details = f"{request.url.path!r} takes no {request.method}."
    return failed("CONN_METHOD_NOT_ALLOWED", "Method not allowed", details)


def _internal(request: Request, error: Exception) -> Failed:
    details = type(error).__name__
    return failed("INTERNAL_UNCATEGORIZED", "Internal error", details)
