"""`call` against Clarifai's own runner."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest

from clarifai_codegen.call import call, opened
from clarifai_codegen.problems import ProblemError
from tests.cli.conftest import MODELS, Run, command

URL = "https://samples.example.com/x.png"
IMAGE = {"base64": base64.b64encode(b"bytes").decode()}

ECHOES = {
    "str": ("echo_str", "[1, 2]", "[1, 2]"),
    "empty str": ("echo_str", "", ""),
    "str with an at sign": ("echo_str", "@@me", "@me"),
    "str from a file": ("echo_str", "@text.txt", "line 1\nline 2\n"),
    "bytes": ("echo_bytes", "ä", {"base64": base64.b64encode("ä".encode()).decode()}),
    "bytes from a file": ("echo_bytes", "@bytes.bin", IMAGE),
    "int": ("echo_int", "-9223372036854775808", -(2**63)),
    "int zero": ("echo_int", "0", 0),
    "float": ("echo_float", "1e-7", 1e-7),
    "float of a whole number": ("echo_float", "3", 3.0),
    "nan": ("echo_float", "nan", "NaN"),
    "inf": ("echo_float", "-inf", "-Infinity"),
    "bool": ("echo_bool", "false", False),
    "ndarray": ("echo_ndarray", "[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
    "ndarray of floats": ("echo_ndarray", "[0.5]", [0.5]),
    "json": ("echo_json", '{"a": [1, null]}', {"a": [1.0, None]}),
    "json from a file": ("echo_json", "@value.json", {"b": "c"}),
    "text": ("echo_text", "hello", "hello"),
    "image": ("echo_image", "@bytes.bin", IMAGE),
    "audio": ("echo_audio", "@bytes.bin", IMAGE),
    "video": ("echo_video", "@bytes.bin", IMAGE),
    "concept": ("echo_concept", "dog", {"id": "dog", "name": "dog", "value": 1.0}),
    "concept as json": (
        "echo_concept",
        '{"name": "cat", "value": 0.5}',
        {"id": "cat", "name": "cat", "value": 0.5},
    ),
    "list": ("echo_list_int", "[1, 2]", [1, 2]),
    "empty list": ("echo_list_str", "[]", []),
    "list of lists": ("echo_list_list_int", "[[1], [], [2, 3]]", [[1], [], [2, 3]]),
    "list of concepts": (
        "echo_list_concept",
        '["dog"]',
        [{"id": "dog", "name": "dog", "value": 1.0}],
    ),
}


@pytest.fixture(autouse=True)
def files(here: Path) -> None:
    (here / "text.txt").write_text("line 1\nline 2\n")
    (here / "bytes.bin").write_bytes(b"bytes")
    (here / "value.json").write_text('{"b": "c"}')
    (here / "lines.txt").write_text("one\ntwo\n\nfour")


@pytest.fixture
def typed(run: Run, all_types: str) -> Run:
    return lambda *arguments: run("call", all_types, *arguments)


@pytest.mark.parametrize("case", ECHOES.values(), ids=ECHOES)
def test_a_value_of_each_type_comes_back(
    typed: Run, case: tuple[str, str, object]
) -> None:
    method, text, expected = case
    result = typed(method, f"x={text}", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["value"] == expected


def test_texts_are_printed_as_they_are_and_values_as_json(typed: Run) -> None:
    assert typed("echo_str", "x=a  b\nc").out == "a  b\nc\n"
    assert json.loads(typed("echo_json", 'x={"a": 1}').out) == {"a": 1.0}
    assert typed("echo_image", "x=@bytes.bin").out == "<Image, 5 bytes>\n"
    assert json.loads(typed("ret_multi", "x=hi").out) == {"text": "hi", "score": 0.25}


def test_regions_frames_tuples_and_named_fields_are_json(typed: Run) -> None:
    region = '{"box": [0, 0.25, 0.5, 1], "concepts": ["dog"]}'
    value = typed("echo_region", f"x={region}", "--json").json["value"]
    assert value["box"] == [0.0, 0.25, 0.5, 1.0]
    assert value["concepts"][0]["name"] == "dog"
    frame = '{"time": 1.5, "index": 2}'
    value = typed("echo_frame", f"x={frame}", "--json").json["value"]
    assert (value["time"], value["index"]) == (1.5, 2)
    value = typed("echo_tuple", f'x=[1, "a", "{URL}"]', "--json").json["value"]
    assert value == [1, "a", {"url": URL}]
    nested = 'x=[{"box": [1, 2], "label": "a"}]'
    result = typed("echo_nested", nested, "--json").json["value"]
    assert result["n"] == 1


def test_a_list_takes_one_item_of_each_word(typed: Run) -> None:
    result = typed("echo_list_str", "x=a", "x=b=c", "--json")
    assert result.json["value"] == ["a", "b=c"]


def test_what_is_left_out_is_left_to_the_model(typed: Run) -> None:
    told = json.loads(typed("defaults", "s=given", "f=1").out)
    assert (told["s"], told["f"], told["i"]) == ("'given'", "1.0", "7")
    assert typed("no_args").out == "pong\n"
    assert "'seed': [" in str(json.loads(typed("params", "prompt=a", "seed=null").out))


REFUSED = {
    "a wrong number": ("echo_int", ["x=three"], "x", "'three' is no whole number"),
    "a number too large": ("echo_int", ["x=9223372036854775808"], "", "'x'"),
    "a wrong truth": ("echo_bool", ["x=yes"], "x", "neither true nor false"),
    "no JSON": ("echo_json", ["x={a}"], "x", "is not JSON"),
    "a scalar for JSON": ("echo_json", ["x=3"], "x", "a JSON object or list is needed"),
    "a text for a list": ("echo_list_int", ['x="a"'], "x", "a JSON list is needed"),
    "a wrong item": ("echo_list_int", ['x=[1, "a"]'], "x", "[1]: a whole number"),
    "a short tuple": ("echo_tuple", ["x=[1]"], "x", "a JSON list of 3 is needed"),
    "a missing field": ("echo_named", ['x={"a": 1}'], "x", "the field 'b', 'img'"),
    "a ragged array": (
        "echo_ndarray",
        ["x=[[1], [1, 2]]"],
        "x",
        "not all of one length",
    ),
    "a file as text": ("echo_image", ["x=bytes.bin"], "x", "for a file write @PATH"),
    "a file URL": ("echo_image", ["x=file:///etc/passwd"], "x", "no http URL"),
    "a missing file": ("echo_image", ["x=@nope"], "x", "nope: No such file"),
    "a value out of range": (
        "params",
        ["prompt=a", "temperature=9"],
        "",
        "'temperature'",
    ),
    "no choice": ("params", ["prompt=a", "style=loud"], "", "'style'"),
    "an unknown name": ("echo_int", ["y=1"], "y", "no parameter 'y'"),
    "a missing one": ("two_args", ["a=1"], "b", "'b' is missing"),
    "no NAME=VALUE": ("echo_int", ["3"], "", "'3' is no NAME=VALUE"),
    "the same twice": ("echo_int", ["x=1", "x=2"], "x", "given 2 times"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_value_is_refused_before_the_call_with_its_name(
    typed: Run, case: tuple[str, list[str], str, str]
) -> None:
    method, words, field, what = case
    result = typed(method, *words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"error [bad-argument] method {method}"), result.err
    assert what in result.err
    if field:
        assert f", field {field}: " in result.err


def test_the_nearest_name_is_told(typed: Run) -> None:
    result = typed("params", "promt=a")
    assert "Write prompt=..." in result.err
    assert "Write 'echo_int'." in typed("echo_itn", "x=1").err


def test_errors_of_the_model_keep_their_details(typed: Run) -> None:
    result = typed("boom", "x=now")
    assert result.status == 3
    assert result.err.startswith("error [call-failed] method boom: ")
    assert "boom: now" in result.err


def test_a_stream_is_printed_as_it_comes(typed: Run) -> None:
    assert typed("generate", "text=a", "n=3").out == "a0 a1 a2 \n"
    lines = typed("generate_named", "n=2", "--json").out.splitlines()
    assert [json.loads(line) for line in lines[:2]] == [
        {"item": {"i": 0, "tok": "t0"}},
        {"item": {"i": 1, "tok": "t1"}},
    ]
    assert json.loads(lines[2])["exit"] == 0


def test_items_before_an_error_are_printed(typed: Run) -> None:
    result = typed("boom_gen", "n=2")
    assert (result.status, result.out) == (3, "t0t1")
    assert "boom in generator" in result.err


def test_items_go_in_one_a_word_or_one_a_line(typed: Run) -> None:
    out = typed("stream_first_other", "prefix=p", "items=1", "items=2", "--json").out
    assert [json.loads(line).get("item") for line in out.splitlines()] == [2, 4, None]
    out = typed("stream", "items=zero", "items=@lines.txt", "--json").out
    items = [json.loads(line).get("item", "") for line in out.splitlines()]
    assert [item.split(":")[1] for item in items[:-1]] == [
        "zero",
        "one",
        "two",
        "",
        "four",
    ]
    out = typed("stream_named", 'items={"x": "a", "y": 1}').out
    assert out == "a 1\n"
    refused = typed("stream_first_other", "prefix=p", "items=1", "items=b")
    assert refused.status == 2


def test_items_come_from_standard_input(all_types: str, here: Path) -> None:
    done = command(
        "call", all_types, "stream", "items=-", input="a\nb\n", cwd=here, timeout=60
    )
    assert [part.split(":")[0] for part in done.stdout.split("p:")[1:]] == ["a", "b"]


@pytest.mark.slow
def test_media_go_in_pieces(run: Run, demo: str, here: Path) -> None:
    with wave.open(str(here / "a.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 12000)
    out = run("call", demo, "measure_levels", "audio=@a.wav", "window=10").out
    levels = [json.loads(line) for line in out.splitlines()]
    assert [level["second"] for level in levels] == [0.0, 0.5, 1.0]


def test_answers_are_saved(typed: Run, here: Path) -> None:
    result = typed("echo_image", "x=@bytes.bin", "--save", "out.png")
    assert result.out == "out.png: 5 bytes\n"
    assert (here / "out.png").read_bytes() == b"bytes"
    typed("generate", "text=a", "n=2", "--save", "piece.txt")
    assert (here / "piece-0001.txt").read_text() == "a0 "
    assert (here / "piece-0002.txt").read_text() == "a1 "
    typed("echo_list_int", "x=[1]", "--save", "list.json")
    assert json.loads((here / "list.json").read_text()) == [1]
    url = typed("echo_image", f"x={URL}", "--save", "url.png")
    assert url.status in (2, 3)
    assert not (here / "url.png").exists()


def test_options_of_the_client_are_checked(typed: Run) -> None:
    result = typed("echo_int", "x=1", "--compute-cluster-id", "c")
    assert result.status == 2
    assert "nodepool_id" in result.err
    assert typed("echo_int", "x=1", "--timeout", "-1").status == 2
    late = typed("generate", "text=a", "n=5", "delay=2", "--timeout", "0.3")
    assert late.status == 3


@pytest.mark.slow
def test_a_model_directory_is_served_for_the_call(run: Run) -> None:
    for source in (MODELS / "no_arguments", MODELS / "no_arguments/1/model.py"):
        result = run("call", source, "n_zero")
        assert (result.out, result.err) == ("0\n", "")


def test_signatures_alone_cannot_be_called(run: Run, here: Path) -> None:
    source = MODELS / "all_types/signatures.json"
    result = run("call", source, "echo_int", "x=1")
    assert (result.status, result.out) == (2, "")
    assert "which model" in result.err


def test_the_api_gives_values(all_types: str) -> None:
    answer = call(all_types, "echo_named", {"x": {"a": 1, "b": "c", "img": b"x"}})
    assert (answer.value["a"], answer.value["img"].bytes) == (1, b"x")
    assert call(all_types, "generate", {"text": "a", "n": 2}).value == ["a0 ", "a1 "]
    with pytest.raises(ProblemError, match="'x' is missing"):
        call(all_types, "echo_int", {})
    with opened(all_types) as callee, callee.call("generate", {"text": "a"}) as answer:
        assert next(iter(answer)) == "a0 "


@pytest.mark.slow
def test_ctrl_c_ends_a_call_and_the_model_served_for_it(here: Path) -> None:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "clarifai_codegen.cli", "call"),
            *(str(MODELS / "all_types"), "generate", "text=a", "n=1000", "delay=0.05"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.read(3) == b"a0 "
    children = _children(process.pid)
    assert children
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err.strip()) == (130, b"")
    end = time.monotonic() + 10
    while any(map(_is_alive, children)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(_is_alive, children))


def _children(parent: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()[1:]]
    return [int(pid) for pid, ppid in rows if int(ppid) == parent]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
