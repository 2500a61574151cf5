"""Where lines break: brackets on one line if they fit, else one element per line.

The rules are those that oxfmt and prettier share, for the few constructs that a client is
made of; nothing else is laid out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

__all__ = ["WIDTH", "Doc", "Group", "Pair", "Union", "flat", "render", "width"]

WIDTH = 100

_NUMBER = re.compile(r"-?[\d.]+(e-?\d+)?")
_SHORT_KEY = 5
"""A key shorter than this keeps a long text beside it."""


class Group(NamedTuple):
    """Elements in brackets. `comma` where a trailing one is allowed."""

    open: str
    items: tuple[Doc, ...]
    close: str
    comma: bool = True


class Pair(NamedTuple):
    """A property of an object."""

    key: str
    value: Doc


class Union(NamedTuple):
    """A type of several members."""

    members: tuple[Doc, ...]


Doc = str | Group | Pair | Union


def flat(doc: Doc) -> str:
    """The source on one line."""
    match doc:
        case Group(open=opening, items=items, close=close):
            return f"{opening}{', '.join(map(flat, items))}{close}"
        case Pair(key=key, value=value):
            return f"{key}: {flat(value)}"
        case Union(members=members):
            return " | ".join(map(flat, members))
    return doc


def render(doc: Doc, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """The source, broken where it does not fit.

    `indent` is that of the line, `before` what stands on it ahead of the source (the
    indentation included), `after` what follows on its last line.
    """
    before = before or indent
    if not _must_break(doc):
        line = flat(doc)
        if before + width(line) + after <= WIDTH:
            return line
    match doc:
        case Group():
            return _broken(doc, indent)
        case Pair(key=key, value=value):
            return _pair(key, value, indent, before, after)
        case Union(members=members):
            return _union(members, indent)
    return doc


def width(text: str) -> int:
    """The columns that a text takes, by a Unicode version that every Python has."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if "\u0300" <= character <= "\u036f":
        return 0
    wide = unicodedata.ucd_3_2_0.east_asian_width(character) in "WF"
    return 1 + (wide and character < "\U00040000")


def _must_break(doc: Doc) -> bool:
    """Whether an array holds several objects, or several arrays, of several elements each."""
    match doc:
        case Group(open=opening, items=items):
            kinds = {each.open if _has_many(each) else "" for each in items}
            many = opening == "[" and len(items) > 1 and kinds in ({"["}, {"{ "})
            return many or any(map(_must_break, items))
        case Pair(value=value):
            return _must_break(value)
        case Union(members=members):
            return any(map(_must_break, members))
    return False


def _has_many(doc: Doc) -> TypeGuard[Group]:
    return isinstance(doc, Group) and len(doc.items) > 1


def _broken(group: Group, indent: int) -> str:
    inner = indent + 2
    margin = "\n" + " " * inner
    if len(group.items) > 1 and all(map(_is_number, group.items)):
        body = margin + margin.join(_filled(group, inner))
    else:
        last = len(group.items) - 1
        parts = []
        for position, item in enumerate(group.items):
            comma = "," if group.comma or position < last else ""
            parts.append(margin + render(item, inner, after=len(comma)) + comma)
        body = "".join(parts)
    return f"{group.open.rstrip()}{body}\n{' ' * indent}{group.close.lstrip()}"


def _filled(group: Group, indent: int) -> Iterator[str]:
    """Numbers, as many on a line as fit."""
    line = ""
    for item in group.items:
        word = f"{flat(item)},"
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _is_number(doc: Doc) -> bool:
    return isinstance(doc, str) and _NUMBER.fullmatch(doc) is not None


def _pair(key: str, value: Doc, indent: int, before: int, after: int) -> str:
    if isinstance(value, str):
        if value[:1] in "\"'" and len(key) >= _SHORT_KEY:
            return f"{key}:\n{' ' * (indent + 2)}{value}"
        return f"{key}: {value}"
    start = before + width(key) + 2
    if isinstance(value, Group) and start + width(value.open.rstrip()) > WIDTH:
        return f"{key}:\n{' ' * (indent + 2)}{render(value, indent + 2, after=after)}"
    return f"{key}: {render(value, indent, start, after)}"


def _union(members: tuple[Doc, ...], indent: int) -> str:
    margin = "\n" + " " * (indent + 2) + "| "
    start = indent + 4
    return "".join(margin + render(each, start) for each in members)
