"""Asking a runner in band, against a gRPC server on loopback."""

from __future__ import annotations

import json
from typing import Any

import canned
import pytest
from canned import Platform
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from google.protobuf.json_format import MessageToDict

from clarifai_codegen.problems import Problem, ProblemError
from clarifai_codegen.source import read
from clarifai_codegen.source.reference import Reference, parse


def reference(platform: Platform) -> Reference:
    return parse(f"grpc://127.0.0.1:{platform.port}")


def answer(text: str, code: int = 10000) -> canned.Answer:
    data = resources_pb2.Data(text=resources_pb2.Text(raw=text))
    output = resources_pb2.Output(data=data)
    return lambda *_: service_pb2.MultiOutputResponse(
        status=canned.status(code), outputs=[output]
    )


def problem_of(platform: Platform) -> Problem:
    with pytest.raises(ProblemError) as caught:
        read(reference(platform))
    (problem,) = caught.value.problems
    assert problem.where.model == f"grpc://127.0.0.1:{platform.port}"
    return problem


def test_a_runner_is_asked_in_band_and_without_ids(platform: Platform) -> None:
    signatures = {"predict": MessageToDict(canned.signature())}
    platform.answers["PostModelOutputs"] = answer(json.dumps(signatures))
    model = read(reference(platform)).model
    assert [method.name for method in model.methods] == ["predict"]
    assert (model.user_id, model.app_id, model.model_id) == ("", "", "")
    ((rpc, request),) = platform.requests
    assert rpc == "PostModelOutputs"
    assert request.inputs[0].data.metadata["_method_name"] == "_GET_SIGNATURES"
    assert request.model_id == ""


def test_a_base_url_of_the_configuration_does_not_move_the_runner(
    platform: Platform,
) -> None:
    signatures = {"predict": MessageToDict(canned.signature())}
    platform.answers["PostModelOutputs"] = answer(json.dumps(signatures))
    assert read(reference(platform), base_url="https://example.invalid").model.methods


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (answer("", 30101), "no-signatures"),
        (answer(""), "no-signatures"),
        (answer("{}"), "no-signatures"),
        (
            lambda *_: service_pb2.MultiOutputResponse(status=canned.status(10000)),
            "no-signatures",
        ),
        (answer("{"), "not-a-signature"),
        (answer("3"), "not-a-signature"),
        (answer("[" * 100_000), "not-a-signature"),
        (answer("x", 10020), "server-error"),
        (answer("x", 21351), "server-error"),
    ],
)
def test_a_runner_without_usable_signatures_is_a_problem(
    reply: Any, code: str, platform: Platform
) -> None:
    platform.answers["PostModelOutputs"] = reply
    assert problem_of(platform).code == code


def test_a_server_that_is_no_runner_is_a_problem(platform: Platform) -> None:
    problem = problem_of(platform)
    assert problem.code == "server-error"
    assert "does not know this call" in problem.what


def test_a_port_that_nobody_listens_on_is_a_problem() -> None:
    with pytest.raises(ProblemError) as caught:
        read(parse("grpc://127.0.0.1:1"))
    assert caught.value.problems[0].code == "unreachable"
