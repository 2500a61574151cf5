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
    if isinstance(doc, str):
        return doc
    if isinstance(doc, Pair):
        return f"{doc.key}: {flat(doc.value)}"
    if isinstance(doc, Group):
        return f"{doc.open}{', '.join(map(flat, doc.items))}{doc.close}"
    return " | ".join(map(flat, doc.members))


def render(doc: Doc, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """The source, broken where it does not fit.

    `indent` is that of the line, `before` what stands on it ahead of the source (the
    indentation included), `after` what follows on its last line.
    """
    room = WIDTH - (before or indent) - after
    if _least(doc, room) >= 0 and not _must_break(doc):
        line = flat(doc)
        if width(line) <= room:
            return line
    before = before or indent
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


def _least(doc: Doc, room: int) -> int:
    """What is left of some columns at best when the source stands on one line.

    No more is looked at than is needed to tell that there is too much; wide and combining
    characters count for none, brackets and commas are left out.
    """
    if isinstance(doc, str):
        return room - len(doc) if doc.isascii() else room
    if isinstance(doc, Pair):
        return _least(doc.value, room - len(doc.key) if doc.key.isascii() else room)
    for each in doc.items if isinstance(doc, Group) else doc.members:
        room = _least(each, room)
        if room < 0:
            break
    return room


def _must_break(doc: Doc) -> bool:
    """Whether an array holds several objects, or several arrays, of several elements each."""
    if isinstance(doc, str):
        return False
    if isinstance(doc, Pair):
        return _must_break(doc.value)
    if isinstance(doc, Union):
        return any(map(_must_break, doc.members))
    if doc.open == "[" and len(doc.items) > 1:
        kinds = {each.open if _has_many(each) else "" for each in doc.items}
        if kinds in ({"["}, {"{ "}):
            return True
    return any(map(_must_break, doc.items))


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
