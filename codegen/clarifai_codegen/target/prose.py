"""Texts of a signature for people, in any language: what cannot be seen is shown."""

from __future__ import annotations

import re
from inspect import cleandoc

__all__ = ["SHORT", "UNSEEN", "escape", "inline", "paragraphs", "shortened", "visible"]

UNSEEN = (
    "\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\udfff\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Characters that never stand in a file as they are. The list is fixed, so that the same
signature gives the same bytes whatever Unicode version the interpreter knows."""

SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Escapes that have a letter, in Python as in JavaScript."""

_SHOWN = re.compile(f"[{UNSEEN}]")
_LONGEST = 60
"""Characters of a default or of choices that documentation shows at most."""


def visible(text: str) -> str:
    """The text with all that cannot be seen shown as escapes, save line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _SHOWN.sub(lambda m: m[0] if m[0] == "\n" else escape(m[0]), plain)


def inline(text: str) -> str:
    """The text on one line, with all that cannot be seen shown as escapes."""
    return visible(text).replace("\n", "\\n").strip()


def escape(character: str) -> str:
    """The character as an escape."""
    if character in SHORT:
        return SHORT[character]
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def paragraphs(text: str, width: int) -> list[str]:
    """The lines of a text, long ones wrapped; blank ones around it and line ends go."""
    lines: list[str] = []
    for line in cleandoc(visible(text)).split("\n"):
        lines += _wrapped(line.rstrip(), width)
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def shortened(text: str) -> str:
    """The text, or its start and three dots."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."


def _wrapped(line: str, width: int) -> list[str]:
    """A line in pieces of at most `width`; each keeps its indentation, words stay whole."""
    if len(line) <= width:
        return [line]
    margin = line[: len(line) - len(line.lstrip(" "))]
    lines: list[str] = []
    words: list[str] = []
    length = 0
    for word in re.split(" +", line.strip(" ")):
        if words and len(margin) + length + len(words) + len(word) > width:
            lines.append(margin + " ".join(words))
            words, length = [], 0
        words.append(word)
        length += len(word)
    return [*lines, margin + " ".join(words)]
