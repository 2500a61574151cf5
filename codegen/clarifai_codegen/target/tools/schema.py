"""Data types -> JSON schemas, in two spellings.

Strict ones are closed, name every property in `required` and spell what may be left out as
`anyOf` with null; loose ones leave it out of `required`. Nothing is referred to:
Clarifai's types are never recursive, and not every provider takes `$ref`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ...signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf

__all__ = ["Schema", "Spelling", "closed", "is_mixed", "nullable", "schema_of"]

Schema = dict[str, Any]

_HINT = "{}: an https URL, a data: URI or the id of an attachment."
_MEDIA = {"IMAGE": "Image", "AUDIO": "Audio", "VIDEO": "Video", "BYTES": "File"}
_DTYPES = """
    int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64
"""
_PLAIN = {"STR": "string", "TEXT": "string", "BOOL": "boolean"}
_PLAIN |= {"INT": "integer", "FLOAT": "number"}
_LEVELS = 3
"""How many more dimensions than one an array in nested lists may have."""


class Spelling:
    """How schemas are spelled: strict or loose, JSON as it is or as a text."""

    __slots__ = ("json_text", "strict")

    def __init__(self, strict: bool, json_text: bool) -> None:
        self.strict = strict
        self.json_text = json_text


def schema_of(data_type: DataType, spelling: Spelling) -> Schema:
    """The schema of a value; a `description` tells what its form cannot."""
    match data_type:
        case Scalar(type=name):
            return _scalar(name, spelling)
        case ListOf(item=item):
            return {"type": "array", "items": schema_of(item, spelling)}
        case TupleOf(items=items) if is_mixed(data_type):
            parts = {f"item_{i}": schema_of(t, spelling) for i, t in enumerate(items)}
            return closed(parts, spelling)
        case TupleOf(items=items):
            many = len(items)
            one = schema_of(items[0], spelling)
            return {"type": "array", "items": one, "minItems": many, "maxItems": many}
        case NamedFields(fields=fields):
            return closed(
                {f.name: schema_of(f.data_type, spelling) for f in fields}, spelling
            )


def is_mixed(data_type: TupleOf) -> bool:
    """Whether a tuple holds several types: then it is an object with `item_0`, `item_1`."""
    return any(item != data_type.items[0] for item in data_type.items)


def closed(
    properties: Mapping[str, Schema], spelling: Spelling, optional: bool = False
) -> Schema:
    """An object with these properties and no others; all may be left out if `optional`."""
    strict = spelling.strict
    return {
        "type": "object",
        "properties": {
            name: nullable(each) if optional and strict else each
            for name, each in properties.items()
        },
        "required": list(properties) if strict or not optional else [],
        "additionalProperties": False,
    }


def nullable(schema: Schema) -> Schema:
    """The schema, or null. Never a list of types: not every provider takes that."""
    bare = {key: value for key, value in schema.items() if key != "description"}
    told = {"description": schema["description"]} if "description" in schema else {}
    return {**told, "anyOf": [bare, {"type": "null"}]}


def _scalar(name: str, spelling: Spelling) -> Schema:
    if name in _PLAIN:
        return {"type": _PLAIN[name]}
    if name in _MEDIA:
        return {"description": _HINT.format(_MEDIA[name]), "type": "string"}
    return {**_structured(name, spelling.strict, spelling.json_text)}


@cache
def _structured(name: str, strict: bool, json_text: bool) -> Schema:
    """The schema of a type with parts: made once, shared, never changed."""
    return _SPELLED[name](Spelling(strict, json_text))


def _json(spelling: Spelling) -> Schema:
    if spelling.json_text:
        return {"description": "A JSON object or list, as text.", "type": "string"}
    return {"anyOf": [{"type": "object"}, {"type": "array", "items": {}}]}


def _array(spelling: Spelling) -> Schema:
    flat = closed(
        {
            "dtype": {"type": "string", "enum": _DTYPES.split()},
            "shape": {"type": "array", "items": {"type": "integer", "minimum": 0}},
            "data": {
                "description": "All elements in row-major order.",
                "type": "array",
                "items": {"type": "number"},
            },
        },
        spelling,
    )
    if spelling.strict:
        return flat
    nested: Schema = {"type": "array", "items": {"type": "number"}}
    for _ in range(_LEVELS):
        nested = {"type": "array", "items": {"anyOf": [{"type": "number"}, nested]}}
    return {
        "description": "An array of numbers: nested lists, or its parts.",
        "anyOf": [nested, flat],
    }


def _concept(spelling: Spelling) -> Schema:
    optional = closed(
        {
            "id": {"type": "string"},
            "value": {
                "description": "The score.",
                "type": "number",
                "minimum": 0,
                "maximum": 1,
            },
        },
        spelling,
        optional=True,
    )
    return {
        **optional,
        "properties": {"name": {"type": "string"}, **optional["properties"]},
        "required": ["name", *optional["required"]],
    }


def _row(many: int, description: str, **bounds: float) -> Schema:
    return {
        "description": description,
        "type": "array",
        "items": {"type": "number", **bounds},
        "minItems": many,
        "maxItems": many,
    }


def _region(spelling: Spelling) -> Schema:
    box = "[left, top, right, bottom], as fractions of the width and the height."
    return closed(
        {
            "box": _row(4, box, minimum=0, maximum=1),
            "concepts": {"type": "array", "items": _concept(spelling)},
            "point": _row(3, "[column, row, depth]."),
            "text": {"type": "string"},
            "track_id": {"type": "string"},
            "mask": _scalar("IMAGE", spelling),
        },
        spelling,
        optional=True,
    )


def _frame(spelling: Spelling) -> Schema:
    time = {"description": "In seconds.", "type": "number"}
    return closed(
        {
            "image": _scalar("IMAGE", spelling),
            "regions": {"type": "array", "items": _region(spelling)},
            "time": {**time, "minimum": 0, "maximum": _LATEST},
            "index": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
        },
        spelling,
        optional=True,
    )


_LATEST = 2**53
"""Seconds of a film: the wire holds milliseconds in 64 bits."""

_SPELLED = {
    "JSON_DATA": _json,
    "NDARRAY": _array,
    "CONCEPT": _concept,
    "REGION": _region,
    "FRAME": _frame,
}
