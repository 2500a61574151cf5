"""Values of a signature as JSON, and what a schema refuses."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from ...signature.datatype import DataType, ListOf, NamedFields, TupleOf
from .names import sendable
from .schema import Schema, Spelling, is_mixed

__all__ = ["NoJson", "as_json", "dumped", "fault"]


class NoJson(ValueError):
    """A value that JSON does not have: bytes, an infinity, an unpaired surrogate."""


def as_json(data_type: DataType, value: Any, spelling: Spelling) -> Any:
    """A decoded value of a signature in the form of its schema. Raises NoJson."""
    match data_type:
        case ListOf(item=item):
            return [as_json(item, each, spelling) for each in value]
        case TupleOf(items=items):
            pairs = zip(items, value, strict=True)
            found = [as_json(item, each, spelling) for item, each in pairs]
            if is_mixed(data_type):
                return {f"item_{number}": each for number, each in enumerate(found)}
            return found
        case NamedFields(fields=fields):
            return {
                each.name: as_json(each.data_type, value[each.name], spelling)
                for each in fields
            }
    if data_type.type == "JSON_DATA" and spelling.json_text:
        return dumped(value)
    dumped(value)
    return value


def dumped(value: Any) -> str:
    """The value as compact JSON. Raises NoJson."""
    try:
        text = json.dumps(
            value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise NoJson(str(error)) from None
    if not sendable(text):
        raise NoJson("an unpaired surrogate")
    return text


def fault(schema: Schema, value: Any, path: str = "") -> str:
    """What is wrong with a JSON value, the first thing found; "" for nothing.

    Knows the keywords that our schemas have.
    """
    if "anyOf" in schema:
        faults = [fault(each, value, path) for each in schema["anyOf"]]
        return "" if "" in faults else faults[0]
    if not schema:
        return ""
    kind = schema["type"]
    if not _IS[kind](value):
        return f"{path or 'the value'} is no {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{path or 'the value'} is none of the choices"
    if not schema.get("minimum", -math.inf) <= _number(value):
        return f"{path or 'the value'} is below {schema['minimum']}"
    if not _number(value) <= schema.get("maximum", math.inf):
        return f"{path or 'the value'} is above {schema['maximum']}"
    if kind == "array":
        return _fault_of_list(schema, value, path)
    if kind == "object" and "properties" in schema:
        return _fault_of_object(schema, value, path)
    return ""


def _fault_of_list(schema: Schema, value: list[Any], path: str) -> str:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", math.inf):
        return f"{path or 'the value'} has {len(value)} items, not {schema['minItems']}"
    faults = (
        fault(schema["items"], each, f"{path}[{number}]")
        for number, each in enumerate(value)
    )
    return next(filter(None, faults), "")


def _fault_of_object(schema: Schema, value: dict[str, Any], path: str) -> str:
    properties = schema["properties"]
    for name in schema["required"]:
        if name not in value:
            return f"{path}.{name} is missing".lstrip(".")
    for name, each in value.items():
        inner = f"{path}.{name}".lstrip(".")
        if name not in properties:
            return f"there is no {inner}"
        if found := fault(properties[name], each, inner):
            return found
    return ""


def _number(value: Any) -> float:
    return value if _is_number(value) else 0.0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return _is_number(value) and value == math.floor(value) and abs(value) <= 2**63


_IS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str) and sendable(value),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "number": lambda value: _is_number(value) and math.isfinite(value),
    "integer": lambda value: _is_number(value)
    and math.isfinite(value)
    and _is_integer(value),
}
