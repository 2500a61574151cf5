# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The arguments of a call, held against the schema that the model was shown.

A schema is compiled once. It may have what tools have: type, enum, anyOf, properties,
required, additionalProperties, items, minItems, maxItems, minimum, maximum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from ..types import is_list, is_mapping
from .problems import Path, Violation, cited, counted, listed

__all__ = ["Checker", "Schema", "checker_of", "got", "may_lack", "without_null"]

Schema: TypeAlias = Mapping[str, Any]

Checker: TypeAlias = Callable[[Any, Path, list[Violation]], Any]
"""Gives the value without nulls that mean "left out", and adds what is wrong."""

_NAMES = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "number": "a number",
    "integer": "an integer",
    "boolean": "a boolean",
    "null": "null",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_NULL = {"type": "null"}


def checker_of(schema: Schema) -> Checker:
    """The check of a schema."""
    if "anyOf" in schema:
        return _any_of(schema)
    if "type" not in schema:
        return _anything
    return _CHECKERS[schema["type"]](schema)


def without_null(schema: Schema) -> Schema:
    """The schema without the null that only says that a value may be left out."""
    every: Sequence[Schema] = schema.get("anyOf", ())
    kept = [each for each in every if each != _NULL]
    if len(kept) == len(every):
        return schema
    return kept[0] if len(kept) == 1 else {**schema, "anyOf": kept}


def may_lack(schema: Schema, name: str) -> bool:
    """Whether a property may be left out: not required, or null may stand for it."""
    inner: Schema = schema["properties"][name]
    return name not in schema.get("required", ()) or without_null(inner) is not inner


def got(value: Any) -> str:
    """What a JSON value is, in words."""
    return _NAMES.get(_type_of(value)) or f"a {type(value).__name__}"


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    if is_mapping(value):
        return "object"
    return "array" if is_list(value) else ""


def _allows(schema: Schema, kind: str) -> bool:
    if "anyOf" in schema:
        return any(_allows(each, kind) for each in schema["anyOf"])
    if "type" not in schema:
        return True
    return schema["type"] == kind or (kind, schema["type"]) == ("integer", "number")


def _needed(schema: Schema) -> str:
    """What a schema takes, in words."""
    bare = without_null(schema)
    if "type" in bare:
        return _NAMES[bare["type"]]
    if "anyOf" not in bare:
        return "any value"
    *names, last = dict.fromkeys(map(_needed, bare["anyOf"]))
    return f"{', '.join(names)} or {last}" if names else last


def _mismatch(schema: Schema) -> Callable[[Any, Path, list[Violation]], None]:
    needed = _needed(schema)

    def note(value: Any, path: Path, problems: list[Violation]) -> None:
        problems.append(Violation(path, f"{needed} is needed, got {got(value)}"))

    return note


def _anything(value: Any, path: Path, problems: list[Violation]) -> Any:
    return value


def _any_of(schema: Schema) -> Checker:
    options = [(each, checker_of(each)) for each in schema["anyOf"]]
    note = _mismatch(schema)

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        kind = _type_of(value)
        least: list[Violation] | None = None
        for each, check_one in options:
            if not _allows(each, kind):
                continue
            found: list[Violation] = []
            clean = check_one(value, path, found)
            if not found:
                return clean
            if least is None or len(found) < len(least):
                least = found
        if least is None:
            note(value, path, problems)
        else:
            problems += least
        return value

    return check


def _null(schema: Schema) -> Checker:
    note = _mismatch(schema)

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if value is not None:
            note(value, path, problems)

    return check


def _string(schema: Schema) -> Checker:
    note, choices = _mismatch(schema), _choices(schema)

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if not isinstance(value, str):
            note(value, path, problems)
        elif not value.isascii() and _SURROGATE.search(value):
            problems.append(Violation(path, "the text holds an unpaired surrogate"))
        elif choices is not None:
            choices(value, path, problems)
        return value

    return check


def _boolean(schema: Schema) -> Checker:
    note, choices = _mismatch(schema), _choices(schema)

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if value is not True and value is not False:
            note(value, path, problems)
        elif choices is not None:
            choices(value, path, problems)
        return value

    return check


def _number(schema: Schema) -> Checker:
    note, choices = _mismatch(schema), _choices(schema)
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    whole = schema["type"] == "integer"

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            note(value, path, problems)
            return value
        if isinstance(value, float):
            if not math.isfinite(value):
                problems.append(Violation(path, "the number is not finite"))
                return value
            if whole:
                if not value.is_integer():
                    note(value, path, problems)
                    return value
                value = int(value)
        if whole and not -(2**63) <= value < 2**63:
            what = f"{cited(value)} is no 64-bit integer"
            problems.append(Violation(path, what))
        elif choices is not None:
            choices(value, path, problems)
        elif value < low:
            what = f"{cited(value)} is below the minimum of {cited(low)}"
            problems.append(Violation(path, what))
        elif value > high:
            what = f"{cited(value)} is above the maximum of {cited(high)}"
            problems.append(Violation(path, what))
        return value

    return check


def _choices(schema: Schema) -> Callable[[Any, Path, list[Violation]], None] | None:
    if "enum" not in schema:
        return None
    allowed = tuple(schema["enum"])
    shown = listed(map(cited, allowed))

    def check(value: Any, path: Path, problems: list[Violation]) -> None:
        if value not in allowed:
            problems.append(Violation(path, f"{cited(value)} is none of {shown}"))

    return check


def _array(schema: Schema) -> Checker:
    note = _mismatch(schema)
    least, most = schema.get("minItems", 0), schema.get("maxItems", math.inf)
    items: Schema | None = schema.get("items")
    check_item = None if items is None else checker_of(items)

    def wrong_count(many: int) -> str:
        if least == most:
            return f"{_items(least)} needed, got {many}"
        if many < least:
            return f"at least {_items(least)} needed, got {many}"
        return f"at most {_items(int(most))} allowed, got {many}"

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if not is_list(value):
            note(value, path, problems)
            return value
        if not least <= len(value) <= most:
            problems.append(Violation(path, wrong_count(len(value))))
        if check_item is None:
            return value
        return [check_item(each, (path, i), problems) for i, each in enumerate(value)]

    return check


def _items(many: int) -> str:
    return f"{counted(many, 'item')} {'is' if many == 1 else 'are'}"


class _Property(NamedTuple):
    """A property of a closed object."""

    name: str
    check: Checker
    optional: bool


def _object(schema: Schema) -> Checker:
    note = _mismatch(schema)
    if schema.get("additionalProperties", True) is not False:
        # JSON data: its nulls are values.
        def check_open(value: Any, path: Path, problems: list[Violation]) -> Any:
            if not is_mapping(value):
                note(value, path, problems)
            return value

        return check_open
    inner: Mapping[str, Schema] = schema.get("properties", {})
    properties = [
        _Property(name, checker_of(without_null(each)), may_lack(schema, name))
        for name, each in inner.items()
    ]
    known = listed(inner)

    def check(value: Any, path: Path, problems: list[Violation]) -> Any:
        if not is_mapping(value):
            note(value, path, problems)
            return value
        clean: dict[str, Any] = {}
        for name, check_one, optional in properties:
            each = value.get(name)
            if each is not None or (not optional and name in value):
                clean[name] = check_one(each, (path, name), problems)
            elif not optional:
                problems.append(Violation((path, name), "missing"))
        for name in value:
            if name not in inner:
                noun = "argument" if path is None else "field"
                what = f"there is no such {noun}; known: {known}"
                problems.append(Violation((path, str(name)), what))
        return clean

    return check


_CHECKERS: Mapping[str, Callable[[Schema], Checker]] = {
    "array": _array,
    "boolean": _boolean,
    "integer": _number,
    "null": _null,
    "number": _number,
    "object": _object,
    "string": _string,
}
