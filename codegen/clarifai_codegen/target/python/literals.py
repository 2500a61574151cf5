"""Values as Python source: the only place where text of a signature becomes code.

Two kinds of escape: a literal gives its value back exactly; a docstring or comment shows
what cannot be seen (control, bidirectional, zero-width characters, lone surrogates) as
the escape that would stand for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..prose import UNSEEN, escape, inline, visible
from .layout import WIDTH, fits

__all__ = ["LITERALS", "comment", "docstring", "literal", "pieces", "spread"]

_ESCAPED = re.compile(f"[\\\\{UNSEEN}]")
_NO_BYTE = re.compile(r"[^\x20-\x5b\x5d-\x7e]")


def literal(value: Any, floating: str = "float") -> str:
    """The source of a value, as black writes it, on one line.

    Takes str, bytes, int, float, bool, None, list, tuple and dict, nested. `floating` is
    what the module calls `float`: infinities and nan have no literal.
    """
    match value:
        case str():
            return _quoted(_ESCAPED.sub(_shown, value))
        case bytes():
            text = value.decode("latin-1")
            return "b" + _quoted(_NO_BYTE.sub(lambda match: escape(match[0]), text))
        case bool() | int() | None:
            return repr(value)
        case float():
            if not math.isfinite(value):
                return f'{floating}("{value}")'
            return repr(value).replace("e+", "e")
        case list():
            return f"[{_joined(value, floating)}]"
        case tuple():
            comma = "," if len(value) == 1 else ""
            return f"({_joined(value, floating)}{comma})"
        case Mapping():
            items = (
                f"{literal(key, floating)}: {literal(each, floating)}"
                for key, each in value.items()
            )
            return f"{{{', '.join(items)}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def pieces(text: str, width: int) -> tuple[str, ...]:
    """Literals that make up `text` when they stand side by side, each at most `width` long.

    They break after blanks; a word that is longer stays whole.
    """
    parts: list[str] = []
    part = ""
    for word in re.findall(r"\S*\s|\S+$", text):
        if part and len(literal(part + word)) > width:
            parts.append(part)
            part = ""
        part += word
    return tuple(literal(each) for each in (*parts, part))


def spread(value: Any, indent: int, column: int = 0) -> str:
    """The source of a value as black lays it out, for one that is followed by a comma.

    It stands on a line that is indented by `indent`, after `column` characters. What is
    too long gets an element per line; a long text is broken after blanks.
    """
    if _least(value, WIDTH) >= 0 and fits(f"{literal(value)},", indent + column):
        return literal(value)
    margin, inner = " " * indent, indent + 4
    if isinstance(value, str):
        parts = pieces(value, WIDTH - inner)
        if len(parts) == 1 and not fits(parts[0], inner):
            return literal(value)
        opening, closing, lines = "(", ")", list(parts)
    elif isinstance(value, Mapping) and value:
        opening, closing = "{", "}"
        keys = {literal(key): each for key, each in value.items()}
        lines = [f"{k}: {spread(v, inner, len(k) + 2)}," for k, v in keys.items()]
    elif isinstance(value, list | tuple) and value:
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
        lines = [f"{spread(each, inner)}," for each in value]
    else:
        return literal(value)
    body = "".join(f"{margin}    {each}\n" for each in lines)
    return f"{opening}\n{body}{margin}{closing}"


def _least(value: Any, room: int) -> int:
    """What is left of some columns at best beside the source of a value on one line.

    No more is looked at than is needed to tell that there is too much.
    """
    match value:
        case str():
            return room - len(value)
        case Mapping():
            inner: Iterable[Any] = (each for item in value.items() for each in item)
        case list() | tuple():
            inner = value
        case _:
            return room
    for each in inner:
        room = _least(each, room)
        if room < 0:
            break
    return room


def docstring(lines: Sequence[str], indent: int) -> str:
    """A docstring with its quotes; `indent` blanks stand before all lines but the first.

    `lines` are plain text. One line stays one line, however long: black wants it so.
    """
    first, *rest = [visible(line).rstrip() for line in lines]
    rest = _dedented(rest)
    while rest and not rest[-1]:
        rest.pop()
    first = first.strip()
    body = [_in_quotes(line) for line in (first, *rest)]
    if body[0].startswith('"'):
        body[0] = "\\" + body[0]
    if not rest:
        return f'"""{body[0]}{" " if first.endswith(chr(34)) else ""}"""'
    margin = " " * indent
    tail = "".join(f"\n{margin}{line}" if line else "\n" for line in body[1:])
    return f'"""{body[0]}{tail}\n{margin}"""'


def comment(text: str) -> str:
    """Text for one line of a comment, after a word of ours.

    `#` is shown as an escape as well: tools read `# type: ignore` and the like within.
    """
    return inline(text).replace("#", "\\x23")


def literals(values: Iterable[Any]) -> list[str]:
    """`literal` for each value."""
    return [literal(value) for value in values]


LITERALS = (literal, literals, docstring, comment)
"""What templates may call."""


def _joined(values: Iterable[Any], floating: str) -> str:
    return ", ".join(literal(each, floating) for each in values)


def _shown(match: re.Match[str]) -> str:
    return escape(match[0])


def _quoted(body: str) -> str:
    """The body in the quotes that black prefers: double ones unless single ones save escapes."""
    quote = "'" if body.count('"') > body.count("'") else '"'
    return quote + body.replace(quote, "\\" + quote) + quote


def _in_quotes(line: str) -> str:
    """A line of a docstring: its backslashes doubled, no three quotes in a row."""
    return line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _dedented(lines: Sequence[str]) -> list[str]:
    """The lines without the indentation that they share; black takes it away as well."""
    depths = [len(line) - len(line.lstrip(" ")) for line in lines if line]
    depth = min(depths, default=0)
    return [line[depth:] for line in lines]
