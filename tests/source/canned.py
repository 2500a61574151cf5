"""A platform that answers what a test tells it to, and such answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status import status_pb2

Answer = Callable[[Any, Any], Any]
"""(request, context) -> response"""


RPCS = ("GetModel", "GetModelVersion", "PostModelOutputs")


class Platform:
    """`answers` by RPC; `requests` are the RPCs that came, with their messages."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def rpcs(self) -> list[str]:
        return [rpc for rpc, _ in self.requests]

    def handler(self, rpc: str) -> Any:
        method = service_pb2.DESCRIPTOR.services_by_name["V2"].methods_by_name[rpc]

        def handle(request: Any, context: Any) -> Any:
            self.requests.append((rpc, request))
            self.headers.append(dict(context.invocation_metadata()))
            if rpc not in self.answers:
                context.abort(grpc.StatusCode.UNIMPLEMENTED, "Method not found!")
            return self.answers[rpc](request, context)

        return grpc.unary_unary_rpc_method_handler(
            handle,
            getattr(service_pb2, method.input_type.name).FromString,
            lambda message: message.SerializeToString(),
        )


def status(code: int, description: str = "", details: str = "") -> Any:
    return status_pb2.Status(
        code=code, description=description, details=details, req_id="req-1"
    )


def signature(name: str = "predict") -> Any:
    field = resources_pb2.ModelTypeField(name="x", type=1, required=True)
    output = resources_pb2.ModelTypeField(name="return", type=1)
    return resources_pb2.MethodSignature(
        name=name, method_type=1, input_fields=[field], output_fields=[output]
    )


def version(version_id: str = "v1", *signatures: Any) -> Any:
    return resources_pb2.ModelVersion(
        id=version_id, method_signatures=signatures or [signature()]
    )


def model_answer(*signatures: Any, version_id: str = "v1", **ids: str) -> Answer:
    model = resources_pb2.Model(model_version=version(version_id, *signatures), **ids)
    return lambda *_: service_pb2.SingleModelResponse(status=status(10000), model=model)


def version_answer(version_id: str) -> Answer:
    return lambda *_: service_pb2.SingleModelVersionResponse(
        status=status(10000), model_version=version(version_id)
    )


def refusal(code: int, description: str = "", details: str = "") -> Answer:
    return lambda *_: service_pb2.SingleModelResponse(
        status=status(code, description, details)
    )


def abort(code: Any, details: str = "") -> Answer:
    return lambda _, context: context.abort(code, details)
