"""What a client of the package `mcp` gets of a real process, over both transports."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import anyio
import pytest

from .client import COMMAND, ERAS, connected, give_up, last_call, served, started, wire
from .conftest import ENVIRONMENT, PAT, Models

pytestmark = pytest.mark.slow

WAV = base64.b64encode(b"RIFF\x24\0\0\0WAVEfmt sound").decode()


class Session(NamedTuple):
    """The answers of one session by what was asked."""

    tools: dict[str, Any]
    answers: dict[str, Any]
    notes: list[tuple[float, str | None]]
    ends: list[str]


class Way(NamedTuple):
    """How clients reach the server: a URL or a command, with or without a handshake."""

    where: Any
    era: str

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Any]:
        async with connected(self.where, self.era) as client:
            yield client


@pytest.fixture(scope="module", params=["stdio", "http"])
def place(request: pytest.FixtureRequest, models: Models) -> Iterator[Any]:
    if request.param == "stdio":
        yield started(*COMMAND, *models.words, env=ENVIRONMENT)
        return
    with served(models.words, ENVIRONMENT) as told:
        yield told["url"]


@pytest.fixture(scope="module", params=ERAS)
def way(request: pytest.FixtureRequest, place: Any) -> Way:
    return Way(place, request.param)


@pytest.fixture(scope="module")
def session(way: Way, models: Models, picture: bytes) -> Session:
    return asyncio.run(_talk(way, models, picture))


async def _talk(way: Way, models: Models, picture: bytes) -> Session:
    image = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    sound = f"data:audio/wav;base64,{WAV}"
    calls = {
        "text": ("demo__chat", {"messages": [{"role": "user", "content": "Hello"}]}),
        "fields": ("demo__text_statistics", {"text": "Good day, good night."}),
        "image": ("demo__make_thumbnail", {"image": image, "size": 8}),
        "audio": ("all_types__echo_audio", {"x": sound}),
        "bytes": ("all_types__echo_bytes", {"x": "AAEC"}),
        "boom": ("all_types__boom", {"x": "hm"}),
        "wrong": ("demo__read_aloud", {"txt": 1, "style": "quiet"}),
        "unknown": ("demo__sing", {}),
        "silent stream": ("demo__read_aloud", {"text": "one two"}),
    }
    notes: list[tuple[float, str | None]] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        notes.append((progress, message))

    async with way.client() as client:
        listed = wire(await client.list_tools())["tools"]
        answers = {
            name: wire(await client.call_tool(*call)) for name, call in calls.items()
        }
        stream = {"text": "one two three", "style": "loud"}
        answers["stream"] = wire(
            await client.call_tool("demo__read_aloud", stream, progress_callback=note)
        )
        ends = await _cancelled(client, models)
    return Session({each["name"]: each for each in listed}, answers, notes, ends)


async def _cancelled(client: Any, models: Models) -> list[str]:
    """Begin a stream, call something else meanwhile, and leave the stream; how the calls
    of the model ended, in their order."""
    before = len(models.calls)
    first = anyio.Event()

    async def note(*_: object) -> None:
        first.set()

    long = {"text": "so it goes on and on " * 10, "pause": 0.5}
    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            with anyio.CancelScope() as scope:
                group.start_soon(_leave, first, client, scope)
                await client.call_tool("demo__read_aloud", long, progress_callback=note)
        while len(models.calls) < before + 2:
            await anyio.sleep(0.05)
        await client.call_tool("demo__read_aloud", {"text": "still there"})
        while len(models.calls) < before + 3:
            await anyio.sleep(0.05)
    return [f"{call.method} {call.status}" for call in models.calls[before:]]


async def _leave(first: anyio.Event, client: Any, scope: Any) -> None:
    await first.wait()
    call = last_call(client)
    await client.call_tool("demo__text_statistics", {"text": "meanwhile"})
    await give_up(client, call, scope)


def test_methods_are_listed_as_tools(session: Session) -> None:
    tool = session.tools["demo__text_statistics"]
    assert tool["inputSchema"]["required"] == ["text"]
    assert tool["outputSchema"]["type"] == "object"
    assert tool["annotations"] == {"readOnlyHint": True, "openWorldHint": True}
    assert "outputSchema" not in session.tools["demo__chat"]
    assert "all_types__echo_image" in session.tools


def test_streams_in_are_not_offered(session: Session) -> None:
    assert "demo__measure_levels" not in session.tools


def test_a_text_is_text(session: Session) -> None:
    answer = session.answers["text"]
    said = {"type": "text", "text": "Hello, friend. What is on your mind?"}
    assert (answer["content"], answer["isError"]) == ([said], False)


def test_fields_are_json_in_the_text_and_beside_it(session: Session) -> None:
    answer = session.answers["fields"]
    assert answer["structuredContent"]["frequent"][0] == {"word": "good", "count": 2}
    assert '"frequent":[{"word":"good","count":2}' in answer["content"][0]["text"]


def test_an_image_is_image_content(session: Session) -> None:
    text, image = session.answers["image"]["content"]
    assert text["text"] == "See file image_1."
    assert (image["type"], image["mimeType"]) == ("image", "image/png")
    assert base64.b64decode(image["data"]).startswith(b"\x89PNG")
    assert "structuredContent" not in session.answers["image"]


def test_a_sound_is_audio_content(session: Session) -> None:
    _, audio = session.answers["audio"]["content"]
    assert (audio["type"], audio["data"]) == ("audio", WAV)


def test_bytes_are_a_resource(session: Session) -> None:
    text, file = session.answers["bytes"]["content"]
    assert text["text"] == "See file file_1 (application/octet-stream, 3 bytes)."
    assert file["resource"]["blob"] == "AAEC"


def test_a_stream_is_collected_and_told_as_it_comes(session: Session) -> None:
    assert session.answers["stream"]["content"][0]["text"] == "ONE TWO THREE"
    assert session.notes == [(1, "ONE "), (2, "TWO "), (3, "THREE")]


def test_who_wants_no_notes_gets_the_stream_as_a_whole(session: Session) -> None:
    assert session.answers["silent stream"]["content"][0]["text"] == "one two"


def test_an_error_of_the_model_is_a_result(session: Session) -> None:
    answer = session.answers["boom"]
    assert answer["isError"]
    (said,) = answer["content"]
    assert said["text"].startswith("all_types__boom failed: ")
    assert "Traceback" not in said["text"]


def test_a_wrong_call_is_not_run_and_says_why(session: Session, models: Models) -> None:
    answer = session.answers["wrong"]
    assert answer["isError"]
    text = answer["content"][0]["text"]
    assert "- text: missing" in text
    assert "- txt: there is no such argument; known: text, style, pause" in text
    assert '- style: "quiet" is none of' in text


def test_an_unknown_tool_is_a_result_that_names_those_there_are(
    session: Session,
) -> None:
    answer = session.answers["unknown"]
    assert answer["isError"]
    assert "Known: demo__describe_image, " in answer["content"][0]["text"]


def test_calls_run_side_by_side_and_cancellation_ends_one(session: Session) -> None:
    assert session.ends == [
        "text_statistics SUCCESS",
        "read_aloud CANCELLED",
        "read_aloud SUCCESS",
    ]


def test_the_pat_is_told_nowhere(session: Session) -> None:
    assert PAT not in str(session)
