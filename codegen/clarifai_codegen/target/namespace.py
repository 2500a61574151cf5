"""Names that are taken in one scope."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Namespace"]


class Namespace:
    """Names that are taken in one scope; whoever claims one gets one that is free."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def claim(self, name: str, separator: str = "_") -> str:
        """`name`, or the first of name_2, name_3, ... that is free. It is taken then."""
        free, number = name, 2
        while free in self._taken:
            free, number = f"{name}{separator}{number}", number + 1
        self._taken.add(free)
        return free

    def underscored(self, name: str) -> str:
        """`name` with as many trailing `_` as it takes to be free. It is taken then."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def __contains__(self, name: object) -> bool:
        return name in self._taken
