"""Statuses of gRPC in words."""

from __future__ import annotations

from typing import Any

import grpc
import pytest

from clarifai_codegen.runtime.python.errors import (
    ClarifaiError,
    ConnectError,
    InvalidArgumentError,
    ModelError,
    RateLimitError,
)
from clarifai_codegen.runtime.python.status import error_of_rpc


class Failure:
    """What gRPC raises, as far as it is looked at."""

    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        self._code = code
        self._details = details

    def code(self) -> Any:
        return self._code

    def details(self) -> str:
        return self._details


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (
            "CLIENT: Received message larger than max (1073741825 vs. 1073741824)",
            "1 GiB",
        ),
        ("SERVER: Received message larger than max (5000000 vs. 4194304)", "4 MiB"),
    ],
)
def test_a_message_that_is_too_large_names_the_limit_and_is_not_sent_again(
    details: str, words: str
) -> None:
    error = error_of_rpc(Failure(grpc.StatusCode.RESOURCE_EXHAUSTED, details))
    assert type(error) is InvalidArgumentError
    assert f"larger than {words}" in error.message
    assert not error.retryable


def test_an_answer_that_cannot_be_read_is_the_models() -> None:
    details = "Exception deserializing response!"
    error = error_of_rpc(Failure(grpc.StatusCode.INTERNAL, details))
    assert type(error) is ModelError
    assert "nested deeper than 100 messages" in error.message


@pytest.mark.parametrize(
    ("code", "kind", "retryable"),
    [
        (grpc.StatusCode.RESOURCE_EXHAUSTED, RateLimitError, True),
        (grpc.StatusCode.UNAVAILABLE, ConnectError, True),
        (grpc.StatusCode.UNKNOWN, ClarifaiError, False),
    ],
)
def test_a_status_has_its_kind(
    code: grpc.StatusCode, kind: type[ClarifaiError], retryable: bool
) -> None:
    error = error_of_rpc(Failure(code, "why"), "m")
    assert (type(error), error.retryable, error.method) == (kind, retryable, "m")
    assert error.name == code.name
