"""What a schema says of a call, and what the dispatcher and the typed client say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jsonschema

__all__ = ["PROSE", "in_full", "schema_takes"]

PROSE = re.compile(
    r"""
    : the\ data:\ URI\ is | attachment\ is\ needed | a\ URL\ cannot\ be\ sent\ as\ bytes
    | a\ text\ that\ holds\ JSON | in\ the\ text,\ got
    | a\ shape\ of | \ is\ no\ u?int | too\ large\ for\ float | not\ equally\ long
    | is\ no\ 64-bit\ integer | unpaired\ surrogate
    | the\ stream\ has\ no\ item | stands\ for\ a\ list\ on\ the\ wire
    | loses\ digits\ as\ a\ JSON\ number | nested\ deeper
    """,
    re.VERBOSE,
)
"""What no schema of ours can say: media, arrays whose parts do not fit each other, JSON in
texts, integers beyond 64 bits, and what a Struct cannot carry."""


def schema_takes(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether the standard's validator accepts a value, null and absent being the same."""
    validator = jsonschema.Draft202012Validator(schema)
    return bool(validator.is_valid(in_full(schema, value)))


def in_full(schema: Mapping[str, Any], value: Any) -> Any:
    """The value as its schema spells it: null where it must be, nothing where it may not."""
    arms = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if arms:
        kind = {dict: "object", list: "array"}.get(type(value))
        fitting = [each for each in arms if each.get("type") == kind]
        return in_full((fitting or arms)[0], value)
    if isinstance(value, list) and schema.get("items"):
        return [in_full(schema["items"], each) for each in value]
    if not isinstance(value, dict) or schema.get("additionalProperties") is not False:
        return value
    full: dict[str, Any] = {}
    for name, inner in schema["properties"].items():
        required = name in schema["required"]
        nullable = {"type": "null"} in inner.get("anyOf", ())
        if name in value and (value[name] is not None or required):
            full[name] = None if value[name] is None else in_full(inner, value[name])
        elif required and nullable:
            full[name] = None
    return full | {
        name: each for name, each in value.items() if name not in schema["properties"]
    }
