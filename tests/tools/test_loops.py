"""Conversations with tools: the real `openai` package, a scripted language model, and the
demo model on Clarifai's own runner."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest

from .conftest import PAT
from .language_model import Answer, LanguageModel, serving

pytestmark = pytest.mark.slow

CHAT = ("demo__chat", json.dumps({"messages": [{"role": "user", "content": "Hello"}]}))
LOUD = ("demo__read_aloud", '{"text": "one two", "style": "loud", "pause": null}')
HELLO = "Hello, friend. What is on your mind?"

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    with serving() as found:
        yield found


def asked(api: str, text: str = "go") -> dict[str, Any]:
    """The arguments of a conversation that begins with this text."""
    said = [{"role": "user", "content": text}]
    return {"model": "scripted", ("messages" if api == "chat" else "input"): said}


class Sync:
    """`run_tools`, plain or streamed."""

    def __init__(
        self, tools: Any, model: LanguageModel, clients: Any, api: str
    ) -> None:
        self.tools, self.clients, self.api = tools, clients, api
        self.model = model
        self.events: list[Any] = []

    def __call__(self, streamed: bool, **options: Any) -> Any:
        with openai.OpenAI(base_url=self.model.base_url, api_key="none") as client:
            run_tools = options.pop("tool_set", self.tools).run_tools
            given = asked(self.api) | {"clients": self.clients} | options
            if not streamed:
                return run_tools(client, **given)
            stream = run_tools(client, **given, stream=True)
            self.events = list(stream)
            return stream.result


class Async(Sync):
    """`arun_tools`, plain or streamed."""

    def __call__(self, streamed: bool, **options: Any) -> Any:
        return asyncio.run(self.run(streamed, **options))

    async def run(self, streamed: bool, **options: Any) -> Any:
        url = self.model.base_url
        async with openai.AsyncOpenAI(base_url=url, api_key="none") as client:
            run_tools = options.pop("tool_set", self.tools).arun_tools
            given = asked(self.api) | {"clients": self.clients} | options
            if not streamed:
                return await run_tools(client, **given)
            stream = run_tools(client, **given, stream=True)
            self.events = [each async for each in stream]
            return stream.result


MODES = [
    (api, kind, streamed)
    for api in ("chat", "responses")
    for kind in (Sync, Async)
    for streamed in (False, True)
]


@pytest.fixture(
    params=MODES,
    ids=[f"{a}-{k.__name__}-{'streamed' if s else 'plain'}" for a, k, s in MODES],
)
def ask(
    request: pytest.FixtureRequest,
    tools: Any,
    package: Any,
    model: LanguageModel,
    base_url: str,
) -> Ask:
    """Ask the language model, in each API and each way."""
    api, kind, streamed = request.param
    name = "AsyncDemo" if kind is Async else "Demo"
    clients = getattr(package, name)(base_url=base_url, pat=PAT)
    party = kind(tools, model, clients, api)

    def run(**options: Any) -> Any:
        return party(streamed, **options)

    run.api = api  # type: ignore[attr-defined]
    run.party = party  # type: ignore[attr-defined]
    return run


def outputs(ask: Any, body: Any) -> list[tuple[str, Any]]:
    """The results of calls that a request carries: id and what was said."""
    if ask.api == "chat":
        rows = [each for each in body["messages"] if each["role"] == "tool"]
        return [(each["tool_call_id"], each["content"]) for each in rows]
    rows = [
        each for each in body["input"] if each.get("type") == "function_call_output"
    ]
    return [(each["call_id"], each["output"]) for each in rows]


def test_an_answer_without_a_call_ends_it(ask: Ask, model: LanguageModel) -> None:
    model.says(Answer("Good day."))
    run = ask(temperature=0.5)
    assert (run.text, run.turns, run.calls, run.stopped) == ("Good day.", 1, [], "done")
    (body,) = model.bodies
    assert body["temperature"] == 0.5
    assert len(body["tools"]) == 5
    assert len(run.history) > 1


def test_a_call_is_run_and_its_result_goes_back(ask: Ask, model: LanguageModel) -> None:
    model.says(Answer(calls=[CHAT]), Answer("It said hello."))
    run = ask()
    assert (run.text, run.turns, run.stopped) == ("It said hello.", 2, "done")
    assert [each.result.text for each in run.calls] == [HELLO]
    assert outputs(ask, model.bodies[1]) == [("call_1_0", HELLO)]


def test_calls_of_one_turn_are_answered_each_once_in_order(
    ask: Ask, model: LanguageModel
) -> None:
    model.says(Answer(calls=[LOUD, CHAT]), Answer(calls=[CHAT]), Answer("Done."))
    run = ask()
    assert run.turns == 3
    told = [("call_1_0", "ONE TWO"), ("call_1_1", HELLO)]
    assert outputs(ask, model.bodies[1]) == told
    assert outputs(ask, model.bodies[2]) == [*told, ("call_2_0", HELLO)]


def test_the_history_is_what_was_said_and_can_be_sent_on(
    ask: Any, model: LanguageModel
) -> None:
    model.says(Answer(calls=[CHAT]), Answer("One."), Answer("Two."))
    first = ask()
    again = "messages" if ask.api == "chat" else "input"
    more = [*first.history, {"role": "user", "content": "and?"}]
    assert ask(**{again: more}).text == "Two."
    sent = model.bodies[2][again]
    assert sent[0] == {"role": "user", "content": "go"}
    if ask.api == "chat":
        roles = ["user", "assistant", "tool", "assistant", "user"]
        assert [each["role"] for each in sent] == roles
    else:
        kinds = ["reasoning", "function_call", "function_call_output", "reasoning"]
        assert [each.get("type") for each in sent[1:5]] == kinds


def test_wrong_calls_are_not_run_and_can_be_mended(
    ask: Ask, model: LanguageModel
) -> None:
    wrong = [
        ("demo__read_aloud", '{"text": '),
        ("sing", "{}"),
        ("demo__read_aloud", ""),
    ]
    model.says(Answer(calls=wrong), Answer(calls=[LOUD]), Answer("Mended."))
    run = ask()
    assert run.text == "Mended."
    texts = [each.result.text for each in run.calls]
    assert texts[0].startswith("Invalid JSON arguments: Expecting value")
    assert texts[1].startswith('There is no tool "sing". Known: demo__')
    assert texts[2].endswith("- text: missing")
    assert [each.result.is_error for each in run.calls] == [True, True, True, False]


def test_an_error_of_the_model_goes_back_as_a_text(
    ask: Ask, model: LanguageModel
) -> None:
    call = ("demo__describe_image", '{"image": "data:,nopicture", "colors": null}')
    model.says(Answer(calls=[call]), Answer("A pity."))
    run = ask()
    (called,) = run.calls
    assert called.result.is_error
    assert called.result.text.startswith("demo__describe_image failed: ")
    assert "Traceback" not in called.result.text
    assert run.text == "A pity."


def test_an_image_is_shown_to_the_model_and_can_be_used_in_a_call(
    ask: Any, model: LanguageModel, picture: bytes
) -> None:
    call = ("demo__make_thumbnail", '{"image": "cat", "size": 8, "stamp": null}')
    again = ("demo__describe_image", '{"image": "image_1", "colors": 1}')
    model.says(Answer(calls=[call, CHAT]), Answer(calls=[again]), Answer("Small."))
    run = ask(attachments={"cat": picture})
    part = run.files["image_1"]
    assert part.mime == "image/png"
    url = f"data:image/png;base64,{base64.b64encode(part.bytes).decode()}"
    body = model.bodies[1]
    if ask.api == "chat":
        *_, first, second, shown = body["messages"]
        assert (first["content"], second["content"]) == ("See file image_1.", HELLO)
        assert shown["role"] == "user"
        assert shown["content"][0]["text"] == "Files of tools: image_1"
        assert shown["content"][1] == {"type": "image_url", "image_url": {"url": url}}
    else:
        (_, output), (_, other) = outputs(ask, body)
        text = {"type": "input_text", "text": "See file image_1."}
        image = {"type": "input_image", "image_url": url, "detail": "auto"}
        assert (output, other) == ([text, image], HELLO)
    assert json.loads(run.calls[2].result.text)["width"] == 8


def test_at_the_cap_the_last_calls_are_run_and_the_history_is_whole(
    ask: Any, model: LanguageModel
) -> None:
    model.says(*[Answer(calls=[CHAT])] * 3)
    run = ask(max_turns=2)
    assert (run.turns, run.stopped, len(run.calls)) == (2, "max_turns", 2)
    assert len(model.requests) == 2
    name = "messages" if ask.api == "chat" else "input"
    told = outputs(ask, {name: run.history})
    assert told == [("call_1_0", HELLO), ("call_2_0", HELLO)]


def test_calls_of_an_answer_that_was_cut_are_not_run(
    ask: Ask, model: LanguageModel
) -> None:
    model.says(Answer(calls=[CHAT], is_cut=True), Answer("Sorry."))
    run = ask()
    (called,) = run.calls
    assert called.result.text.startswith(
        "Invalid JSON arguments: the answer ended at its length limit. Send one JSON"
    )
    assert run.text == "Sorry."


def test_an_empty_answer_is_told_from_a_good_one(
    ask: Ask, model: LanguageModel
) -> None:
    model.says(Answer())
    run = ask()
    assert (run.text, run.stopped, len(run.history)) == ("", "empty", 1)


def test_streamed_answers_give_the_events_of_the_api(
    ask: Any, model: LanguageModel
) -> None:
    model.says(Answer(calls=[CHAT]), Answer("Good day."))
    run = ask()
    events = ask.party.events
    if not events:
        return
    if ask.api == "chat":
        pieces = [c.delta.content for e in events for c in e.choices]
        assert "".join(filter(None, pieces)) == run.text
    else:
        assert events[-1].type == "response.completed"
        assert run.response is events[-1].response


def test_a_request_offers_what_it_is_told_to(ask: Any, model: LanguageModel) -> None:
    model.says(Answer(calls=[CHAT, LOUD]), Answer("Done."))
    some = ask.party.tools.configure(only=["demo__read_aloud"])
    run = ask(tool_set=some, tool_choice="required", parallel_tool_calls=False)
    body = model.bodies[0]
    assert (body["tool_choice"], body["parallel_tool_calls"]) == ("required", False)
    tool = body["tools"][0]
    assert tool.get("function", tool)["name"] == "demo__read_aloud"
    assert tool.get("function", tool)["strict"] is True
    assert [each.result.is_error for each in run.calls] == [True, False]


def test_credentials_that_are_refused_end_it(
    ask: Any, package: Any, model: LanguageModel, base_url: str
) -> None:
    model.says(Answer(calls=[CHAT]))
    party = ask.party
    wrong = type(party.clients)(base_url=base_url, pat="another")
    with pytest.raises(package.AuthenticationError):
        ask(clients=wrong)


def test_a_conversation_needs_one_of_messages_and_input(tools: Any) -> None:
    client = openai.OpenAI(base_url="http://127.0.0.1:9", api_key="none")
    with pytest.raises(TypeError, match="give messages"):
        tools.run_tools(client, model="x")
    with pytest.raises(TypeError, match="give messages"):
        tools.run_tools(client, model="x", messages=[], input="x")


def test_an_async_client_is_refused_where_nobody_awaits(
    tools: Any, model: LanguageModel
) -> None:
    client = openai.AsyncOpenAI(base_url=model.base_url, api_key="none")
    with pytest.raises(TypeError, match="use arun_tools"):
        tools.run_tools(client, model="x", input="go")


def test_input_may_be_a_text(tools: Any, model: LanguageModel) -> None:
    model.says(Answer("Hi."))
    client = openai.OpenAI(base_url=model.base_url, api_key="none")
    assert tools.run_tools(client, model="x", input="go").text == "Hi."
    assert model.bodies[0]["input"] == [{"role": "user", "content": "go"}]


class LiteLlm:
    """The two functions that the module litellm has, over the same server."""

    def __init__(self, model: LanguageModel) -> None:
        self.client = openai.OpenAI(base_url=model.base_url, api_key="none")
        self.async_client = openai.AsyncOpenAI(base_url=model.base_url, api_key="none")

    def completion(self, **request: Any) -> Any:
        return self.client.chat.completions.create(**request)

    async def acompletion(self, **request: Any) -> Any:
        return await self.async_client.chat.completions.create(**request)


def test_the_module_litellm_is_a_client_too(
    tools: Any, package: Any, demo: Any, base_url: str, model: LanguageModel
) -> None:
    client = LiteLlm(model)
    given = asked("chat")
    model.says(Answer(calls=[CHAT]), Answer("Done."))
    assert tools.run_tools(client, **given, clients=demo).text == "Done."
    model.says(Answer(calls=[CHAT]), Answer("Done."))
    clients = package.AsyncDemo(base_url=base_url, pat=PAT)
    running = tools.arun_tools(client, **given, clients=clients)
    assert asyncio.run(running).text == "Done."


def test_calls_that_a_server_does_not_count_are_told_apart_by_their_ids(
    tools: Any,
) -> None:
    chat = importlib.import_module("clarifai_models._runtime.tools.chat")
    collector = chat.ChatCollector()
    for id, name, arguments in (
        ("a", "one", '{"x"'),
        (None, None, ": 1}"),
        ("b", "two", "{}"),
    ):
        call = {"id": id, "function": {"name": name, "arguments": arguments}}
        collector.add({"choices": [{"delta": {"tool_calls": [call]}}]})
    turn = chat.Chat().turn(collector.response(), [])
    assert [(id, each.name, each.arguments) for id, each in turn.calls] == [
        ("a", "one", '{"x": 1}'),
        ("b", "two", "{}"),
    ]
