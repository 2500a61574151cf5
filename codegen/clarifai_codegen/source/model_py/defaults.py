"""Default values -> the text that the wire holds, as the SDK's `Param.set_default`."""

from __future__ import annotations

import json
from typing import Any

from .annotation_tables import NAMED_FIELDS
from .known import ENUM_MEMBER
from .values import DictValue, ListValue, Made, NotPlain, Unknown, plain

__all__ = ["NotKnown", "is_text", "wire_text"]

_TYPES = NAMED_FIELDS.rpartition(".")[0]
_LONGEST = 1_000_000


class NotKnown(Exception):
    """The default is not known, or differs from import to import."""

    def __init__(self, what: str, node: Any = None, *, told: bool = False) -> None:
        super().__init__(what)
        self.what, self.node, self.told = what, node, told


def wire_text(value: Any) -> str:
    """The default as the wire holds it. Raises NotKnown, or ValueError for a text
    that cannot be sent."""
    if isinstance(value, str):
        return is_text(value)
    try:
        python = plain(value)
    except NotPlain:
        return is_text(_representation(value))
    try:
        text = json.dumps(python)
    except TypeError:
        text = str(python)
    if len(text) > _LONGEST:
        raise NotKnown("it is too long")
    return is_text(text)


def is_text(text: str) -> str:
    """The text itself. Raises ValueError where it is not Unicode."""
    text.encode()
    return text


def _representation(value: Any) -> str:
    """`repr` as Python gives it for values of the SDK's classes."""
    if isinstance(value, Made) and not value.tainted:
        word = value.path.rpartition(".")[2]
        given = value.keywords
        if value.path == f"{_TYPES}.Text":
            url = _inner(given.get("url"))
            return f"Text(text={_inner(given['text'])}, url={url})"
        if value.path == ENUM_MEMBER:
            made = value.args[0]
            kinds = {"builtins.str", "enum.StrEnum", "builtins.int", "enum.IntEnum"}
            if any(path in kinds for path in made.externals()):
                return str(given["value"])
            if "__str__" in made.names:
                raise NotKnown("the member's own `__str__` is not followed")
            return f"{made.name}.{given['name']}"
        if value.path == f"{_TYPES}.JSON":
            return f"JSON({_shown(given['value'])})"
        if value.path == NAMED_FIELDS and not _all_types(given):
            fields = ", ".join(f"{key}={_inner(each)}" for key, each in given.items())
            return f"NamedFields({fields})"
        raise NotKnown(f"how the SDK tells a `{word}` is not followed", value.node)
    if isinstance(value, ListValue) and not value.tainted and not value.view:
        _refuse_param(value.items)
        return f"[{', '.join(_inner(each) for each in value.items)}]"
    if isinstance(value, tuple):
        _refuse_param(value)
        inner = ", ".join(_inner(each) for each in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, DictValue) and not value.tainted:
        _refuse_param(value.items.values())
        pairs = (f"{key!r}: {_inner(each)}" for key, each in value.items.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Unknown):
        raise NotKnown(value.why, value.node, told=value.told)
    tainted = getattr(value, "tainted", "")
    raise NotKnown(tainted or "it is no constant, and differs from import to import")


def _refuse_param(values: Any) -> None:
    if any(isinstance(each, Made) and each.path.endswith(".Param") for each in values):
        raise NotKnown("a Param inside a container is not followed")


def _all_types(given: dict[str, Any]) -> bool:
    """`NamedFields(a=str)` is a class, of which the SDK tells something else."""
    from .values import External

    return bool(given) and any(isinstance(each, External) for each in given.values())


def _inner(value: Any) -> str:
    try:
        return repr(plain(value))
    except NotPlain:
        if isinstance(value, Made) and value.path == ENUM_MEMBER:
            raise NotKnown(
                "members of enumerations inside it are not followed"
            ) from None
        return _representation(value)


def _shown(value: Any) -> str:
    try:
        return str(plain(value))
    except NotPlain:
        return _representation(value)
