"""gRPC-web, frame by frame, and which pages may call."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest
from clarifai_grpc.grpc.api import resources_pb2, service_pb2

PATH = "/clarifai.api.V2"
BINARY = "application/grpc-web+proto"
TEXT = "application/grpc-web-text"


def request(method: str, argument: str, model_id: str = "all-types") -> Any:
    data = resources_pb2.Data()
    data.metadata["_method_name"] = method
    data.parts.add(id=argument, data=resources_pb2.Data(string_value="a"))
    return service_pb2.PostModelOutputsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id="demo", app_id="main"),
        model_id=model_id,
        inputs=[resources_pb2.Input(data=data)],
    )


def framed(message: Any) -> bytes:
    body: bytes = message.SerializeToString()
    return b"\0" + len(body).to_bytes(4, "big") + body


def call(
    http: httpx.Client, rpc: str, message: Any, **headers: str
) -> tuple[list[Any], dict[str, str]]:
    """The answers and the trailers."""
    body = framed(message)
    if headers.get("content_type") == TEXT:
        body = base64.b64encode(body)
    sent = {"content-type": BINARY} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    answer = http.post(f"{PATH}/{rpc}", content=body, headers=sent)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == sent["content-type"]
    content = answer.content
    if sent["content-type"] == TEXT:
        pieces = content.replace(b"=A", b"=\nA").replace(b"=g", b"=\ng").split(b"\n")
        content = b"".join(base64.b64decode(piece) for piece in pieces)
    answers, trailers = [], {}
    while content:
        flags, size = content[0], int.from_bytes(content[1:5], "big")
        payload, content = content[5 : 5 + size], content[5 + size :]
        if flags:
            lines = payload.decode().split("\r\n")
            trailers = dict(line.split(": ", 1) for line in lines if line)
        else:
            assert not trailers
            answers.append(service_pb2.MultiOutputResponse.FromString(payload))
    return answers, trailers


@pytest.mark.parametrize("content_type", [BINARY, TEXT])
def test_a_unary_call_and_a_stream(content_type: str, http: httpx.Client) -> None:
    answers, trailers = call(
        http, "PostModelOutputs", request("echo_str", "x"), content_type=content_type
    )
    assert answers[0].outputs[0].data.parts[0].data.string_value == "a"
    assert trailers["grpc-status"] == "0"
    answers, trailers = call(
        http,
        "GenerateModelOutputs",
        request("generate", "text"),
        content_type=content_type,
    )
    assert len(answers) == 5
    assert trailers["grpc-status"] == "0"


def test_statuses_of_the_platform_are_answers(http: httpx.Client) -> None:
    message = request("echo_str", "x", "gone")
    (answer,), trailers = call(http, "PostModelOutputs", message)
    assert (answer.status.code, trailers["grpc-status"]) == (21200, "0")
    message = request("echo_str", "x")
    (answer,), _ = call(http, "PostModelOutputs", message, authorization="Key no")
    assert answer.status.code == 11009


def test_statuses_of_grpc_are_trailers(http: httpx.Client) -> None:
    message = request("echo_str", "x")
    for rpc in ("ListApps", "NoSuchRpc", "StreamModelOutputs"):
        answers, trailers = call(http, rpc, message)
        assert (answers, trailers["grpc-status"]) == ([], "12")
    answers, trailers = call(http, "PostModelOutputs", message, grpc_timeout="1n")
    assert (answers, trailers["grpc-status"]) == ([], "4")


@pytest.mark.parametrize("body", [b"", b"\0\0\0\0\5a", b"\1\0\0\0\0", b"\0" * 6])
def test_a_body_that_is_no_frame_is_an_error(body: bytes, http: httpx.Client) -> None:
    headers = {"content-type": BINARY}
    answer = http.post(f"{PATH}/GetModel", content=body, headers=headers)
    assert answer.headers["grpc-status"] == "3"
    headers = {"content-type": TEXT}
    answer = http.post(f"{PATH}/GetModel", content=b"a", headers=headers)
    assert answer.headers["grpc-status"] == "3"


def test_other_content_types_and_large_bodies_are_refused(http: httpx.Client) -> None:
    answer = http.post(f"{PATH}/GetModel", json={})
    assert answer.status_code == 415
    headers = {"content-type": BINARY}
    large = http.post(f"{PATH}/GetModel", content=b" " * 2**21, headers=headers)
    assert (large.status_code, large.headers["grpc-status"]) == (413, "8")


ORIGINS = [
    "http://localhost:5173",
    "https://127.0.0.1",
    "http://[::1]:8080",
    "https://app.example",
]


@pytest.mark.parametrize("origin", ORIGINS)
def test_pages_of_this_machine_and_named_ones_may_call(
    origin: str, http: httpx.Client
) -> None:
    wanted = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-grpc-web,grpc-timeout",
    }
    asked = http.options(f"{PATH}/PostModelOutputs", headers=wanted)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == origin
    assert "x-grpc-web" in asked.headers["access-control-allow-headers"]
    answer = http.get("/v2/models", headers={"origin": origin})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert "grpc-status" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost.evil.example",
        "https://app.example.evil.example",
        "http://appxexample",
        "null",
    ],
)
def test_pages_of_elsewhere_may_not(origin: str, http: httpx.Client) -> None:
    answer = http.get("/v2/models", headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["status"]["code"] == 11102
    assert "access-control-allow-origin" not in answer.headers
    wanted = {"origin": origin, "access-control-request-method": "POST"}
    asked = http.options(f"{PATH}/PostModelOutputs", headers=wanted)
    assert "access-control-allow-origin" not in asked.headers
