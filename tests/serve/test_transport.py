"""Transport methods that answer what they should not."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from clarifai_codegen.serve import serve

MODEL = """
from typing import Iterator
from clarifai.runners.models.model_class import ModelClass

class Odd(ModelClass):
    @ModelClass.method
    def mcp_transport(self, msg: str) -> str:
        return "not JSON"

    @ModelClass.method
    def openai_transport(self, request: str) -> str:
        raise ValueError("no weights")

    @ModelClass.method
    def openai_stream_transport(self, request: str) -> Iterator[str]:
        yield "{}"
        raise ValueError("no weights")
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "1").mkdir()
    (folder / "1/model.py").write_text(MODEL)
    (folder / "config.yaml").write_text("model: {id: odd}")
    with (
        serve([folder]) as endpoint,
        httpx.Client(base_url=f"{endpoint.base_url}/v2/ext") as client,
    ):
        yield client


def test_the_only_model_needs_no_name(odd: httpx.Client) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    answer = odd.post("/mcp/v1", json=message)
    assert answer.status_code == 200
    error = answer.json()["error"]
    assert error["code"] == -32603
    assert "no JSON" in error["message"]


def test_an_exception_of_the_model_is_an_error(odd: httpx.Client) -> None:
    answer = odd.post("/openai/v1/chat/completions", json={"messages": []})
    assert answer.status_code == 500
    assert answer.json()["status"]["code"] == 10020
    assert "no weights" in answer.json()["error"]["message"]


def test_an_exception_in_a_stream_is_its_last_event(odd: httpx.Client) -> None:
    body = {"messages": [], "stream": True}
    answer = odd.post("/openai/v1/chat/completions", json=body)
    first, last = answer.text.strip().split("\n\n")
    assert (answer.status_code, first) == (200, "data: {}")
    assert '"error"' in last
    assert "no weights" in last
