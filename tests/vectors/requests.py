"""Requests as the reference makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clarifai_grpc.grpc.api import service_pb2

from clarifai_codegen.signature.default import DefaultState
from clarifai_codegen.signature.method import TRAPPED, Method, Model

from .plan import coded
from .reference import encode

__all__ = ["canonical", "requests"]


def requests(model: Model, method: Method, arguments: dict[str, Any]) -> Iterator[Any]:
    """One request, or one for each item of the stream; the first brings the rest."""
    given = _with_default(method, arguments)
    request = _empty(model, method)
    for parameter in method.parameters:
        if parameter.name in given and not parameter.stream:
            part = request.inputs[0].data.parts.add(id=parameter.name)
            encode(parameter.data_type, given[parameter.name], part.data)
    stream = method.stream_parameter
    if stream is None:
        yield request
        return
    for item in arguments[stream.name]:
        part = request.inputs[0].data.parts.add(id=stream.name)
        encode(stream.data_type, item, part.data)
        yield request
        request = _empty(model, method)


def canonical(request: bytes) -> bytes:
    """The bytes of a request, whatever the order in which its maps were written."""
    message = service_pb2.PostModelOutputsRequest.FromString(request)
    data: bytes = message.SerializeToString(deterministic=True)
    return data


def _with_default(method: Method, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments, and a first one that a server takes amiss when it is left out."""
    first = method.parameters[0] if method.parameters else None
    if first is None or first.name in arguments or first.stream:
        return arguments
    if first.data_type.type not in TRAPPED or first.default is None:
        return arguments
    known = first.default.state is DefaultState.VALUE
    value = coded(first.data_type, first.default.value) if known else []
    return {first.name: value, **arguments}


def _empty(model: Model, method: Method) -> Any:
    request = service_pb2.PostModelOutputsRequest()
    if model.user_id or model.app_id:
        request.user_app_id.user_id = model.user_id
        request.user_app_id.app_id = model.app_id
    request.model_id = model.model_id
    request.version_id = model.version_id
    request.inputs.add().data.metadata["_method_name"] = method.name
    return request
