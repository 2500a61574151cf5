"""Reading messages as mappings: either case, what is absent or null is its default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problems import Problem, Where

__all__ = [
    "BadMethod",
    "as_field",
    "as_mapping",
    "camel",
    "get",
    "kind_of",
    "member_of",
]


class BadMethod(Exception):
    """A method that cannot be used."""

    def __init__(self, code: str, what: str, *path: str) -> None:
        super().__init__(what)
        self.problem = Problem(code, what, Where(field=".".join(path)))


def as_mapping(signature: Any) -> Mapping[str, Any]:
    """The signature as a mapping; protobuf messages by protobuf's own JSON."""
    if hasattr(signature, "DESCRIPTOR"):
        from google.protobuf.json_format import MessageToDict

        message: dict[str, Any] = MessageToDict(signature)
        return message
    if not isinstance(signature, Mapping):
        raise BadMethod("not-a-signature", f"A signature is {kind_of(signature)}.")
    return signature


def as_field(value: Any, *path: str) -> Mapping[str, Any]:
    """A field of a signature, which must be a mapping."""
    if not isinstance(value, Mapping):
        raise BadMethod("not-a-signature", f"A field is {kind_of(value)}.", *path)
    return value


def get(
    message: Mapping[str, Any], key: str, kind: Any, default: Any, *path: str
) -> Any:
    """A value of a message in either case; what is absent or null is its default."""
    value = message.get(key)
    if value is None:
        value = message.get(camel(key))
    if value is None:
        return default
    if not isinstance(value, kind):
        what = f"{key} is {kind_of(value)}."
        raise BadMethod("not-a-signature", what, *path)
    return value


def camel(key: str) -> str:
    """A protobuf name as protobuf's JSON spells it."""
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def member_of(enum: Any, value: Any) -> Any:
    """The member of an enum by number, by name, or by number as a text; or None."""
    if isinstance(value, str):
        if value in enum.__members__:
            return enum[value]
        value = int(value) if value.isascii() and value.isdecimal() else None
    numbers = {member.value: member for member in enum}
    return numbers.get(value) if type(value) is int else None


def kind_of(value: Any) -> str:
    """What a value is, for messages: of a stranger's value the kind alone is told."""
    words = {dict: "a mapping", list: "a list", str: "a text", type(None): "empty"}
    return words.get(type(value), f"of type {type(value).__name__}")
