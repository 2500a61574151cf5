"""A server whose answers the called method's name decides; it shows what it was sent.

Run as a program: it prints its port, and serves until its standard input closes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
from clarifai_grpc.grpc.api import service_pb2
from google.protobuf.json_format import MessageToDict

SUCCESS = 10000


def answer(*texts: str, code: int = SUCCESS, **status: str) -> Any:
    """A response with one output of type STR for each text."""
    response = service_pb2.MultiOutputResponse()
    response.status.code = code
    response.status.req_id = "req-1"
    for name, value in status.items():
        setattr(response.status, name, value)
    for text in texts:
        output = response.outputs.add()
        output.status.code = SUCCESS
        output.prompt_tokens = 3
        output.completion_tokens = 4
        output.model.model_version.id = "v1"
        output.data.parts.add(id="return").data.string_value = text
    return response


def shown(request: Any, context: Any) -> str:
    """The request and its headers as JSON."""
    headers = dict(context.invocation_metadata())
    remaining = context.time_remaining()
    return json.dumps(
        {
            "request": MessageToDict(request, preserving_proto_field_name=True),
            "headers": {k: v for k, v in headers.items() if isinstance(v, str)},
            "seconds": remaining,
        }
    )


def name_of(request: Any) -> str:
    """The called method."""
    return str(request.inputs[0].data.metadata["_method_name"])


def unary(request: Any, context: Any) -> Any:
    """One answer for each input, or what the name says."""
    name = name_of(request)
    if name.startswith("status_"):
        details = "d" if name != "status_11102" else "no authorization header"
        return answer(code=int(name[7:]), description="said", details=details)
    if name.startswith("rpc_"):
        context.abort(getattr(grpc.StatusCode, name[4:]), "words of the server")
    if name == "inline":
        response = answer("")
        response.outputs[0].data.ClearField("parts")
        response.outputs[0].data.string_value = "old form"
        response.outputs[0].data.text.raw = "old form"
        return response
    if name == "inline_zero":
        response = answer("")
        response.outputs[0].data.ClearField("parts")
        return response
    if name == "output_failed":
        response = answer("a", code=SUCCESS)
        response.outputs[0].status.code = 21313
        response.outputs[0].status.description = "failed"
        return response
    if name == "mixed":
        response = answer(*("ok" for _ in request.inputs), code=10010)
        response.outputs[1].status.code = 21313
        response.outputs[1].status.description = "second failed"
        return response
    if name == "openai_transport":
        return answer(
            '{"code":21313,"description":"Model prediction failed","details":"x"}'
        )
    if name == "big_int":
        response = answer("")
        response.outputs[0].data.parts[0].data.int_value = 2**60 + 1
        return response
    if name == "big_endian":
        response = answer("")
        array = response.outputs[0].data.parts[0].data.ndarray
        array.dtype, array.buffer = ">i4", (7).to_bytes(4, "big")
        array.shape.append(1)
        return response
    if name == "no_data":
        response = answer("")
        response.outputs[0].ClearField("data")
        return response
    if name.startswith("deep_"):
        response = answer("")
        struct = response.outputs[0].data.parts[0].data.struct_value
        for _ in range(int(name[5:]) - 1):
            struct = struct.fields["k"].struct_value
        struct.fields["k"].number_value = 1
        return response
    if name == "echo_x":
        return answer(*(i.data.parts[0].data.string_value for i in request.inputs))
    return answer(*(shown(request, context) for _ in request.inputs))


def generate(request: Any, context: Any) -> Iterator[Any]:
    """Two answers; `slow` waits before each, `endless` does not end."""
    name = name_of(request)
    number = 0
    while number < 2 or name == "endless":
        if name == "slow":
            time.sleep(0.5)
        yield answer(shown(request, context) if name == "inspect" else str(number))
        number += 1


def stream(requests: Any, context: Any) -> Iterator[Any]:
    """An answer for each request, at once."""
    for request in requests:
        yield answer(shown(request, context))


def main() -> None:
    """Serve until standard input closes."""
    codec = {
        "request_deserializer": service_pb2.PostModelOutputsRequest.FromString,
        "response_serializer": service_pb2.MultiOutputResponse.SerializeToString,
    }
    handlers = {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(unary, **codec),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(generate, **codec),
        "StreamModelOutputs": grpc.stream_stream_rpc_method_handler(stream, **codec),
    }
    server = grpc.server(futures.ThreadPoolExecutor(32))
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("clarifai.api.V2", handlers),)
    )
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    main()
