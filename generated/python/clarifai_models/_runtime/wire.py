# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The one door to grpc and clarifai_grpc: both are untyped, and heavy to import.

They are imported on the first call, so that importing a client costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple

__all__ = ["RPCS", "LazyModule", "Rpc", "grpc_aio_module", "grpc_module", "messages"]

_INSTALL = "clients need grpcio and clarifai-grpc: pip install grpcio clarifai-grpc"


class Rpc(NamedTuple):
    """A procedure of the service clarifai.api.V2."""

    call: str
    request: str
    response: str


_OUTPUTS = ("PostModelOutputsRequest", "MultiOutputResponse")

RPCS = {
    "PostModelOutputs": Rpc("unary_unary", *_OUTPUTS),
    "GenerateModelOutputs": Rpc("unary_stream", *_OUTPUTS),
    "StreamModelOutputs": Rpc("stream_stream", *_OUTPUTS),
    "GetModel": Rpc("unary_unary", "GetModelRequest", "SingleModelResponse"),
    "GetModelVersion": Rpc(
        "unary_unary", "GetModelVersionRequest", "SingleModelVersionResponse"
    ),
}

_messages: SimpleNamespace | None = None


def messages() -> Any:
    """The modules `service_pb2`, `resources_pb2` and `status_code_pb2`.

    Raises ImportError that says what to install.
    """
    global _messages
    if _messages is None:
        api = "clarifai_grpc.grpc.api"
        _messages = SimpleNamespace(
            service_pb2=_import(f"{api}.service_pb2"),
            resources_pb2=_import(f"{api}.resources_pb2"),
            status_code_pb2=_import(f"{api}.status.status_code_pb2"),
        )
    return _messages


def grpc_module() -> Any:
    """The module `grpc`."""
    return _import("grpc")


def grpc_aio_module() -> Any:
    """The module `grpc.aio`."""
    return _import("grpc.aio")


class LazyModule:
    """A module that is imported when something of it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def _import(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ImportError(f"{_INSTALL} ({error})") from error
