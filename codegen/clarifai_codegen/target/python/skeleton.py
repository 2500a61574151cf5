"""The skeletons of Python modules: see `target.skeleton`.

The lexer knows what our templates write, and nothing that Python could read in another
way: prefixes of strings, escapes that may be wrong, characters that are not ASCII
outside of strings and comments.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from ..skeleton import Lexicon

__all__ = ["lexicon"]

_ESCAPES = r"\\(?:[\\'\"abfnrtv]|x[\da-fA-F]{2}|u[\da-fA-F]{4})"
_TOKENS = re.compile(
    rf"""(
    [A-Za-z_][A-Za-z_0-9]*+ (?!["'])
    | \"\"\" (?: [^"\\\r\0\ud800-\udfff]++ | {_ESCAPES} | "(?!"") )*+ \"\"\" (?!")
    | b"(?: [ !\#-\[\]-~]++ | \\(?:[\\'"abfnrtv]|x[\da-fA-F]{{2}}) )*+" (?!")
    | "(?: [^"\\\n\r\0\ud800-\udfff]++ | {_ESCAPES} )*+" (?!")
    | '(?: [^'\\\n\r\0\ud800-\udfff]++ | {_ESCAPES} )*+' (?!')
    | \#[^\n\r\0\ud800-\udfff]*+
    | (?:0|[1-9][0-9]{{0,30}}+) (?:\.[0-9]++)? (?:e[+-]?[0-9]++)? (?![\w.])
    )""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"[ \n()\[\]{},:.=|*@/>-]*+")


def lexicon(words: Iterable[str]) -> Lexicon:
    """The lexicon that keeps these names and strings, and Python's own words."""
    return Lexicon(
        _TOKENS,
        _BETWEEN,
        _stand_in,
        {*keyword.kwlist, *keyword.softkwlist, "type", *words},
    )


def _stand_in(token: str) -> str:
    match token[0], token[-1]:
        case "#", _:
            return "#"
        case '"' | "'", _:
            return '""'
        case "b", '"':
            return 'b""'
        case first, _:
            return "0" if first.isdigit() else ""
