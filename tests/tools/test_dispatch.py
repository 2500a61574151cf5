"""What becomes of a call that a language model wants."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from pathlib import Path
from typing import Any

import pytest

PNG = b"\x89PNG\r\n\x1a\n"
URI = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
LINES = "The call of {} was not run. {}:\n- {}".format


def calls(testing: Any, fake: Any) -> list[dict[str, Any]]:
    return [call.arguments for call in testing.calls_of(fake)]


def test_an_unknown_tool_is_told_of_with_the_known_ones(tools: Any, fake: Any) -> None:
    result = tools.dispatch("demo__sing", "{}", clients=fake)
    assert result.is_error
    assert result.text.startswith('There is no tool "demo__sing". Known: demo__')


@pytest.mark.parametrize("nothing", ["", "null", None, "{}", {}])
def test_nothing_is_no_argument(tools: Any, fake: Any, nothing: Any) -> None:
    result = tools.dispatch("demo__read_aloud", nothing, clients=fake)
    assert result.text == LINES("demo__read_aloud", "1 problem", "text: missing")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"text": "x"', "Expecting ',' delimiter: line 1 column 13 (char 12)"),
        ("[1]", "an object is needed, got an array"),
        ("12", "an object is needed, got an integer"),
        ('{"text": NaN}', "Expecting value: line 1 column 10 (char 9)"),
        ('{"text": -Infinity}', "Expecting value: line 1 column 10 (char 9)"),
        ('{"text": 1e999}', "Number out of range: line 1 column 10 (char 9)"),
        (
            '{"text": ' + "[" * 64 + "]" * 64 + "}",
            "Nested deeper than 64 levels: line 1 column 73 (char 72)",
        ),
        ('{"a": ' * 5000, "Nested deeper than 64 levels: line 1 column 385 (char 384)"),
    ],
)
def test_arguments_that_are_no_json_object_are_never_run(
    tools: Any, testing: Any, fake: Any, text: str, what: str
) -> None:
    result = tools.dispatch("demo__read_aloud", text, clients=fake)
    assert result.is_error
    head, got = result.text.split("\n")
    assert head == f"Invalid JSON arguments: {what}. Send one JSON object."
    assert got == f"Got: {text if len(text) <= 500 else text[:500] + '...'}"
    assert calls(testing, fake) == []


def test_of_a_key_that_comes_twice_the_last_one_counts(
    tools: Any, testing: Any, fake: Any
) -> None:
    tools.dispatch("demo__read_aloud", '{"text": "a", "text": "b"}', clients=fake)
    assert calls(testing, fake) == [{"text": "b"}]


def test_null_is_as_good_as_left_out(tools: Any, testing: Any, fake: Any) -> None:
    arguments = {"image": URI, "size": None, "stamp": None}
    tools.dispatch("demo__make_thumbnail", arguments, clients=fake)
    (sent,) = calls(testing, fake)
    assert sent.keys() == {"image"}
    assert sent["image"].bytes == PNG


def test_null_inside_json_is_a_value(tools: Any, testing: Any, fake: Any) -> None:
    messages = [{"role": "user", "content": None}]
    tools.dispatch("demo__chat", {"messages": messages, "name": None}, clients=fake)
    assert calls(testing, fake) == [{"messages": messages}]


def test_all_that_is_wrong_is_said_at_once(tools: Any, testing: Any, fake: Any) -> None:
    given = {"stop_words": "latin", "top": 500, "colour": 1}
    result = tools.dispatch("demo__text_statistics", given, clients=fake)
    assert result.is_error
    assert result.text == (
        "The call of demo__text_statistics was not run. 4 problems:\n"
        "- text: missing\n"
        '- stop_words: "latin" is none of "none", "english", "french", "german"\n'
        "- top: 500 is above the maximum of 20\n"
        "- colour: there is no such argument; known: text, stop_words, top"
    )
    assert calls(testing, fake) == []


def test_at_most_twenty_problems_are_listed(tools: Any, fake: Any) -> None:
    given = {"text": "a"} | {f"x{number}": 1 for number in range(25)}
    result = tools.dispatch("demo__read_aloud", given, clients=fake)
    first, *_, last = result.text.splitlines()
    assert first.endswith("25 problems:")
    assert last == "- and 5 more"
    assert len(result.text.splitlines()) == 22


def test_whole_numbers_are_integers_and_nothing_else_is_coerced(
    tools: Any, testing: Any, fake: Any
) -> None:
    def call(colors: Any) -> str:
        given = {"image": URI, "colors": colors}
        return str(tools.dispatch("demo__describe_image", given, clients=fake).text)

    call(5.0)
    assert calls(testing, fake)[0]["colors"] == 5
    for wrong, name in (("5", "a string"), (True, "a boolean"), (5.5, "a number")):
        assert f"colors: an integer is needed, got {name}" in call(wrong)
    assert "colors: 1180591620717411303424 is no 64-bit integer" in call(2**70)
    assert len(calls(testing, fake)) == 1


def test_hostile_values_are_cut(tools: Any, fake: Any) -> None:
    given = {"text": "x", "style": "y" * 10_000, "z" * 10_000: 1}
    text = tools.dispatch("demo__read_aloud", given, clients=fake).text
    assert len(text) < 500
    assert f'style: "{"y" * 60}..." is none of' in text


def test_an_unpaired_surrogate_is_refused(tools: Any, fake: Any) -> None:
    text = tools.dispatch("demo__read_aloud", '{"text": "\\ud800"}', clients=fake).text
    assert text.endswith("- text: the text holds an unpaired surrogate")


def test_media_come_as_url_data_uri_or_attachment(
    tools: Any, testing: Any, fake: Any
) -> None:
    def image(text: str, **options: Any) -> Any:
        given = {"image": text}
        tools.dispatch("demo__describe_image", given, clients=fake, **options)
        return calls(testing, fake)[-1]["image"]

    assert image("HTTPS://x/y.png?a=b").url == "https://x/y.png?a=b"
    assert image(URI).bytes == PNG
    assert image("data:,%89PNG").bytes == b"\x89PNG"
    held = {"cat": PNG, "https://x": b"held"}
    assert image("cat", attachments=held).bytes == PNG
    assert image("attachment:cat", attachments=held).bytes == PNG
    assert image("https://x", attachments=held).bytes == b"held"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("data:image/png;base64,*", "the data: URI is broken"),
        ("data:image/png;base64,", "the data: URI is empty"),
        (
            URI[:-1] + "A" * 41,
            "the file is larger than 20 bytes, the most that is taken",
        ),
        ("attachment:dog", 'there is no attachment "dog"; known: cat, none'),
        ("none", 'the attachment "none" is not an image'),
        *(
            (
                text,
                "an http(s) URL, a data: URI or the id of an attachment is needed, "
                f'got "{text}"; attachments: cat, none',
            )
            for text in ("", "/etc/passwd", "file:///etc/passwd", "ftp://x", "dog")
        ),
    ],
)
def test_no_other_text_is_an_image(
    tools: Any, testing: Any, fake: Any, text: str, what: str
) -> None:
    options: dict[str, Any] = {"attachments": {"cat": PNG, "none": 5}}
    options |= {"clients": fake, "max_media_bytes": 20}
    result = tools.dispatch("demo__describe_image", {"image": text}, **options)
    assert result.text == LINES("demo__describe_image", "1 problem", f"image: {what}")
    assert calls(testing, fake) == []


def test_a_file_of_this_machine_is_read_only_if_that_is_allowed(
    tools: Any, testing: Any, fake: Any, tmp_path: Path
) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(PNG)
    given = {"image": str(path)}
    assert tools.dispatch("demo__describe_image", given, clients=fake).is_error
    allowed: dict[str, Any] = {"clients": fake, "allow_local_files": True}
    assert not tools.dispatch("demo__describe_image", given, **allowed).is_error
    assert calls(testing, fake)[0]["image"].bytes == PNG
    gone = tools.dispatch("demo__describe_image", {"image": "gone.png"}, **allowed)
    assert gone.text.endswith('image: the file "gone.png" cannot be read')


def test_a_file_in_the_answer_has_a_name_in_the_text(tools: Any, fake: Any) -> None:
    result = tools.dispatch("demo__make_thumbnail", {"image": URI}, clients=fake)
    (part,) = result.parts
    told = (result.text, part.name, part.kind, part.mime)
    assert told == ("See file image_1.", "image_1", "image", "image/png")
    assert part.bytes == result.value.bytes
    assert part.source.startswith("data:image/png;base64,")


def test_a_stream_of_texts_is_one_text(tools: Any, testing: Any) -> None:
    fake = testing.FakeDemo(answers={"read_aloud": ("a ", "b ", "c")})
    came: list[Any] = []
    options = {"clients": fake, "on_chunk": lambda *chunk: came.append(chunk)}
    result = tools.dispatch("demo__read_aloud", {"text": "x"}, **options)
    assert (result.text, result.value) == ("a b c", "a b c")
    assert came == [("demo__read_aloud", each) for each in ("a ", "b ", "c")]


@pytest.mark.parametrize(
    ("caps", "text"),
    [
        ({"max_items": 2}, "a b \n(the stream was left after 2 items)"),
        ({"max_characters": 3}, "a b\n(the stream was left after 3 characters)"),
        ({"max_text": 3}, "a b\n(cut: 3 of 5 characters)"),
    ],
)
def test_a_stream_is_left_at_its_cap(
    tools: Any, testing: Any, caps: dict[str, Any], text: str
) -> None:
    fake = testing.FakeDemo(answers={"read_aloud": ("a ", "b ", "c")})
    result = tools.dispatch("demo__read_aloud", {"text": "x"}, clients=fake, **caps)
    assert result.text == text


def test_a_stream_that_is_left_is_cancelled(tools: Any) -> None:
    class Stream:
        closed = False

        def __iter__(self) -> Any:
            yield from "abc"

        def close(self) -> None:
            self.closed = True

    class Fake:
        stream = Stream()

        def read_aloud(self, **_: Any) -> Stream:
            return self.stream

    fake = Fake()
    tools.dispatch("demo__read_aloud", {"text": "x"}, clients=fake, max_items=1)
    assert fake.stream.closed


def test_an_error_of_the_model_is_told_without_secrets(
    tools: Any, package: Any, testing: Any
) -> None:
    message = "no  disk\nat https://u:p@x/y?sig=abc#z, Key 1234567"
    details = "why\nTraceback (most recent call last): secret.py"
    error = package.ModelError(message, code=21303, details=details)
    fake = testing.FakeDemo(answers={"chat": error})
    result = tools.dispatch("demo__chat", {"messages": []}, clients=fake)
    assert result.is_error
    assert result.text.startswith("demo__chat failed: 21303 no disk at https://x/y")
    for secret in ("u:p", "sig", "abc", "1234567", "secret.py", "\n"):
        assert secret not in result.text


@pytest.mark.parametrize(
    "name", ["AuthenticationError", "PermissionDeniedError", "RateLimitError"]
)
def test_what_no_model_can_mend_is_raised(
    tools: Any, package: Any, testing: Any, name: str
) -> None:
    error = getattr(package, name)("no")
    fake = testing.FakeDemo(answers={"chat": error})
    with pytest.raises(type(error)):
        tools.dispatch("demo__chat", {"messages": []}, clients=fake)


def test_a_fault_of_the_host_is_raised(tools: Any, testing: Any, fake: Any) -> None:
    given: dict[str, Any] = {"messages": []}
    broken = testing.FakeDemo(answers={"chat": ZeroDivisionError()})
    with pytest.raises(ZeroDivisionError):
        tools.dispatch("demo__chat", given, clients=broken)
    for others in ({"Other": fake}, testing.FakeAsyncDemo()):
        with pytest.raises(TypeError, match="no Demo among the clients"):
            tools.dispatch("demo__chat", given, clients=others)
    with pytest.raises(TypeError, match="max_itmes"):
        tools.dispatch("demo__chat", given, clients=fake, max_itmes=1)


@pytest.mark.parametrize("shape", ["one", "many", "named"])
def test_clients_come_in_three_shapes(tools: Any, fake: Any, shape: str) -> None:
    shapes = {"one": fake, "many": ["x", fake], "named": {"Demo": fake}}
    given: dict[str, Any] = {"messages": []}
    assert not tools.dispatch("demo__chat", given, clients=shapes[shape]).is_error


def test_a_client_is_made_from_the_environment_and_kept(tools: Any) -> None:
    tool_set = tools.ToolSet(*tools.TOOL_SET.by_name.values())
    tool = tool_set.by_name["demo__chat"]
    shared = tool_set.shared_clients
    first = shared.of(tool, None, False, True)
    assert shared.of(tool, None, False, True) is first
    assert type(first).__name__ == "Demo"
    assert type(shared.of(tool, None, True, True)).__name__ == "AsyncDemo"


def test_hidden_and_fixed_arguments_are_not_the_models_business(
    tools: Any, testing: Any, fake: Any
) -> None:
    name = "demo__text_statistics"
    changed = tools.configure(
        only=[name], hide={name: ["top"]}, fixed={name: {"stop_words": "none"}}
    )
    (tool,) = changed.tools
    assert list(tool["function"]["parameters"]["properties"]) == ["text"]
    assert tool["function"]["parameters"]["required"] == ["text"]
    changed.dispatch(name, {"text": "a"}, clients=fake)
    assert calls(testing, fake) == [{"text": "a", "stop_words": "none"}]
    given = {"text": "a", "stop_words": "english"}
    refused = changed.dispatch(name, given, clients=fake).text
    assert "stop_words: there is no such argument; known: text" in refused
    assert "There is no tool" in changed.dispatch("demo__chat", "{}").text


def test_media_can_be_fixed_in_the_form_of_the_client(
    tools: Any, package: Any, testing: Any, fake: Any
) -> None:
    name = "demo__make_thumbnail"
    for stamp in (package.Image(PNG), PNG, URI):
        changed = tools.configure(fixed={name: {"stamp": stamp}})
        changed.dispatch(name, {"image": "https://x"}, clients=fake)
        assert calls(testing, fake)[-1]["stamp"].bytes == PNG


def test_what_cannot_be_hidden_or_fixed_is_said_at_once(tools: Any) -> None:
    name = "demo__read_aloud"
    with pytest.raises(ValueError, match="needs 'text'"):
        tools.configure(hide={name: ["text"]})
    with pytest.raises(ValueError, match="no argument 'voice' to hide"):
        tools.configure(hide={name: ["voice"]})
    with pytest.raises(ValueError, match="no argument 'voice' to fix"):
        tools.configure(fixed={name: {"voice": 1}})
    with pytest.raises(ValueError, match="There is no tool"):
        tools.configure(only=["demo__sing"])
    with pytest.raises(ValueError, match="stamp: an http"):
        tools.configure(fixed={"demo__make_thumbnail": {"stamp": "cat"}})


class Meeting:
    """A fake whose calls all wait for each other: only if they run at once do they end."""

    def __init__(self, many: int) -> None:
        self.barrier = threading.Barrier(many, timeout=20)

    def chat(self, messages: Any) -> str:
        self.barrier.wait()
        return str(messages[0]["content"])


class AsyncMeeting:
    """The same, for asyncio."""

    def __init__(self, many: int) -> None:
        self.barrier = asyncio.Barrier(many)

    async def chat(self, messages: Any) -> str:
        await self.barrier.wait()
        return str(messages[0]["content"])


def test_the_calls_of_a_turn_run_at_once_and_answer_in_order(tools: Any) -> None:
    given = [{"messages": [{"content": str(number)}]} for number in range(8)]
    wanted = [tools.ToolCall("demo__chat", json.dumps(each)) for each in given]
    results = tools.dispatch_all(wanted, clients=Meeting(8))
    assert [each.text for each in results] == [str(number) for number in range(8)]


def test_async_calls_of_a_turn_run_at_once(tools: Any) -> None:
    given = [{"messages": [{"content": str(number)}]} for number in range(8)]
    wanted = [tools.ToolCall("demo__chat", each) for each in given]

    async def run() -> list[Any]:
        running = tools.adispatch_all(wanted, clients=AsyncMeeting(8))
        results: list[Any] = await asyncio.wait_for(running, 20)
        return results

    assert [each.text for each in asyncio.run(run())] == [str(n) for n in range(8)]


def test_an_error_that_is_raised_cancels_the_other_calls(
    tools: Any, package: Any
) -> None:
    class Fake:
        cancelled = False

        async def chat(self, messages: Any) -> str:
            if not messages:
                raise package.AuthenticationError("no")
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled = True
                raise
            raise AssertionError

    fake = Fake()
    wanted = [tools.ToolCall("demo__chat", {"messages": m}) for m in ([{}], [])]
    with pytest.raises(package.AuthenticationError):
        asyncio.run(tools.adispatch_all(wanted, clients=fake))
    assert fake.cancelled


def test_an_async_call_has_its_timeout(tools: Any) -> None:
    class Fake:
        async def chat(self, messages: Any) -> str:
            await asyncio.Event().wait()
            raise AssertionError

    options = {"clients": Fake(), "timeout": 0.01}
    result = asyncio.run(tools.adispatch("demo__chat", {"messages": []}, **options))
    assert result.is_error
    assert result.text == "demo__chat failed: no answer in time"


def test_files_of_one_turn_have_names_of_their_own(tools: Any, fake: Any) -> None:
    wanted = [tools.ToolCall("demo__make_thumbnail", {"image": URI})] * 2
    held = {"image_2": PNG}
    results = tools.dispatch_all(wanted, clients=fake, attachments=held)
    assert [each.text for each in results] == ["See file image_1.", "See file image_3."]
