"""The skeleton of a module: its text without what differs from model to model.

Strings, comments, numbers and a model's own names give way to stand-ins, always the same
for the same name. Texts with one skeleton have one syntax tree but for these, so what is
proved of one's syntax is proved of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

__all__ = ["Lexicon"]


class Lexicon:
    """How texts of a language are taken apart.

    `tokens` finds strings, comments, numbers and names, in one group around all; `between`
    is all that may stand between them. `stand_in` gives what takes the place of a token,
    "" for names. Tokens in `kept` stay.
    """

    def __init__(
        self,
        tokens: re.Pattern[str],
        between: re.Pattern[str],
        stand_in: Callable[[str], str],
        kept: Iterable[str],
    ) -> None:
        self._tokens = tokens
        self._between = between
        self._stand_in = stand_in
        self._kept = {token: token for token in kept}

    def skeleton(self, text: str) -> str:
        """The skeleton of a text; "" where the text holds what this lexicon does not know."""
        parts = self._tokens.split(text)
        if not self._between.fullmatch("".join(parts[::2])):
            return ""
        seen = self._kept.copy()
        names = 0
        for token in dict.fromkeys(parts[1::2]):
            if token not in seen:
                stand_in = self._stand_in(token)
                if not stand_in:
                    names += 1
                    stand_in = f"n{names}_"
                seen[token] = stand_in
        parts[1::2] = [seen[token] for token in parts[1::2]]
        return "".join(parts)
