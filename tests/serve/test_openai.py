"""OpenAI's interface, with OpenAI's own package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from clarifai_codegen.serve.endpoint import Endpoint

CHAT = "https://clarifai.com/demo/main/models/chat"
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "look_up",
        "parameters": {
            "type": "object",
            "properties": {"word": {"type": "string"}},
            "required": ["word"],
        },
    },
}


@pytest.fixture
def client(web: Endpoint) -> Iterator[OpenAI]:
    base_url = f"{web.base_url}/v2/ext/openai/v1"
    with OpenAI(base_url=base_url, api_key="the-pat", max_retries=0) as client:
        yield client


def says(text: str) -> Any:
    return [{"role": "user", "content": text}]


@pytest.mark.parametrize(
    "model",
    [CHAT, "demo/main/models/chat", "chat", "clarifai.com/demo/main/models/chat"],
)
def test_it_chats_with_a_model_by_url_or_id(model: str, client: OpenAI) -> None:
    answer = client.chat.completions.create(model=model, messages=says("hello"))
    assert answer.choices[0].message.content == "Echo: hello"
    assert answer.usage is not None
    assert answer.usage.total_tokens == 3


def test_a_pinned_version_is_the_one_that_answers(
    client: OpenAI, web: Endpoint
) -> None:
    version = next(each.version_id for each in web.models if each.model_id == "chat")
    pinned = f"{CHAT}/versions/{version}"
    assert client.chat.completions.create(model=pinned, messages=says("a"))
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model=f"{CHAT}/versions/v0", messages=says("a"))


def test_it_streams(client: OpenAI) -> None:
    with client.chat.completions.create(
        model=CHAT, messages=says("a b"), stream=True
    ) as chunks:
        seen = list(chunks)
    words = [chunk.choices[0].delta.content for chunk in seen if chunk.choices]
    assert words == ["", "Echo: ", "a ", "b", None]
    assert seen[-1].usage is not None


def test_it_calls_tools_until_it_knows(client: OpenAI) -> None:
    messages = says("rose")
    first = client.chat.completions.create(model=CHAT, messages=messages, tools=[TOOL])
    assert first.choices[0].finish_reason == "tool_calls"
    (call,) = first.choices[0].message.tool_calls or []
    assert call.type == "function"
    assert json.loads(call.function.arguments) == {"word": "rose"}
    messages += [
        first.choices[0].message,
        {"role": "tool", "tool_call_id": call.id, "content": "a flower"},
    ]
    last = client.chat.completions.create(model=CHAT, messages=messages, tools=[TOOL])
    assert last.choices[0].message.content == "The tool said: a flower"


def test_responses_are_given_whole_and_as_events(client: OpenAI) -> None:
    assert client.responses.create(model=CHAT, input="a b").output_text == "Echo: a b"
    events = list(client.responses.create(model=CHAT, input="a b", stream=True))
    assert [event.type for event in events] == [
        "response.created",
        *["response.output_text.delta"] * 3,
        "response.completed",
    ]


def test_events_of_responses_are_named_and_those_of_chat_are_not(
    http: httpx.Client,
) -> None:
    body = {"model": CHAT, "input": "a", "stream": True}
    text = http.post("/v2/ext/openai/v1/responses", json=body).text
    assert text.startswith('event: response.created\ndata: {"type": ')
    assert "[DONE]" not in text
    body = {"model": CHAT, "messages": says("a"), "stream": True}
    answer = http.post("/v2/ext/openai/v1/chat/completions", json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.startswith("data: {")
    assert answer.text.endswith("data: [DONE]\n\n")


@pytest.mark.slow
def test_embeddings_and_images(client: OpenAI) -> None:
    vectors = client.embeddings.create(model=CHAT, input=["a", "b"])
    assert [each.embedding for each in vectors.data] == [[0.5, -1.0]] * 2
    images = client.images.generate(model=CHAT, prompt="rose")
    assert images.data is not None
    assert images.data[0].url == "https://example.com/rose"


def test_models_that_speak_it_are_listed(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [CHAT]
    assert client.models.retrieve(CHAT).owned_by == "demo"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("https://clarifai.com/demo/main/models/gone")


def test_a_wrong_pat_is_refused(client: OpenAI) -> None:
    stranger = client.with_options(api_key="wrong")
    with pytest.raises(openai.AuthenticationError, match="API key not found"):
        stranger.chat.completions.create(model=CHAT, messages=says("a"))
    with pytest.raises(openai.AuthenticationError):
        stranger.models.list()


@pytest.mark.parametrize(
    ("model", "error", "words"),
    [
        ("demo/main/models/gone", openai.NotFoundError, "Model does not exist"),
        ("demo/main", openai.BadRequestError, "names no model"),
        ("all-types", openai.BadRequestError, "has no method openai_transport"),
    ],
)
def test_a_model_that_does_not_speak_it_is_said_so(
    model: str, error: type[openai.APIStatusError], words: str, client: OpenAI
) -> None:
    with pytest.raises(error, match=words) as caught:
        client.chat.completions.create(model=model, messages=says("a"))
    assert caught.value.response.json()["status"]["req_id"]


def test_a_failure_of_the_model_is_an_error(client: OpenAI) -> None:
    """The runner gives it as a successful text."""
    with pytest.raises(openai.InternalServerError, match="boom") as caught:
        client.chat.completions.create(model=CHAT, messages=says("boom"))
    assert caught.value.code == "21313"
    with pytest.raises(openai.InternalServerError, match="boom"):
        client.chat.completions.create(
            model=CHAT, messages=says("boom at once"), stream=True
        )


def test_a_failure_in_a_stream_is_an_error_after_what_came(client: OpenAI) -> None:
    chunks = client.chat.completions.create(
        model=CHAT, messages=says("boom"), stream=True
    )
    assert next(chunks).choices[0].delta.role == "assistant"
    with pytest.raises(openai.APIError, match="boom"):
        next(chunks)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("embeddings", {"model": CHAT, "input": "a", "stream": True}, 400),
        ("chat/completions", [], 400),
        ("chat/completions", {"model": 1}, 400),
        ("files", {}, 404),
    ],
)
def test_what_cannot_be_answered_is_an_error_in_both_dialects(
    path: str, body: Any, status: int, http: httpx.Client
) -> None:
    answer = http.post(f"/v2/ext/openai/v1/{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert answer.json()["status"]["code"]
