"""The Model Context Protocol over streamable HTTP, for models with `mcp_transport`.

A model keeps no session, so none is begun here: each request is answered by itself.
"""

from __future__ import annotations

import json
from typing import Any

from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from starlette.responses import JSONResponse, Response

from ..auth import check_caller
from ..models import Book
from .errors import Failed, as_json
from .exchange import Exchange, Handler
from .transport import Transport
from .upstream import Upstream

__all__ = ["mcp_failure", "mcp_routes"]

_BASE = "/v2/ext/mcp/v1"
_MODEL = f"{_BASE}/users/{{user}}/apps/{{app}}/models/{{model}}"
_PATHS = (_BASE, _MODEL, f"{_MODEL}/versions/{{version}}")

_INVALID_REQUEST = -32600
_INTERNAL_ERROR = -32603
_SERVER_ERROR = -32000


def mcp_routes(
    book: Book, pat: str, upstream: Upstream
) -> list[tuple[str, str, Handler]]:
    """HTTP method, path and handler. Without ids a path leads to the only model."""
    room = _Mcp(book, pat, upstream)
    return [("POST", path, room.answer) for path in _PATHS]


def mcp_failure(error: Failed) -> Response:
    """A failure as JSON-RPC's error, with the platform's status in it."""
    document = _failure(None, error, _SERVER_ERROR)
    return JSONResponse(document, error.http)


class _Mcp:
    def __init__(self, book: Book, pat: str, upstream: Upstream) -> None:
        self._book = book
        self._pat = pat
        self._upstream = upstream

    async def answer(self, exchange: Exchange) -> Response:
        check_caller(exchange.authorization, self._pat)
        ids = exchange.request.path_params
        served = self._book.find(
            service_pb2.GetModelRequest(
                user_app_id=resources_pb2.UserAppIDSet(
                    user_id=ids.get("user", ""), app_id=ids.get("app", "")
                ),
                model_id=ids.get("model", ""),
                version_id=ids.get("version", ""),
            )
        )
        transport = Transport(self._upstream, served, "mcp_transport")
        message = await exchange.json()
        if not isinstance(message, list):
            return _response(await _one(transport, message, exchange))
        # Protocol 2025-03-26 has batches; later ones have not.
        answers = [await _one(transport, each, exchange) for each in message]
        return _response([each for each in answers if each is not None] or None)


async def _one(transport: Transport, message: Any, exchange: Exchange) -> Any:
    """The answer to a message; None to one that wants none."""
    if not isinstance(message, dict):
        what = "A message is an object."
        return _error(None, {"code": _INVALID_REQUEST, "message": what})
    number = message.get("id")
    if "method" not in message:
        return None  # an answer to a question that no model asks
    try:
        text = await transport.ask(json.dumps(message), exchange.metadata)
    except Failed as error:
        if error.http != 500:
            raise
        return _failure(number, error, _INTERNAL_ERROR)
    if number is None:
        return None
    result = json.loads(text)
    if isinstance(result, dict) and "error" in result and "jsonrpc" in result:
        return _error(number, result["error"])
    return {"jsonrpc": "2.0", "id": number, "result": result}


def _response(document: Any) -> Response:
    if document is None:
        return Response(status_code=202)
    return JSONResponse(document)


def _failure(number: Any, error: Failed, code: int) -> dict[str, Any]:
    status = error.status
    message = ": ".join(filter(None, (status.description, status.details)))
    data = {"status": as_json(status)}
    return _error(number, {"code": code, "message": message, "data": data})


def _error(number: Any, error: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": error}
