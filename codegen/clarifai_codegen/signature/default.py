"""Defaults as they travel on the wire, decoded by data type.

The wire has one string for a default (`ModelTypeField.default`). The SDK writes a text
as it is and everything else as JSON, or as `repr` where JSON fails; older SDKs wrote a
text as JSON too. So `null` may stand for None or for the text "null", and no default at
all may stand for an empty text: such a value is never guessed, since a part that is left
out of a request means the default anyway.
"""

from __future__ import annotations

import ast
import json
import math
from enum import StrEnum
from typing import Any

from .datatype import DataType, Frozen, ListOf, NamedFields, Scalar, TupleOf

__all__ = ["UNSTATED", "Default", "DefaultState", "decode_default", "decode_text"]


class DefaultState(StrEnum):
    """What is known of a default."""

    VALUE = "value"
    NULL = "null"
    UNKNOWN = "unknown"


class Default(Frozen):
    """The default of an optional parameter.

    `text` is what the wire holds ("" when it holds nothing). `value` is its Python value
    where `state` is VALUE: str, bytes, int, float, bool, list, tuple or dict.
    """

    text: str = ""
    state: DefaultState = DefaultState.UNKNOWN
    value: Any = None


UNSTATED = Default()
"""An optional parameter of which the signature does not tell the default."""


class _Unfit(ValueError):
    """A text or JSON value that is no value of the data type."""


def decode_default(
    data_type: DataType, text: str, choice_ids: tuple[str, ...] = ()
) -> Default:
    """The default that `text` means for `data_type`.

    A text that fits no value of the type is UNKNOWN, never an error: the server applies
    its default itself. `choice_ids` settle whether quotes belong to a text.
    """
    if text == "":
        return UNSTATED
    if text == "null":
        return Default(text=text, state=DefaultState.NULL)
    if text in choice_ids and _is(data_type, "STR"):
        return Default(text=text, state=DefaultState.VALUE, value=text)
    return decode_text(data_type, text)


def decode_text(data_type: DataType, text: str) -> Default:
    """The value that a text of the wire (a default, the id of a choice) stands for."""
    try:
        if isinstance(data_type, Scalar) and data_type.type in _FROM_TEXT:
            value = _FROM_TEXT[data_type.type](text)
        else:
            value = _from_json(data_type, _loads(text))
    except (ValueError, SyntaxError, RecursionError, MemoryError, OverflowError):
        return Default(text=text)
    return Default(text=text, state=DefaultState.VALUE, value=value)


def _is(data_type: DataType, name: str) -> bool:
    return isinstance(data_type, Scalar) and data_type.type == name


def _loads(text: str) -> Any:
    return json.loads(text)


def _text_from_text(text: str) -> str:
    """Old SDKs wrote texts as JSON: quotes around it are theirs."""
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            value = json.loads(text)
        except ValueError:
            return text
        if isinstance(value, str):
            return value
    return text


def _rich_text_from_text(text: str) -> str:
    """A TEXT default is a plain text, or the `repr` of the SDK's `Text`."""
    if text.startswith(("Text(", "<")):
        raise _Unfit(text)
    return _text_from_text(text)


def _bytes_from_text(text: str) -> bytes:
    value = ast.literal_eval(text)
    if not isinstance(value, bytes):
        raise _Unfit(text)
    return value


def _bool_from_text(text: str) -> bool:
    words = {"true": True, "True": True, "false": False, "False": False}
    try:
        return words[text]
    except KeyError:
        raise _Unfit(text) from None


def _float_from_text(text: str) -> float:
    words = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
    return words[text] if text in words else _float(_loads(text))


def _int(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise _Unfit(value)
    return value


def _float(value: Any) -> float:
    if type(value) not in (int, float):
        raise _Unfit(value)
    return float(value)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit(value)
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit(value)
    return value


def _json_data(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise _Unfit(value)
    return value


_FROM_TEXT = {
    "STR": _text_from_text,
    "TEXT": _rich_text_from_text,
    "BYTES": _bytes_from_text,
    "BOOL": _bool_from_text,
    "FLOAT": _float_from_text,
}

_FROM_JSON = {
    "STR": _str,
    "TEXT": _str,
    "INT": _int,
    "FLOAT": _float,
    "BOOL": _bool,
    "JSON_DATA": _json_data,
}


def _from_json(data_type: DataType, value: Any) -> Any:
    match data_type:
        case Scalar(type=name) if name in _FROM_JSON:
            return _FROM_JSON[name](value)
        case ListOf(item=item) if isinstance(value, list):
            return [_from_json(item, each) for each in value]
        case TupleOf(items=items) if isinstance(value, list):
            if len(items) == len(value):
                pairs = zip(items, value, strict=True)
                return tuple(_from_json(item, each) for item, each in pairs)
        case NamedFields(fields=fields) if isinstance(value, dict):
            if {field.name for field in fields} == value.keys():
                return {
                    field.name: _from_json(field.data_type, value[field.name])
                    for field in fields
                }
    raise _Unfit(value)
