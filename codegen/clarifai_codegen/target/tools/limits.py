"""What providers refuse: limits of strict schemas, of descriptions, of requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .schema import Schema

__all__ = ["DESCRIPTION", "LIMITS", "TOOLS", "Excess", "Limits", "excesses"]

DESCRIPTION = 1024
"""Characters of a tool's description, as OpenAI's API has said in errors."""

TOOLS = 128
"""Tools of one request."""

_ENUM_VALUES = 1000
_LONG_ENUM = 250
_LONG_ENUM_TEXT = 15_000
_TEXT = 120_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a strict schema may be."""

    properties: int
    depth: int


LIMITS = {"openai": Limits(5000, 10), "azure": Limits(100, 5)}


@dataclass(frozen=True, slots=True)
class Excess:
    """What exceeds a limit, and which parameter does ("" for all of them together)."""

    field: str
    what: str


def excesses(parameters: Schema, limits: Limits) -> Iterator[Excess]:
    """What a strict schema has too much of."""
    counts = _Counts()
    for name, schema in parameters["properties"].items():
        before = counts.depth
        counts.add(schema, 1)
        if before <= limits.depth < counts.depth:
            what = f"It nests {counts.depth} levels deep, of {limits.depth} allowed."
            yield Excess(name, what)
        for many, characters in counts.long_enums:
            what = f"{many} choices have {characters} characters, of {_LONG_ENUM_TEXT} allowed."
            yield Excess(name, what)
        counts.long_enums.clear()
    counts.properties += len(parameters["properties"])
    counts.text += sum(map(len, parameters["properties"]))
    for what, found, allowed in (
        ("properties", counts.properties, limits.properties),
        ("choices", counts.enum_values, _ENUM_VALUES),
        ("characters of names and choices", counts.text, _TEXT),
    ):
        if found > allowed:
            yield Excess("", f"It has {found} {what}, of {allowed} allowed.")


class _Counts:
    """What was counted so far; the root is the first level, `anyOf` is none."""

    def __init__(self) -> None:
        self.properties = self.depth = self.enum_values = self.text = 0
        self.long_enums: list[tuple[int, int]] = []

    def add(self, schema: Schema, level: int) -> None:
        for each in schema.get("anyOf", ()):
            self.add(each, level)
        if enum := schema.get("enum"):
            self._add_enum(enum)
        kind = schema.get("type")
        if kind in ("object", "array"):
            level += 1
        self.depth = max(self.depth, level)
        if kind == "array":
            self.add(schema["items"], level)
        for name, each in schema.get("properties", {}).items():
            self.properties += 1
            self.text += len(name)
            self.add(each, level)

    def _add_enum(self, enum: list[Any]) -> None:
        characters = sum(len(value) for value in enum if isinstance(value, str))
        self.enum_values += len(enum)
        self.text += characters
        if len(enum) > _LONG_ENUM and characters > _LONG_ENUM_TEXT:
            self.long_enums.append((len(enum), characters))
