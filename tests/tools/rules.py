"""The rules of OpenAI's strict tools, as its guide states them (facts: 2026-08)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,44}")
_TYPES = {"string", "number", "boolean", "integer", "object", "array", "null"}
_KEYS = {
    "string": {"enum"},
    "number": {"enum", "minimum", "maximum"},
    "integer": {"enum", "minimum", "maximum"},
    "boolean": {"enum"},
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "null": set[str](),
}
_AZURE_KEYS = {"minimum", "maximum", "minItems", "maxItems"}


def faults(schema: Mapping[str, Any], azure: bool = False) -> list[str]:
    """Why a schema is no strict one; empty where it is."""
    found = list(_faults(schema, "root", azure))
    if schema.get("type") != "object" or "anyOf" in schema:
        found.append("root: no object")
    counts = Counts()
    counts.count(schema, 0)
    most = {"properties": 100 if azure else 5000, "depth": 5 if azure else 10}
    most |= {"enums": 1000, "characters": 120_000}
    found += [
        f"root: {getattr(counts, word)} {word}"
        for word, allowed in most.items()
        if getattr(counts, word) > allowed
    ]
    return found


def _faults(schema: Mapping[str, Any], path: str, azure: bool) -> Iterator[str]:
    keys = set(schema) - {"description"}
    if "anyOf" in schema:
        if keys != {"anyOf"}:
            yield f"{path}: beside anyOf stand {keys}"
        for number, each in enumerate(schema["anyOf"]):
            yield from _faults(each, f"{path}|{number}", azure)
        return
    kind = schema.get("type")
    if kind not in _TYPES:
        yield f"{path}: its type is {kind!r}"
        return
    for key in keys - {"type"} - _KEYS[kind]:
        yield f"{path}: {key}"
    if azure:
        for key in keys & _AZURE_KEYS:
            yield f"{path}: {key} on Azure"
    if kind == "array":
        if "items" not in schema:
            yield f"{path}: no items"
        yield from _faults(schema.get("items", {}), f"{path}[]", azure)
    if kind == "object":
        if schema.get("additionalProperties") is not False:
            yield f"{path}: open"
        if schema.get("required") != list(schema.get("properties", ())):
            yield f"{path}: not all are required"
        for name, each in schema.get("properties", {}).items():
            yield from _faults(each, f"{path}.{name}", azure)
    enum = schema.get("enum", ["one"])
    if not enum or None in enum:
        yield f"{path}: its choices are {enum}"
    texts = [each for each in enum if isinstance(each, str)]
    if len(enum) > 250 and sum(map(len, texts)) > 15_000:
        yield f"{path}: its choices are too long"


class Counts:
    """What a schema holds in all."""

    def __init__(self) -> None:
        self.properties = self.depth = self.enums = self.characters = 0

    def count(self, schema: Mapping[str, Any], above: int) -> None:
        depth = above + (schema.get("type") in ("object", "array"))
        self.depth = max(self.depth, depth)
        enum = schema.get("enum", [])
        self.enums += len(enum)
        self.characters += sum(len(each) for each in enum if isinstance(each, str))
        names = schema.get("properties", {})
        self.properties += len(names)
        self.characters += sum(map(len, names))
        inner = [*schema.get("anyOf", []), *names.values()]
        for each in [*inner, *([schema["items"]] if "items" in schema else [])]:
            self.count(each, depth)
