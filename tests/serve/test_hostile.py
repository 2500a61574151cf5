"""Whatever is sent, the answer is one of the interface's own, never a fault."""

from __future__ import annotations

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarifai_codegen.serve.endpoint import Endpoint

PATHS = {
    "/v2/users/demo/apps/main/models/all-types/outputs": "application/json",
    "/v2/users/demo/apps/main/models/all-types/outputs/generate": "application/json",
    "/v2/ext/openai/v1/chat/completions": "application/json",
    "/v2/ext/mcp/v1/users/demo/apps/main/models/mcp-tools": "application/json",
    "/clarifai.api.V2/PostModelOutputs": "application/grpc-web+proto",
    "/clarifai.api.V2/GetModel": "application/grpc-web-text",
}

WORDS = st.sampled_from(
    [
        *("inputs", "data", "parts", "metadata", "user_app_id", "model", "messages"),
        *("stream", "jsonrpc", "id", "method", "params", "code", "description"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS,
    lambda each: st.lists(each, max_size=3)
    | st.dictionaries(WORDS | st.text(), each, max_size=4),
    max_leaves=12,
)
FRAMES = st.binary(max_size=40).map(
    lambda body: b"\0" + len(body).to_bytes(4, "big") + body
)
BODIES = st.binary(max_size=60) | FRAMES | VALUES.map(lambda v: json.dumps(v).encode())


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(path=st.sampled_from(sorted(PATHS)), body=BODIES)
def test_no_body_is_a_fault(
    path: str, body: bytes, web: Endpoint, http: httpx.Client
) -> None:
    answer = http.post(path, content=body, headers={"content-type": PATHS[path]})
    text = answer.content.decode("utf-8", "replace")
    assert "INTERNAL" not in text
    assert "Internal error" not in text
    if answer.status_code == 500:
        assert path.endswith(("outputs", "generate"))  # the runner's own failure
        assert answer.json()["status"]["code"] == 10020


HALF = "\ud800"
"""Half of a character: JSON can say it, UTF-8 cannot."""


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v2/users/demo/apps/main/models/all-types/outputs", {"model_id": HALF}, 400),
        ("/v2/ext/openai/v1/chat/completions", {"model": HALF}, 400),
        ("/v2/ext/openai/v1/chat/completions", {"model": f"a/{HALF}/models/c"}, 400),
        (
            "/v2/ext/openai/v1/chat/completions",
            {"model": "chat", "messages": [{"role": "user", "content": HALF}]},
            200,
        ),
        (
            "/v2/ext/mcp/v1/users/demo/apps/main/models/mcp-tools",
            {"jsonrpc": "2.0", "id": HALF, "method": "tools/list"},
            200,
        ),
        (
            "/v2/ext/mcp/v1/users/demo/apps/main/models/mcp-tools",
            {"jsonrpc": "2.0", "id": float("nan"), "method": "tools/list"},
            200,
        ),
    ],
)
def test_half_a_character_is_no_fault(
    path: str, body: object, status: int, http: httpx.Client
) -> None:
    answer = http.post(path, content=json.dumps(body))
    assert answer.status_code == status, answer.text


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.dictionaries(WORDS | st.text(), st.text(), max_size=4))
def test_no_query_is_a_fault(query: dict[str, str], http: httpx.Client) -> None:
    fields = {"page": "x", "additional_fields": "a", "user_app_id.user_id": "b"}
    for each in (query, fields | query, {"per_page": "-1"}, {"page": "99999999999"}):
        answer = http.get("/v2/models", params=each)
        assert answer.status_code in (200, 400)
