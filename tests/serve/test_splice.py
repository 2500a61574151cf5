"""A request id is put into the one status that an answer has."""

from __future__ import annotations

from typing import Any

import pytest
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status import status_pb2

from clarifai_codegen.serve.splice import with_request_id

ID = "0" * 32
OUTPUTS = [resources_pb2.Output(id="a")]

Response = service_pb2.MultiOutputResponse


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"outputs": OUTPUTS},
        {"status": status_pb2.Status(code=10000), "outputs": OUTPUTS},
        {"status": status_pb2.Status(code=10020, details="d" * 300)},
        {"status": status_pb2.Status(req_id="the runner's")},
    ],
)
def test_the_answer_is_the_same_but_for_its_id(answer: dict[str, Any]) -> None:
    expected = Response(**answer)
    expected.status.req_id = ID
    given = Response(**answer).SerializeToString()
    assert with_request_id(given, ID) == expected.SerializeToString()
