"""REST with the platform's JSON, by the paths that its own protobuf files state."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from typing import Any

from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2
from google.api import annotations_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import ParseDict, ParseError
from starlette.responses import JSONResponse, Response, StreamingResponse

from .errors import as_json, failed, http_status, of_grpc
from .exchange import Exchange, Handler
from .upstream import Upstream

__all__ = ["rest_routes"]


def rest_routes(
    rpcs: Iterable[str], upstream: Upstream
) -> list[tuple[str, str, Handler]]:
    """HTTP method, path and handler of each binding of these RPCs."""
    found: list[tuple[str, str, Handler]] = []
    service = service_pb2.DESCRIPTOR.services_by_name["V2"]
    for name in rpcs:
        method = service.methods_by_name[name]
        rule = method.GetOptions().Extensions[annotations_pb2.http]
        handler = _Binding(method, upstream)
        for each in (rule, *rule.additional_bindings):
            verb = each.WhichOneof("pattern")
            path = _starlettes(getattr(each, verb))
            found.append((verb.upper(), path, handler.answer))
    return found


def _starlettes(path: str) -> str:
    """`{user_app_id.user_id}` -> `{user_app_id__user_id}`: names of Starlette have no dot."""
    return "/".join(
        piece.replace(".", "__") if piece.startswith("{") else piece
        for piece in path.split("/")
    )


class _Binding:
    """Requests of one RPC: path, query and body together are its message."""

    def __init__(self, method: Any, upstream: Upstream) -> None:
        self._method = method
        self._upstream = upstream
        self._request_class = getattr(service_pb2, method.input_type.name)
        self._response_class = getattr(service_pb2, method.output_type.name)

    async def answer(self, exchange: Exchange) -> Response:
        if self._method.client_streaming:
            details = "A stream in both directions needs gRPC, at this same address."
            raise failed("NOT_IMPLEMENTED", "Not implemented", details)
        body = await exchange.json() if exchange.body else {}
        message = await asyncio.to_thread(self._message, exchange, body)
        if self._method.server_streaming:
            return await self._stream(exchange, message)
        answer = await self._upstream.unary(
            self._method.name, message, exchange.metadata
        )
        http, text = await asyncio.to_thread(self._text, answer)
        return Response(text, http, media_type="application/json")

    def _message(self, exchange: Exchange, body: Any) -> bytes:
        message = self._request_class()
        query = exchange.request.query_params.multi_items()
        try:
            if not isinstance(body, dict):
                raise ParseError("the body is no object")
            ParseDict(
                _nested(self._method.input_type, query),
                message,
                ignore_unknown_fields=True,
            )
            ParseDict(body, message, ignore_unknown_fields=True)
        except (ParseError, RecursionError) as error:
            raise failed(
                "CONN_BAD_REQUEST_FORMAT", "Malformed request", str(error)
            ) from None
        for name, value in exchange.request.path_params.items():
            *way, last = name.split("__")
            place = message
            for step in way:
                place = getattr(place, step)
            setattr(place, last, value)
        serialized: bytes = message.SerializeToString()
        return serialized

    def _text(self, answer: bytes) -> tuple[int, bytes]:
        message = self._response_class.FromString(answer)
        text = json.dumps(as_json(message), ensure_ascii=False, separators=(",", ":"))
        return http_status(message.status), text.encode()

    async def _stream(self, exchange: Exchange, message: bytes) -> Response:
        """One JSON object in a line for each answer, under the key `result`, which is
        how grpc-gateway streams. A stream that fails at once is answered as such."""
        answers = self._upstream.stream(self._method.name, message, exchange.metadata)
        async for first in answers:
            http, text = await asyncio.to_thread(self._text, first)
            if http != 200:
                await answers.aclose()
                return Response(text, http, media_type="application/json")
            lines = self._lines(text, answers)
            return StreamingResponse(lines, media_type="application/json")
        return JSONResponse({"status": {"code": status_code_pb2.SUCCESS}})

    async def _lines(
        self, first: bytes, answers: AsyncGenerator[bytes, None]
    ) -> AsyncGenerator[bytes, None]:
        async with aclosing(answers):
            yield b'{"result":' + first + b"}\n"
            try:
                async for answer in answers:
                    _, text = await asyncio.to_thread(self._text, answer)
                    yield b'{"result":' + text + b"}\n"
            except Exception as error:
                status = as_json(of_grpc(error).status)
                yield json.dumps({"error": {"status": status}}).encode() + b"\n"


def _nested(kind: Descriptor, query: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A query as the JSON of a message; names that it has not are left out."""
    found: dict[str, Any] = {}
    for name, value in query:
        *way, last = name.split(".")
        place, descriptor = found, kind
        for step in way:
            field = descriptor.fields_by_name.get(step)
            if field is None or field.message_type is None or field.is_repeated:
                break
            place = place.setdefault(step, {})
            descriptor = field.message_type
        else:
            field = descriptor.fields_by_name.get(last)
            if field is None or field.message_type is not None:
                continue
            read = value == "true" if field.type == FieldDescriptor.TYPE_BOOL else value
            if field.is_repeated:
                place.setdefault(last, []).append(read)
            else:
                place[last] = read
    return found
