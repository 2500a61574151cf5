# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The codec of JSON_DATA: JSON values <-> `google.protobuf.Struct`.

A Struct holds an object with doubles for numbers. The SDK wraps a list at the top as
`{"_list": [...]}`, and so do we.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .codec import Codec, Refusal, unfit, wrong_type
from .types import JsonValue, is_list, is_mapping

__all__ = ["JSON", "TYPED_JSON"]

_LIST = "_list"
_EXACT = 2**53
_DEEPEST = 30
"""The most objects and lists inside of each other. A parser of protobuf reads 100 levels
of messages, of which an object takes three, and what stands around it up to ten."""


def _encode(data: Any, value: Any) -> None:
    data.struct_value.SetInParent()
    if is_mapping(value):
        if len(value) == 1 and is_list(value.get(_LIST)):
            raise unfit('{"_list": [...]} stands for a list on the wire')
        _object(data.struct_value.fields, value, 1)
    elif is_list(value):
        _list(data.struct_value.fields[_LIST].list_value, value, 1)
    else:
        raise wrong_type("a JSON object or list", value)


def _object(fields: Any, value: Mapping[Any, Any], level: int) -> None:
    if level > _DEEPEST:
        raise _too_deep()
    for key, each in value.items():
        if not isinstance(key, str):
            raise wrong_type("a str as JSON key", key)
        try:
            _value(fields[key], each, level)
        except Refusal as refusal:
            raise refusal.inside(f"[{key!r}]") from None
        except UnicodeEncodeError:
            raise unfit("a key holds an unpaired surrogate") from None


def _list(message: Any, value: Sequence[Any], level: int) -> None:
    if level > _DEEPEST:
        raise _too_deep()
    message.SetInParent()
    for position, each in enumerate(value):
        try:
            _value(message.values.add(), each, level)
        except Refusal as refusal:
            raise refusal.inside(f"[{position}]") from None


def _value(message: Any, value: Any, level: int) -> None:
    """Write a value that stands on a level."""
    if value is None:
        message.null_value = 0
    elif value is True or value is False:
        message.bool_value = value
    elif isinstance(value, str):
        try:
            message.string_value = value
        except UnicodeEncodeError:
            raise unfit("the text holds an unpaired surrogate") from None
    elif isinstance(value, int):
        if not -_EXACT <= value <= _EXACT and int(float(value)) != value:
            raise unfit(f"{value} loses digits as a JSON number; send it as a text")
        message.number_value = value
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise unfit(f"JSON has no number {value}")
        message.number_value = value
    elif is_mapping(value):
        message.struct_value.SetInParent()
        _object(message.struct_value.fields, value, level + 1)
    elif is_list(value):
        _list(message.list_value, value, level + 1)
    else:
        raise wrong_type("a JSON value", value)


def _too_deep() -> Refusal:
    return unfit(f"JSON is nested deeper than {_DEEPEST} levels")


def _decode(data: Any) -> JsonValue:
    if not data.HasField("struct_value"):
        return None
    fields = data.struct_value.fields
    if len(fields) == 1 and _LIST in fields:
        wrapped = _read(fields[_LIST])
        if isinstance(wrapped, list):
            return wrapped
    return {key: _read(fields[key]) for key in fields}


def _read(value: Any) -> JsonValue:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        fields = value.struct_value.fields
        return {key: _read(fields[key]) for key in fields}
    if kind == "list_value":
        return [_read(each) for each in value.list_value.values]
    if kind is None or kind == "null_value":
        return None
    scalar: JsonValue = getattr(value, kind)
    return scalar


JSON: Codec[JsonValue] = Codec("JSON", _encode, _decode)

TYPED_JSON: Codec[Any] = JSON
"""The same where a client says what type the values have."""
