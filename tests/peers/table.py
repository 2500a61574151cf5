"""Prints a Markdown table: which library makes a right tool of which function.

Run by `make peers`: `python -m tests.peers.table OURS.json`, with our own tools in the form
of Chat Completions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.tools.engine import Engine
from tests.tools.rules import faults

from .functions import FUNCTIONS
from .makers import MAKERS, Made

ASPECTS = ("valid", "default", "range", "choices", "texts", "tuple", "bytes", "JSON")


def main(ours: str) -> None:
    """Print the table."""
    print("| library | strict | " + " | ".join(ASPECTS) + " | right of six |")
    print("|" + "---|" * (len(ASPECTS) + 3))
    for name, package, make in MAKERS:
        title = f"{name} {version(package)}"
        row(title, {each.__name__: attempt(make, each) for each in FUNCTIONS})
    row("**clarifai-codegen**", own(ours))


def own(file: str) -> dict[str, Made]:
    """Our tools by the name of their method."""
    tools = [each["function"] for each in json.loads(Path(file).read_text("utf-8"))]
    return {
        tool["name"].partition("__")[2]: Made(tool["parameters"], tool["strict"])
        for tool in tools
    }


def attempt(make: Callable[[Any], Made], function: Any) -> Made | None:
    """What a library makes of a function, None where it raises."""
    try:
        return make(function)
    except Exception:
        return None


def row(title: str, made: Mapping[str, Made | None]) -> None:
    """One library: an aspect counts where it holds for all functions that have it."""
    verdicts = {name: judge(name, each) for name, each in made.items()}
    cells = []
    for aspect in ASPECTS:
        found = [each[aspect] for each in verdicts.values() if aspect in each]
        good = sum(found)
        cells.append("yes" if good == len(found) else f"{good}/{len(found)}")
    right = sum(all(each.values()) for each in verdicts.values())
    flags = {str(each.strict).lower() for each in made.values() if each is not None}
    print(f"| {title} | {'/'.join(sorted(flags))} | {' | '.join(cells)} | {right} |")


def judge(name: str, made: Made | None) -> dict[str, bool]:
    """Which aspects of one function are right; all are wrong where none was made."""
    aspects = {"valid": valid, "texts": texts, **_ASPECTS[name]}
    return {
        aspect: made is not None and check(made) for aspect, check in aspects.items()
    }


def valid(made: Made) -> bool:
    """The engine compiles it, and where strict is claimed, it keeps the rules."""
    try:
        complaints = Engine(made.schema).complaints
    except ValueError:
        return False
    return not complaints and not (made.strict and faults(_bare(made.schema)))


def texts(made: Made) -> bool:
    """Each parameter is described where the model looks."""
    return all("description" in each for each in made.schema["properties"].values())


def default(name: str, value: Any) -> Callable[[Made], bool]:
    """The default is told, and under strict null stands for it."""

    def check(made: Made) -> bool:
        schema = made.schema["properties"][name]
        told = schema.get("default") == value or f"{value}" in schema.get(
            "description", ""
        )
        escape = {"type": "null"} in schema.get("anyOf", ())
        required = name in made.schema.get("required", ())
        return told and (escape or not required)

    return check


def within(name: str, low: int, high: int) -> Callable[[Made], bool]:
    """The bounds are in the schema."""
    return lambda made: any(
        (each.get("minimum"), each.get("maximum")) == (low, high)
        for each in _arms(made.schema["properties"][name])
    )


def chosen(name: str, *choices: str) -> Callable[[Made], bool]:
    """The choices are in the schema."""
    return lambda made: any(
        each.get("enum") == list(choices)
        for each in _arms(made.schema["properties"][name])
    )


def rows_of(name: str, many: int) -> Callable[[Made], bool]:
    """A tuple is a list of that length, with `items`."""

    def check(made: Made) -> bool:
        schema = made.schema["properties"][name]
        length = (schema.get("minItems"), schema.get("maxItems"))
        return (
            "prefixItems" not in schema and "items" in schema and length == (many, many)
        )

    return check


def text_of_file(name: str) -> Callable[[Made], bool]:
    """Bytes are a text without a format that engines refuse."""

    def check(made: Made) -> bool:
        schema = made.schema["properties"][name]
        told = "base64" in str(schema) or "URL" in str(schema)
        return schema.get("type") == "string" and "format" not in schema and told

    return check


def open_json(name: str) -> Callable[[Made], bool]:
    """A value with a key of its own can be written."""

    def check(made: Made) -> bool:
        schema = {**made.schema["properties"][name]}
        try:
            return Engine({**schema, "$defs": made.schema.get("$defs", {})}).takes(
                {"a": 1}
            )
        except ValueError:
            return False

    return check


def _arms(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [schema, *schema.get("anyOf", ())]


def _bare(schema: Any) -> Any:
    """The schema without titles and defaults, which the guide neither lists nor forbids."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if key == "properties":
            kept[key] = {name: _bare(each) for name, each in value.items()}
        elif key not in ("title", "default", "$defs"):
            kept[key] = _bare(value)
    if "$ref" in kept:  # judged where it is defined
        return {"type": "string"}
    return kept


_ASPECTS: dict[str, dict[str, Callable[[Made], bool]]] = {
    "predict": {
        "default": default("max_tokens", 512),
        "range": within("max_tokens", 1, 4096),
    },
    "classify_images": {
        "default": default("top_k", 5),
        "range": within("top_k", 1, 100),
        "choices": chosen("mode", "fast", "exact"),
    },
    "crop": {"tuple": rows_of("box", 4)},
    "run_workflow": {"JSON": open_json("config")},
    "transcribe": {
        "bytes": text_of_file("audio"),
        "choices": chosen("language", "en", "fr"),
        "default": default("language", "en"),
    },
    "embed_stream": {},
}


if __name__ == "__main__":
    import_module("logging").disable()
    main(sys.argv[1])
