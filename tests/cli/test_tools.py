"""What the command `tools` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import tools
from tests.cli.conftest import Run
from tests.project.samples import field, method, save

INPUTS = (
    field("prompt", required=True),
    field("seed", "INT", default="7"),
    field("config", "JSON_DATA", default="{}"),
)


@pytest.fixture
def source(here: Path) -> Path:
    answer = method("answer")
    return save(here / "s.json", "gpt-4_1", method("predict", *INPUTS), answer)


def test_tools_are_printed_as_json_ready_for_a_request(run: Run, source: Path) -> None:
    result = run("tools", source)
    assert (result.status, result.err) == (0, "")
    assert [each["function"]["name"] for each in result.json] == [
        *("gpt_4_1__predict", "gpt_4_1__answer")
    ]
    assert result.json == tools(source).tools


def test_arguments_are_hidden_and_fixed(run: Run, source: Path) -> None:
    given = ("--hide", "predict.seed", "--fixed", 'predict.config={"a": 1}')
    result = run("tools", source, "predict", "--format", "openai-responses", *given)
    (tool,) = result.json
    assert list(tool["parameters"]["properties"]) == ["prompt"]
    assert tool["strict"] is True


def test_strict_and_json_are_chosen(run: Run, source: Path) -> None:
    def strict(*options: str) -> bool:
        (tool,) = run("tools", source, "predict", *options).json
        found: bool = tool["function"]["strict"]
        return found

    assert [strict(), strict("--json-as", "string")] == [False, True]
    assert strict("--strict", "always")
    assert not strict("--json-as", "string", "--strict", "never")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("predcit",), "Write 'predict'."),
        (("--hide", "predict"), "is no METHOD.PARAM."),
        (("--hide", "predict.prompt"), "'prompt' is required"),
        (("--fixed", "predict.seed=seven"), "has no JSON after `=`"),
        (("--fixed", "predict.seed=NaN"), "has no JSON after `=`"),
        (("--fixed", 'predict.seed="7"'), "seed is no integer"),
        (("--fixed", "predct.seed=7"), "Write 'predict'."),
    ],
)
def test_a_wrong_choice_is_told(
    run: Run, source: Path, arguments: tuple[str, ...], what: str
) -> None:
    result = run("tools", source, *arguments)
    assert (result.status, result.out) == (2, "")
    assert what in result.err


def test_warnings_go_to_standard_error(run: Run, here: Path) -> None:
    long = method("predict", description="word " * 2000)
    result = run("tools", save(here / "s.json", "m", long))
    assert result.status == 0
    assert result.json
    assert "warning [tool-limit]" in result.err
    refused = run("tools", here / "s.json", "--on-limit", "problem")
    assert (refused.status, refused.json) == (2, [])


def test_a_method_that_takes_a_stream_needs_a_word(run: Run, here: Path) -> None:
    stream = method(
        "echo",
        field("x", iterator=True),
        methodType="STREAMING_STREAMING",
        outputFields=[field("return", iterator=True)],
    )
    save(here / "s.json", "m", stream)
    assert "needs --bidirectional" in run("tools", "s.json", "echo").err
    assert len(run("tools", "s.json", "echo", "--bidirectional").json) == 1


def test_what_is_next_loads_the_tools(run: Run, source: Path, here: Path) -> None:
    result = run("generate", source, "--target", "tools", "--output", "out")
    (line,) = result.out.partition("Next:\n")[2].splitlines()
    names: dict[str, Any] = {}
    exec(line.strip(), names)
    assert {each["function"]["name"] for each in names["tools"]} == {
        *("gpt_4_1__answer", "gpt_4_1__predict")
    }
