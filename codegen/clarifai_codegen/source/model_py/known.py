"""What is known of values: their truth, their items, why they are not known."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from .values import (
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    Generic,
    ListValue,
    Made,
    NotPlain,
    Unknown,
    plain,
)

__all__ = ["ENUM_MEMBER", "because", "is_enum", "iterate", "members", "truth"]

ENUM_MEMBER = "enum.member"
_ENUMS = ("enum.Enum", "enum.IntEnum", "enum.StrEnum")


def because(value: Any, node: ast.AST) -> Unknown:
    """An unknown value that rests on another one."""
    if isinstance(value, Unknown):
        return replace(value, node=value.node or node)
    tainted = getattr(value, "tainted", "")
    if tainted:
        return Unknown(tainted, node)
    return Unknown("it is no constant", node)


def truth(value: Any) -> bool | None:
    """What `if` would see; None where it is not known."""
    if isinstance(value, External | FunctionValue | ClassValue | Generic):
        return True
    try:
        return bool(plain(value))
    except NotPlain as error:
        if value is error.value and not isinstance(value, ListValue | DictValue):
            return None
        return _sized(value)


def _sized(value: Any) -> bool | None:
    if isinstance(value, ListValue | DictValue):
        return None if value.tainted else bool(value.items)
    return bool(value) if isinstance(value, tuple) else None


def iterate(value: Any) -> list[Any] | None:
    """The items of a known collection, or None."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, ListValue | DictValue) and not value.tainted:
        return list(value.items)
    if isinstance(value, str):
        return list(value)
    if isinstance(value, ClassValue) and is_enum(value) and not value.tainted:
        found = members(value)
        values = [member.keywords["value"] for member in found]
        return found if found and len(set(values)) == len(values) else None
    return None


def is_enum(value: ClassValue) -> bool:
    """Whether the attributes of a class are members of an enumeration."""
    return any(path in _ENUMS for path in value.externals())


def members(value: ClassValue) -> list[Made]:
    """The members of an enumeration; none if one of them is not followed."""
    found = []
    for name, each in value.names.items():
        if name.startswith("_") or isinstance(each, FunctionValue):
            continue
        if not isinstance(each, str | int | float):
            return []
        found.append(Made(ENUM_MEMBER, (value,), {"name": name, "value": each}))
    return found
