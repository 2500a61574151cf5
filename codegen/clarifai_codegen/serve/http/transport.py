"""Calls of a model's transport method: text in, text out."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2

from ..call import Refused
from ..models import Served
from .errors import Failed, http_status
from .upstream import Metadata, Upstream

__all__ = ["Transport"]


class Transport:
    """A method with one text argument. Raises Refused where the model has none so named."""

    def __init__(self, upstream: Upstream, served: Served, method: str) -> None:
        found = served.signature(method)
        if found is None or not found.input_fields:
            details = f"{served.name.url} has no method {method}."
            raise Refused("MODEL_INVALID_REQUEST", "Invalid model request", details)
        self._upstream = upstream
        self._name = served.name
        self._method = method
        self._argument = found.input_fields[0].name

    async def ask(self, text: str, metadata: Metadata) -> str:
        """The answer. Raises Failed, grpc.RpcError."""
        answer = await self._upstream.unary(
            "PostModelOutputs", self._request(text), metadata
        )
        return _text(answer)

    async def stream(self, text: str, metadata: Metadata) -> AsyncGenerator[str, None]:
        """The answers. Raises Failed, grpc.RpcError."""
        answers = self._upstream.stream(
            "GenerateModelOutputs", self._request(text), metadata
        )
        async with aclosing(answers):
            async for answer in answers:
                yield _text(answer)

    def _request(self, text: str) -> bytes:
        data = resources_pb2.Data()
        data.metadata["_method_name"] = self._method
        data.parts.add(id=self._argument, data=resources_pb2.Data(string_value=text))
        request: Any = service_pb2.PostModelOutputsRequest(
            user_app_id=resources_pb2.UserAppIDSet(
                user_id=self._name.user_id, app_id=self._name.app_id
            ),
            model_id=self._name.model_id,
            inputs=[resources_pb2.Input(data=data)],
        )
        serialized: bytes = request.SerializeToString()
        return serialized


def _text(answer: bytes) -> str:
    message = service_pb2.MultiOutputResponse.FromString(answer)
    if message.status.code != status_code_pb2.SUCCESS or not message.outputs:
        raise Failed(message.status, http_status(message.status))
    parts = message.outputs[0].data.parts
    return str(parts[0].data.string_value) if parts else ""
