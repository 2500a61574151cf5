"""Text of servers, files and models, made harmless to show."""

from __future__ import annotations

import re

__all__ = ["shown"]

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown(text: str, limit: int = 500) -> str:
    """The text without colours, with everything else that does not print escaped.

    So it can neither drive a terminal nor turn the reading direction. Lines stay; of
    more than `limit` characters the rest is left out.
    """
    plain = _COLOUR.sub("", text[: limit + 1])
    if len(text) > limit:
        plain = plain[:limit] + "…"
    return "".join(
        letter if letter.isprintable() or letter == "\n" else _escaped(letter)
        for letter in plain
    )


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
