"""The skeleton of a module: its text without what differs from model to model.

Strings, comments, numbers and a model's own names give way to stand-ins, always the same
for the same name. Texts with one skeleton have one syntax tree but for these, so what is
proved of one's syntax is proved of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

__all__ = ["Lexicon", "renamed"]


class Lexicon:
    """How texts of a language are taken apart.

    `tokens` finds strings, comments, numbers and names, in one group around all; `between`
    is all that may stand between them. `stand_in` gives what takes the place of a token;
    NUL in it becomes a number of the token's own. Tokens in `kept` stay.
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
        return self.taken_apart(text)[0]

    def taken_apart(self, text: str) -> tuple[str, Mapping[str, str]]:
        """The skeleton, and what each token that may stand in it became."""
        parts = self._tokens.split(text)
        if not self._between.fullmatch("".join(parts[::2])):
            return "", {}
        seen = self._kept.copy()
        names = 0
        for token in dict.fromkeys(parts[1::2]):
            if token not in seen:
                stand_in = self._stand_in(token)
                if "\0" in stand_in:
                    names += 1
                    stand_in = stand_in.replace("\0", str(names))
                seen[token] = stand_in
        parts[1::2] = [seen[token] for token in parts[1::2]]
        return "".join(parts), seen


def renamed(
    symbols: Mapping[str, str],
    names: Mapping[str, str],
    home: Callable[[str, Mapping[str, str]], str],
) -> tuple[tuple[str, str], ...]:
    """What a module may import, name and module, as its skeleton has them.

    `home` gives what the name of a module became. What the text does not mention is left
    out, so that all modules of one skeleton may import the same.
    """
    found = {
        names[name]: home(of, names) for name, of in symbols.items() if name in names
    }
    return tuple(sorted(found.items()))
