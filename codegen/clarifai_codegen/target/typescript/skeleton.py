"""The skeletons of TypeScript modules: see `target.skeleton`.

The lexer knows what our templates write, and nothing that a parser could read in another
way: no templates, regular expressions, escapes by number or big integers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..skeleton import Lexicon
from .syntax import keywords

__all__ = ["lexicon"]

_TOKENS = re.compile(
    r"""(
    //[^\n\r\u2028\u2029]*+ | /\*(?:[^*]++|\*(?!/))*+\*/
    | "(?: [^"\\\n\r\u2028\u2029]++ | \\["\\bfnrtv] )*+"
    | [A-Za-z_$][A-Za-z_$0-9]*+ (?!["])
    | (?:0|[1-9][0-9]{0,30}+) (?:\.[0-9]++)? (?:e[+-]?[0-9]++)? (?![\w.$])
    )""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"[ \n()\[\]{}<>,:;.=|?#-]*+")


def lexicon(words: Iterable[str], telling: re.Pattern[str]) -> Lexicon:
    """The lexicon that keeps these names and strings, the language's own words, and the
    comments in which `telling` finds something.
    """

    def stand_in(token: str) -> str:
        match token[:2]:
            case "//" | "/*" if telling.search(token):
                return token
            case "//":
                return "//"
            case "/*":
                return "/*\n*/" if "\n" in token else "/**/"
        if token[0] == '"':
            return token if token.startswith('"./') else '""'
        return "0" if token[0].isdigit() else ""

    return Lexicon(_TOKENS, _BETWEEN, stand_in, {*keywords(), *words})
