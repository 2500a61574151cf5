"""Verdicts over calls of the whole corpus, in a file that other languages replay.

`verdicts.json` is a list of `{"tool", "parameters", "rows"}`; a row has the `arguments` as
a text or as parsed JSON, and the `text` that a model is told, null where the schema takes
them. `--refresh-golden` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.runtime.python.tools.arguments import BadArguments, arguments_of
from clarifai_codegen.runtime.python.tools.problems import (
    Violation,
    invalid_json,
    refusal,
)
from clarifai_codegen.runtime.python.tools.validation import checker_of
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.tools.tool import tools_of

from ..end_to_end.corpus import cases
from .samples import samples

FILE = Path(__file__).with_name("verdicts.json")

TEXTS = (
    "",
    "null",
    "{}",
    " {} ",
    "[]",
    "1.0",
    '"text"',
    "{",
    '{"a"',
    '{"a":}',
    '{"a" 1}',
    "{a: 1}",
    '{"a": 1} x',
    '{"a": NaN}',
    '{"a": -Infinity}',
    '{"a": 1e999}',
    '{"a": "\t"}',
    '{"a": "\\x"}',
    '{"a": "\\u12"}',
    '{"a": "open',
    '{"a": ' + "[" * 64 + "]" * 64 + "}",
    "{" + '"a": 1, ' * 100,
    '{"a": 1, "a": null}',
    '{"a": 1180591620717411303424}',
    '{"a": 9223372036854775807}',
    '{"a": 5.0, "b": 1e-7, "c": "\\ud800"}',
    '{"a": 5.5, "b": 0.0000015, "c": "é🙂"}',
    '{"a": true, "b": "1", "c": ["x"], "d": {"x": null}}',
    '{"a": 1, "d": {"y": 1, "x": [1, 2, 3]}, "e": 1, "f": 2}',
    json.dumps({f"x{number}": number for number in range(30)}),
    json.dumps({"y" * 100: "z" * 100, "c": "z" * 100}),
)
"""What models write when they write no object of the right form."""

PLAIN = {
    "type": "object",
    "properties": {
        "a": {"type": "integer"},
        "b": {"anyOf": [{"type": "number", "minimum": 1e-6}, {"type": "null"}]},
        "c": {"type": "string", "enum": ["x", "y"]},
        "d": {
            "type": "object",
            "properties": {
                "x": {
                    "type": "array",
                    "items": {"type": "number", "maximum": 1},
                    "minItems": 2,
                    "maxItems": 2,
                }
            },
            "required": [],
            "additionalProperties": False,
        },
    },
    "required": ["a", "b"],
    "additionalProperties": False,
}
MOST = 4
"""Refused samples of one schema: the file is read by people too."""


def verdict(tool: str, parameters: Any, arguments: Any) -> str | None:
    """What a model is told of a call before it is converted and sent."""
    try:
        given = arguments_of(arguments)
    except BadArguments as error:
        return invalid_json(str(error), error.text)
    problems: list[Violation] = []
    checker_of(parameters)(given, None, problems)
    return refusal(tool, problems) if problems else None


def written() -> list[dict[str, Any]]:
    """The verdicts as they are now."""
    rows = [
        {"arguments": text, "text": verdict("plain", PLAIN, text)} for text in TEXTS
    ]
    found = [{"tool": "plain", "parameters": PLAIN, "rows": rows}]
    seen: set[str] = set()
    for tool in _tools():
        bare = told_apart(tool.parameters)
        key = json.dumps(bare)
        if key in seen or "\\ud8" in key.lower():
            continue
        seen.add(key)
        good, bad = samples(tool.parameters)
        rows, texts = [], set[Any]()
        for arguments in (good[0], good[-1], *bad):
            text = verdict(tool.name, tool.parameters, arguments)
            if len(rows) < MOST + 2 and (text is None or text not in texts):
                texts.add(text)
                rows.append({"arguments": arguments, "text": text})
        found.append({"tool": tool.name, "parameters": bare, "rows": rows})
    return found


def told_apart(schema: Any) -> Any:
    """The schema without words, on which no verdict depends."""
    if isinstance(schema, list):
        return [told_apart(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    words = ("description", "default")
    return {
        key: (
            {name: told_apart(each) for name, each in value.items()}
            if key == "properties"
            else told_apart(value)
        )
        for key, value in schema.items()
        if key not in words
    }


def _tools() -> Iterator[Any]:
    entries = [case.entry for case in cases()]
    for strict in ("auto", "never"):
        options = ToolOptions(strict=strict, include_bidirectional=True)
        yield from tools_of(entries, options)[0]


@pytest.mark.slow
def test_the_verdicts_are_those_of_the_file(request: pytest.FixtureRequest) -> None:
    lines = [json.dumps(each, ensure_ascii=False) for each in written()]
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    if request.config.getoption("--refresh-golden"):
        FILE.write_text(text, "utf-8")
    assert FILE.read_text("utf-8") == text
