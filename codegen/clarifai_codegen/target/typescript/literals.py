"""Values as TypeScript source: the only place where text of a signature becomes code.

Two kinds of escape: a literal gives its value back exactly; documentation shows what
cannot be seen (control, bidirectional, zero-width characters, lone surrogates) as the
escape that would stand for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..prose import SHORT, UNSEEN, inline
from .layout import Doc, Group, Pair, flat
from .names import is_identifier

__all__ = [
    "MAX_SAFE",
    "comment",
    "head_key",
    "key",
    "literal",
    "string",
    "tsdoc",
    "untagged",
    "value",
]

MAX_SAFE = 2**53 - 1
"""Number.MAX_SAFE_INTEGER: integers beyond it are bigints."""

_ESCAPED = re.compile(f"[\\\\{UNSEEN}]")
_DIRECTIVE = re.compile(r"@(?=internal\b)|[@#](?=\s*source(?:Mapping)?URL\b)", re.I)
"""What tools look for anywhere in a comment, with a backslash ahead or not."""

_TAG = re.compile(r"(?<![^\s*{(])@(?=[A-Za-z])")


def literal(thing: Any) -> str:
    """The source of a value on one line.

    Takes str, bytes, int, float, bool, None, list, tuple and dict, nested.
    """
    return flat(value(thing))


def value(thing: Any) -> Doc:
    """The source of a value, to be laid out."""
    match thing:
        case str():
            return string(thing)
        case bool():
            return "true" if thing else "false"
        case None:
            return "null"
        case int():
            return str(thing) if abs(thing) <= MAX_SAFE else f"{thing}n"
        case float():
            return _float(thing)
        case bytes():
            return Group("new Uint8Array([", tuple(map(str, thing)), "])")
        case Mapping():
            return _object(thing)
        case Sequence():
            return Group("[", tuple(value(each) for each in thing), "]")
    raise TypeError(f"no literal for {type(thing).__name__}")


def string(text: str) -> str:
    """A text in the quotes that need fewer escapes, double ones if it is all the same."""
    body = _ESCAPED.sub(lambda match: _escape(match[0]), text)
    quote = "'" if body.count('"') > body.count("'") else '"'
    return quote + body.replace(quote, "\\" + quote) + quote


def key(name: str) -> str:
    """A property's name as it stands in source, in quotes if it needs them."""
    if name == "__proto__":
        return '["__proto__"]'
    return name if is_identifier(name) else string(name)


def untagged(text: str) -> str:
    """Text in which nothing is a tag or a directive of a comment."""
    return _TAG.sub(r"\\@", _undirected(text))


def comment(text: str) -> str:
    """Text for one line of a comment, after a word of ours."""
    return _undirected(inline(text))


def head_key(name: str) -> str:
    """A method's name in an interface, where `new(` starts a constructor."""
    return string(name) if name == "new" else key(name)


def tsdoc(lines: Sequence[str], indent: int) -> str:
    """A TSDoc comment; `indent` blanks stand before all lines but the first.

    What a signature says in `lines` went through `untagged` and `visible`.
    """
    shown = [line.rstrip().replace("*/", "*\\/") for line in lines]
    while shown and not shown[-1]:
        shown.pop()
    if len(shown) == 1:
        return f"/** {shown[0].strip()} */"
    margin = " " * indent
    rows = [f"{margin} * {line}".rstrip() for line in shown]
    return "\n".join(["/**", *rows, f"{margin} */"])


def _undirected(text: str) -> str:
    return _DIRECTIVE.sub(lambda match: f"&#{ord(match[0])};", text)


def _object(thing: Mapping[Any, Any]) -> Group:
    items = [Pair(key(str(name)), value(each)) for name, each in thing.items()]
    return Group("{ ", tuple(items), " }") if items else Group("{", (), "}")


def _float(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    digits, _, exponent = repr(number).partition("e")
    digits = digits.removesuffix(".0")
    return f"{digits}e{int(exponent)}" if exponent else digits


def _escape(character: str) -> str:
    if character in SHORT:
        return SHORT[character]
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\u{{{number:x}}}"
