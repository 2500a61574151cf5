"""The platform's OpenAI-compatible interface, for models with `openai_transport`."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator
from typing import Any

from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status import status_pb2
from starlette.responses import JSONResponse, Response, StreamingResponse

from ...runtime.python.address import parse_model
from ..auth import check_caller
from ..call import Refused
from ..models import Book, Served
from .errors import Failed, as_json, failed, http_status, of_grpc
from .exchange import Exchange, Handler
from .transport import Transport
from .upstream import Upstream

__all__ = ["openai_failure", "openai_routes"]

BASE = "/v2/ext/openai/v1"

_ENDPOINTS = {
    "/chat/completions": True,
    "/responses": True,
    "/embeddings": False,
    "/images/generations": False,
}
"""Whether they stream."""

_WHOLE, _STREAM = "openai_transport", "openai_stream_transport"

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "invalid_request_error",
    429: "rate_limit_error",
}


def openai_routes(
    book: Book, pat: str, upstream: Upstream
) -> list[tuple[str, str, Handler]]:
    """HTTP method, path and handler."""
    room = _OpenAI(book, pat, upstream)
    return [
        ("GET", f"{BASE}/models", room.models),
        ("GET", f"{BASE}/models/{{model:path}}", room.model),
        *(("POST", BASE + endpoint, room.answer) for endpoint in _ENDPOINTS),
    ]


def openai_failure(error: Failed) -> Response:
    """A failure as OpenAI's clients read it, with the platform's status beside it."""
    return JSONResponse(_error(error), error.http)


def _error(error: Failed) -> dict[str, Any]:
    status = error.status
    message = ": ".join(filter(None, (status.description, status.details)))
    return {
        "error": {
            "message": message,
            "type": _TYPES.get(error.http, "server_error"),
            "param": None,
            "code": str(int(status.code)),
        },
        "status": as_json(status),
    }


class _OpenAI:
    def __init__(self, book: Book, pat: str, upstream: Upstream) -> None:
        self._book = book
        self._pat = pat
        self._upstream = upstream
        self._created = int(time.time())

    async def models(self, exchange: Exchange) -> Response:
        check_caller(exchange.authorization, self._pat)
        data = [self._described(each) for each in self._book.served if _speaks(each)]
        return JSONResponse({"object": "list", "data": data})

    async def model(self, exchange: Exchange) -> Response:
        served = self._find(exchange, exchange.request.path_params["model"])
        return JSONResponse(self._described(served))

    async def answer(self, exchange: Exchange) -> Response:
        endpoint = exchange.request.url.path.removeprefix(BASE)
        body = await exchange.json()
        if not isinstance(body, dict):
            raise _wrong("The body is no object.")
        served = self._find(exchange, body.get("model") or "")
        text = json.dumps(body | {"openai_endpoint": endpoint}, ensure_ascii=False)
        if body.get("stream"):
            if not _ENDPOINTS[endpoint]:
                raise _wrong(f"{endpoint} does not stream.")
            transport = Transport(self._upstream, served, _STREAM)
            return await _events(transport.stream(text, exchange.metadata), endpoint)
        transport = Transport(self._upstream, served, _WHOLE)
        answer = await transport.ask(text, exchange.metadata)
        error = _error_in(answer)
        if error is not None:
            raise error
        return Response(answer, media_type="application/json")

    def _find(self, exchange: Exchange, model: Any) -> Served:
        check_caller(exchange.authorization, self._pat)
        if not isinstance(model, str):
            raise _wrong("`model` is no text.")
        served = self._book.find(_request(model))
        if not _speaks(served):
            details = f"{served.name.url} has no method {_WHOLE}."
            raise Refused("MODEL_INVALID_REQUEST", "Invalid model request", details)
        return served

    def _described(self, served: Served) -> dict[str, Any]:
        return {
            "id": served.name.url,
            "object": "model",
            "created": self._created,
            "owned_by": served.name.user_id,
        }


def _speaks(served: Served) -> bool:
    return served.signature(_WHOLE) is not None


def _request(model: str) -> Any:
    """What asks for a model that is named by URL, by ids, or by its id alone."""
    if "/" not in model:
        return service_pb2.GetModelRequest(model_id=model)
    try:
        user, app, name, version = parse_model(model)
    except ValueError as error:
        raise _wrong(str(error)) from None
    return service_pb2.GetModelRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=user, app_id=app),
        model_id=name,
        version_id=version,
    )


async def _events(answers: AsyncGenerator[str, None], endpoint: str) -> Response:
    """Server-sent events. A stream that fails at once is answered as a failure."""
    first = await anext(answers, None)
    error = _error_in(first) if first is not None else None
    if error is not None:
        await answers.aclose()
        raise error
    return StreamingResponse(
        _lines(first, answers, endpoint),
        media_type="text/event-stream",
        headers={"cache-control": "no-cache", "x-accel-buffering": "no"},
    )


async def _lines(
    first: str | None, answers: AsyncGenerator[str, None], endpoint: str
) -> AsyncGenerator[str, None]:
    try:
        if first is not None:
            yield _event(first, endpoint)
        async for text in answers:
            error = _error_in(text)
            if error is not None:
                raise error
            yield _event(text, endpoint)
    except Failed as error:
        yield _event(json.dumps(_error(error)), "")
    except Exception as error:
        yield _event(json.dumps(_error(of_grpc(error))), "")
    else:
        if endpoint == "/chat/completions":
            yield "data: [DONE]\n\n"
    finally:
        await answers.aclose()


def _event(text: str, endpoint: str) -> str:
    """One event; those of `responses` are named by their type, as OpenAI does."""
    name = ""
    if endpoint == "/responses":
        payload = _parsed(text)
        kind = payload.get("type") if isinstance(payload, dict) else None
        if isinstance(kind, str) and kind.isprintable():
            name = f"event: {kind}\n"
    return name + "".join(f"data: {line}\n" for line in text.splitlines()) + "\n"


def _error_in(text: str) -> Failed | None:
    """The runner tells a failure of the model as a successful text."""
    if '"code"' not in text[:100]:
        return None
    found = _parsed(text)
    if not isinstance(found, dict) or "description" not in found:
        return None
    status = status_pb2.Status(
        description=str(found["description"]), details=str(found.get("details") or "")
    )
    try:
        status.code = found["code"]
    except (TypeError, ValueError):
        return None
    return Failed(status, http_status(status))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _wrong(details: str) -> Failed:
    return failed("CONN_BAD_REQUEST_FORMAT", "Malformed request", details)
