"""A server whose answers are bytes that it has ready, so that it costs next to nothing.

Run as a program: it prints its port, and serves until its standard input closes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from google.protobuf.json_format import ParseDict

sys.path.insert(0, str(Path(__file__).parent))

from signatures import ARRAY_LENGTH, CHUNKS, IDS, SIGNATURES

SUCCESS = 10000
LARGE = 1_000_000
OPTIONS = [
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
]


def output(**data: Any) -> bytes:
    """The bytes of an answer with one value."""
    answer = service_pb2.MultiOutputResponse()
    answer.status.code = SUCCESS
    added = answer.outputs.add()
    added.status.code = SUCCESS
    added.data.parts.add(id="return", data=resources_pb2.Data(**data))
    return bytes(answer.SerializeToString())


def model() -> bytes:
    """The bytes of an answer to GetModel, which clarifai-nodejs asks for."""
    user, app, name = IDS
    answer = service_pb2.SingleModelResponse()
    answer.status.code = SUCCESS
    answer.model.user_id, answer.model.app_id, answer.model.id = user, app, name
    version = answer.model.model_version
    version.id = "v1"
    for signature in SIGNATURES:
        ParseDict(signature, version.method_signatures.add())
    return bytes(answer.SerializeToString())


TEXT = output(string_value="world")
ARRAY = output(
    ndarray=resources_pb2.NDArray(
        buffer=bytes(8 * ARRAY_LENGTH), shape=[ARRAY_LENGTH], dtype="float64"
    )
)
MODEL = model()


def unary(request: bytes, _: Any) -> bytes:
    """An array for an array, else a text."""
    return ARRAY if len(request) > LARGE else TEXT


def stream(_request: bytes, _: Any) -> Iterator[bytes]:
    """Texts."""
    for _number in range(CHUNKS):
        yield TEXT


def main() -> None:
    """Serve until standard input closes."""
    handlers = {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(unary),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(stream),
        "GetModel": grpc.unary_unary_rpc_method_handler(lambda _request, _: MODEL),
    }
    server = grpc.server(futures.ThreadPoolExecutor(4), options=OPTIONS)
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("clarifai.api.V2", handlers),)
    )
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    main()
