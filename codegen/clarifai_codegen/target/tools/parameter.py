"""One parameter -> one property: type, choices, bounds, default, and what words must say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...signature.datatype import NamedFields, walk
from ...signature.method import Parameter
from ..parameters import Facts
from ..prose import inline, shortened, visible
from .names import sendable
from .schema import Schema, Spelling, nullable, schema_of
from .values import NoJson, as_json, dumped, fault

__all__ = ["Property", "cannot_be_sent", "property_of", "value_schema"]

_LONGEST = 200
"""Characters of JSON that a `default` may have; a longer one is told in words, shortened."""


@dataclass(frozen=True, slots=True)
class Property:
    """A parameter's schema, and whether its key must be there."""

    schema: Schema
    required: bool


def property_of(each: Facts, spelling: Spelling) -> Property:
    """The property of a parameter, as strict or loose as `spelling` says."""
    bare = value_schema(each, spelling)
    hint = bare.pop("description", "")
    default = {} if each.required or spelling.strict else _default(each, bare, spelling)
    words = [
        visible(each.parameter.description).strip(),
        hint,
        _choices(each),
        "" if each.required or default else _optional(each, spelling),
    ]
    description = " ".join(filter(None, words))
    told = {"description": description} if description else {}
    schema = {**told, **bare, **default}
    if spelling.strict and not each.required:
        return Property(nullable(schema), True)
    return Property(schema, each.required)


def value_schema(each: Facts, spelling: Spelling) -> Schema:
    """The schema of a parameter's value: a list where it is a stream."""
    data_type = each.parameter.data_type
    schema = schema_of(data_type, spelling)
    if each.choices:
        schema["enum"] = [choice for choice in each.choices if _has_json(choice)]
    else:
        schema |= {word: _short(bound) for word, bound in each.bounds.items()}
    if each.parameter.stream:
        return {"type": "array", "items": schema}
    return schema


def cannot_be_sent(each: Facts) -> str:
    """Why no JSON value can be given for a parameter; "" where one can."""
    if not sendable(each.parameter.name) or not _has_sendable_names(each.parameter):
        return "its name, or one inside, holds an unpaired surrogate"
    if each.choices and not any(map(_has_json, each.choices)):
        return "none of its choices is a JSON value"
    low, high = (each.bounds.get(word) for word in ("minimum", "maximum"))
    if not each.choices and low is not None and high is not None and low > high:
        return "no whole number is within its bounds"
    return ""


def _has_sendable_names(parameter: Parameter) -> bool:
    return all(
        sendable(field.name)
        for data_type in walk(parameter.data_type)
        if isinstance(data_type, NamedFields)
        for field in data_type.fields
    )


def _has_json(value: Any) -> bool:
    try:
        dumped(value)
    except NoJson:
        return False
    return True


def _short(bound: float) -> float:
    """A bound without `.0`: 1 is what a person would write."""
    return int(bound) if float(bound).is_integer() and abs(bound) < 2**53 else bound


def _default(each: Facts, schema: Schema, spelling: Spelling) -> dict[str, Any]:
    """`default`, where there is one that the schema takes and that is no essay."""
    if each.default is None or each.parameter.stream:
        return {}
    try:
        value = as_json(each.parameter.data_type, each.default[0], spelling)
        if len(dumped(value)) > _LONGEST or fault(schema, value):
            return {}
    except NoJson:
        return {}
    return {"default": value}


def _optional(each: Facts, spelling: Spelling) -> str:
    """That a parameter may be left out, and what counts then."""
    default = ""
    if each.default is not None:
        try:
            value = as_json(each.parameter.data_type, each.default[0], spelling)
            default = shortened(inline(dumped(value)))
        except NoJson:
            pass
    if spelling.strict:
        if each.is_null:
            return "Optional; null = none."
        return f"Optional; null = default {default or 'of the model'}."
    return f"Optional; default {default}." if default else ""


def _choices(each: Facts) -> str:
    """Choices that the schema does not hold."""
    parameter = each.parameter
    if not parameter.choice_ids or each.choices:
        return ""
    values = dict.fromkeys(map(inline, parameter.choice_ids))
    return f"One of: {shortened(', '.join(values))}."
