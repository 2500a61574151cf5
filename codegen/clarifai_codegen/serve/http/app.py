"""The ASGI app: which path leads to which interface, and from which pages it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..models import Book
from .errors import failed
from .exchange import Failure, Handler, answering, platform_failure
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
) -> Any:
    """The app. Pages of `origins` may call it, as those of this machine may."""
    rooms: list[tuple[list[tuple[str, str, Handler]], Failure]] = [
        (rest_routes(rpcs, upstream), platform_failure),
        (openai_routes(book, pat, upstream), openai_failure),
        (mcp_routes(book, pat, upstream), mcp_failure),
        (grpc_web_routes(upstream), grpc_web_failure),
    ]
    routes = [
        Route(path, answering(handler, failure, max_body), methods=[verb])
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
            Middleware(_Guard, allowed=allowed),
        ],
        exception_handlers={404: _unknown, 405: _not_allowed, 500: _internal},
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
    def __init__(self, app: Any, allowed: Origins) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        app = self._app
        if scope["type"] == "http":
            origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
            if origin and origin not in self._allowed:
                details = f"Pages of {origin!r} may not call: see --allow-origin."
                app = _failure(Request(scope))(
                    failed("CONN_INVALID_REQUEST", "Invalid request", details, 403)
                )
        await app(scope, receive, send)


def _failure(request: Request) -> Failure:
    if request.url.path.startswith("/v2/ext/openai/"):
        return openai_failure
    return platform_failure


async def _unknown(request: Request, error: Exception) -> Response:
    details = f"Nothing is served at {request.url.path!r}."
    return _failure(request)(
        failed("CONN_DOES_NOT_EXIST", "Resource does not exist", details)
    )


async def _not_allowed(request: Request, error: Exception) -> Response:
    details = f"{request.url.path!r} takes no {request.method}."
    response = _failure(request)(
        failed("CONN_METHOD_NOT_ALLOWED", "Method not allowed", details)
    )
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _internal(request: Request, error: Exception) -> Response:
    details = type(error).__name__
    return _failure(request)(
        failed("INTERNAL_UNCATEGORIZED", "Internal error", details)
    )
