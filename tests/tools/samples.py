"""Calls that a tool's schema takes, and neighbours of them that it does not.

Made from the schema alone, so that whoever holds a tool can be held against them: the
engine, the standard's validator, the dispatchers. `python -m tests.tools.samples SOURCE` writes them as
JSON: `[{"tool", "parameters", "strict", "good": [...], "bad": [...]}]`.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

MOST = 40
"""Samples of one value: nested ones multiply."""

WRONG = "no such thing"
"""A key that no tool has, and a text that is no choice."""


class Samples(NamedTuple):
    """JSON objects: arguments that are accepted, and arguments that are not."""

    good: list[dict[str, Any]]
    bad: list[dict[str, Any]]


def samples(parameters: Mapping[str, Any]) -> Samples:
    """The calls of a tool with these parameters; keys in the schema's order."""
    return Samples(list(good(parameters)), list(bad(parameters)))


def good(schema: Mapping[str, Any]) -> list[Any]:
    """Values that the schema takes, the plainest first."""
    return list(itertools.islice(_good(schema), MOST))


def bad(schema: Mapping[str, Any]) -> list[Any]:
    """Values that the schema refuses, most of them by a little."""
    return list(itertools.islice(_bad(schema), MOST))


def export(tools: Iterable[Any]) -> list[dict[str, Any]]:
    """Tools with their samples, ready to be written as JSON."""
    return [
        {
            "tool": tool.name,
            "parameters": tool.parameters,
            "strict": tool.strict,
            **samples(tool.parameters)._asdict(),
        }
        for tool in tools
    ]


def _good(schema: Mapping[str, Any]) -> Iterator[Any]:
    if "default" in schema:
        yield schema["default"]
    if "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from good(each)
    elif "enum" in schema:
        yield from schema["enum"]
    elif not schema:
        yield from ("any", 1, None, [[]], {"a": [True]})
    else:
        yield from _GOOD[schema["type"]](schema)


def _bad(schema: Mapping[str, Any]) -> Iterator[Any]:
    if "anyOf" in schema:
        arms = schema["anyOf"]
        kinds = {arm.get("type") for arm in arms}
        if kinds <= {"null", arms[0].get("type")}:
            yield from (each for each in bad(arms[0]) if each is not None)
        elif not kinds & {"string", "number"}:
            yield from ("text", 1, True)
    elif schema:
        yield from _BAD[schema["type"]](schema)


def _integers(schema: Mapping[str, Any]) -> Iterator[int]:
    low, high = schema.get("minimum"), schema.get("maximum")
    ends = [end for end in (low, high) if end is not None]
    yield from ends or (0, 1, -1, 2**31, -(2**53))


def _numbers(schema: Mapping[str, Any]) -> Iterator[float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    ends = [end for end in (low, high) if end is not None]
    yield from ends or (0, 1.5, -2, 0.001)


def _outside(schema: Mapping[str, Any]) -> Iterator[float]:
    if "enum" in schema:
        number = next(n for n in itertools.count(7) if n not in schema["enum"])
        yield number
        return
    for word, sign in (("minimum", -1), ("maximum", 1)):
        if word in schema:
            end = schema[word]
            yield end + sign * (1 if abs(end) < 2**53 else 2 * math.ulp(float(end)))
            if schema["type"] == "number" and 1e-3 < abs(end) < 1e6:
                yield end + sign * abs(end) * 1e-6


def _no_integers(schema: Mapping[str, Any]) -> Iterator[Any]:
    yield from (int(each) for each in _outside(schema))
    yield from (0.5, "1", True, [], None)


def _no_numbers(schema: Mapping[str, Any]) -> Iterator[Any]:
    yield from _outside(schema)
    yield from ("1", False, {}, None)


def _no_texts(schema: Mapping[str, Any]) -> Iterator[Any]:
    if "enum" in schema:
        yield WRONG
        yield schema["enum"][0] + "~"
    yield from (1, True, [], None)


def _no_booleans(schema: Mapping[str, Any]) -> Iterator[Any]:
    if len(schema.get("enum", ())) == 1:
        yield not schema["enum"][0]
    yield from (0, "true", None)


def _lists(schema: Mapping[str, Any]) -> Iterator[list[Any]]:
    values = good(schema["items"])
    usual = 1 if isinstance(values[0], list | dict) else 3  # nested ones would multiply
    least, most = schema.get("minItems", 0), schema.get("maxItems", usual)
    for many in dict.fromkeys((most, least)):
        yield [values[0]] * many
    for each in values[1:]:
        yield [each] * max(least, 1)


def _no_lists(schema: Mapping[str, Any]) -> Iterator[Any]:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    value = good(schema["items"])[0]
    if least:
        yield [value] * (least - 1)
    if most is not None:
        yield [value] * (most + 1)
    for each in bad(schema["items"]):
        yield [*([value] * (max(least, 1) - 1)), each]
    yield from ("text", {}, 1)


def _objects(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "properties" not in schema:
        yield from ({}, {"a": 1}, {"b": {"c": [None, "d"]}})
        return
    properties = schema["properties"]
    values = {name: good(each) for name, each in properties.items()}
    whole = {name: each[0] for name, each in values.items()}
    yield {name: whole[name] for name in schema["required"]}
    yield whole
    for name, each in values.items():
        for value in each[1:]:
            yield {**whole, name: value}


def _no_objects(schema: Mapping[str, Any]) -> Iterator[Any]:
    if "properties" in schema:
        whole = next(_objects(schema))
        for name in schema["required"]:
            yield {key: value for key, value in whole.items() if key != name}
        yield {**whole, WRONG: 1}
        full = list(itertools.islice(_objects(schema), 2))[1]
        for name, each in schema["properties"].items():
            for value in bad(each):
                yield {**full, name: value}
    yield from ()


_GOOD: Any = {
    "array": _lists,
    "boolean": lambda schema: iter((True, False)),
    "integer": _integers,
    "null": lambda schema: iter((None,)),
    "number": _numbers,
    "object": _objects,
    "string": lambda schema: iter(("text", "", 'quote " and \\ and é🙂')),
}
_BAD: Any = {
    "array": _no_lists,
    "boolean": _no_booleans,
    "integer": _no_integers,
    "null": lambda schema: iter((0,)),
    "number": _no_numbers,
    "object": lambda schema: itertools.chain(_no_objects(schema), ("text", [], None)),
    "string": _no_texts,
}


def main(source: str) -> None:
    """Write the samples of a source."""
    from clarifai_codegen import read
    from clarifai_codegen.target.entry import Entry
    from clarifai_codegen.target.tools.options import ToolOptions
    from clarifai_codegen.target.tools.tool import tools_of

    entry = Entry("Model", read(source).model, source, "")
    json.dump(export(tools_of([entry], ToolOptions())[0]), sys.stdout, indent=2)


if __name__ == "__main__":
    main(sys.argv[1])
