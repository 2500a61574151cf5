"""The demo model does what it says, and its signatures file is fresh."""

from __future__ import annotations

import io
import json
import wave
from typing import Any

import numpy as np
import pytest
from clarifai_grpc.grpc.api import resources_pb2
from PIL import Image

from clarifai_codegen.serve import DEMO
from clarifai_codegen.signature.encode import encode_model
from clarifai_codegen.signature.method import Kind
from clarifai_codegen.source import read
from clarifai_codegen.source.reference import parse

IDS = {
    "user_app_id": resources_pb2.UserAppIDSet(
        user_id="clarifai-codegen", app_id="demo"
    ),
    "model_id": "demo",
}


def data(value: Any) -> Any:
    kinds = {str: "string_value", int: "int_value", float: "float_value"}
    if type(value) in kinds:
        return resources_pb2.Data(**{kinds[type(value)]: value})
    if isinstance(value, list):
        parts = [resources_pb2.Part(data=resources_pb2.Data()) for _ in value]
        for part, item in zip(parts, value, strict=True):
            part.data.struct_value.update(item)
        return resources_pb2.Data(parts=parts)
    return value


def inputs(method: str, **arguments: Any) -> list[Any]:
    message = resources_pb2.Input()
    message.data.metadata["_method_name"] = method
    for name, value in arguments.items():
        message.data.parts.add(id=name, data=data(value))
    return [message]


def fields(response: Any) -> dict[str, Any]:
    assert response.status.code == 10000, response.status
    (part,) = response.outputs[0].data.parts
    return {each.id: each.data for each in part.data.parts}


def picture(colour: str = "red", size: tuple[int, int] = (40, 30)) -> Any:
    file = io.BytesIO()
    image = Image.new("RGB", size, colour)
    image.paste("blue", (0, 0, size[0] // 4, size[1]))
    image.save(file, "PNG")
    return resources_pb2.Data(image=resources_pb2.Image(base64=file.getvalue()))


def sound(amplitude: float, seconds: float, width: int = 2, channels: int = 1) -> Any:
    file = io.BytesIO()
    frames = int(8000 * seconds) * channels
    kind = {1: "u1", 2: "<i2", 3: "u1", 4: "<i4"}[width]
    level = amplitude * (2 ** (8 * width - 1) - 1) + (128 if width == 1 else 0)
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(8000)
        samples = np.full(frames, level if width != 3 else 0).astype(kind).tobytes()
        out.writeframes(samples * (3 if width == 3 else 1))
    return resources_pb2.Data(audio=resources_pb2.Audio(base64=file.getvalue()))


def test_its_signatures_file_is_what_the_runner_says() -> None:
    model = read(parse(str(DEMO))).model
    kept = json.loads((DEMO / "signatures.json").read_text("utf-8"))
    assert kept == encode_model(model), (
        "stale: write anew what `clarifai-codegen signature --format json` prints for "
        "the demo model"
    )
    assert read(parse(str(DEMO / "signatures.json"))).model == model


def test_it_shows_what_signatures_can_say() -> None:
    model = read(parse(str(DEMO / "signatures.json"))).model
    parameters = [each for method in model.methods for each in method.parameters]
    assert {method.kind for method in model.methods} == set(Kind)
    assert all(method.description for method in model.methods)
    assert any(parameter.choices for parameter in parameters)
    assert any(parameter.range for parameter in parameters)
    assert all(each.description for each in parameters if each.is_param)


@pytest.mark.slow
def test_it_describes_images(ask: Any) -> None:
    told = fields(
        ask("PostModelOutputs", **IDS, inputs=inputs("describe_image", image=picture()))
    )
    assert (told["width"].int_value, told["height"].int_value) == (40, 30)
    assert told["format"].string_value == "PNG"
    palette = [part.data.string_value for part in told["palette"].parts]
    assert palette == ["#ff0000", "#0000ff"]
    one = inputs("describe_image", image=picture(), colors=1)
    assert len(fields(ask("PostModelOutputs", **IDS, inputs=one))["palette"].parts) == 1


@pytest.mark.parametrize("stamp", [{}, {"stamp": picture("green")}])
def test_it_makes_thumbnails(stamp: dict[str, Any], ask: Any) -> None:
    question = inputs(
        "make_thumbnail", image=picture(size=(400, 200)), size=32, **stamp
    )
    answer = ask("PostModelOutputs", **IDS, inputs=question)
    png = answer.outputs[0].data.parts[0].data.image.base64
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.size == (32, 16)
    corner = image.getpixel((31, 15))
    assert corner == ((0, 128, 0) if stamp else (255, 0, 0))


def test_it_counts_words(ask: Any) -> None:
    text = "The cat sat. Did the cat sit? It didn't!"
    told = fields(
        ask("PostModelOutputs", **IDS, inputs=inputs("text_statistics", text=text))
    )
    assert told["characters"].int_value == len(text)
    assert (told["words"].int_value, told["sentences"].int_value) == (9, 3)
    assert told["words_per_sentence"].float_value == 3.0
    rows = [
        {each.id: each.data for each in part.data.parts}
        for part in told["frequent"].parts
    ]
    assert [row["word"].string_value for row in rows] == ["cat", "did", "didn't"]
    assert rows[0]["count"].int_value == 2
    empty = inputs("text_statistics", text="", stop_words="none", top=1)
    assert fields(ask("PostModelOutputs", **IDS, inputs=empty))["words"].int_value == 0


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ({}, ["one  ", "two\n", "Three"]),
        ({"style": "loud", "pause": 0.001}, ["ONE  ", "TWO\n", "THREE"]),
        ({"style": "title"}, ["One  ", "Two\n", "Three"]),
        ({"style": "backwards"}, ["eno  ", "owt\n", "eerhT"]),
    ],
)
def test_it_reads_aloud(style: dict[str, Any], expected: list[str], ask: Any) -> None:
    question = inputs("read_aloud", text="one  two\nThree", **style)
    answers = ask("GenerateModelOutputs", **IDS, inputs=question)
    said = [each.outputs[0].data.parts[0].data.string_value for each in answers]
    assert said == expected


@pytest.mark.parametrize(("width", "channels"), [(1, 1), (2, 1), (2, 2), (4, 1)])
def test_it_measures_levels(width: int, channels: int, ask: Any) -> None:
    audio = sound(0.5, 0.25, width, channels)
    answers = ask(
        "StreamModelOutputs", **IDS, inputs=inputs("measure_levels", audio=audio)
    )
    levels = [fields(each) for each in answers]
    assert [level["second"].float_value for level in levels] == [0.0, 0.1, 0.2]
    for level in levels:
        assert level["peak"].float_value == pytest.approx(-6.02, abs=0.2)
        assert level["rms"].float_value == pytest.approx(-6.02, abs=0.2)


def test_it_says_which_sounds_it_cannot_read(ask: Any) -> None:
    question = inputs("measure_levels", audio=sound(0.5, 0.1, width=3))
    (answer,) = ask("StreamModelOutputs", **IDS, inputs=question)
    assert "samples of 3 bytes" in answer.status.details


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Hello there", "Hello, friend. What is on your mind?"),
        ("I need my {coffee}", "Why do you need your coffee?"),
        ("because I am late", "How long have you been late?"),
        ("Are you there?", "What do you think yourself?"),
        ("Fine.", "Please go on, friend."),
    ],
)
def test_it_chats(said: str, expected: str, ask: Any) -> None:
    messages = [
        {"role": "user", "content": "x"},
        {"role": "assistant", "content": "y"},
        {"role": "user", "content": said},
    ]
    answer = ask("PostModelOutputs", **IDS, inputs=inputs("chat", messages=messages))
    assert answer.outputs[0].data.parts[0].data.string_value == expected
