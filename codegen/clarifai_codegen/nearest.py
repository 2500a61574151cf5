"""The known name that a mistyped one most likely means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .problems import Problem, ProblemError, Where

if TYPE_CHECKING:
    from .signature.method import Method, Model

__all__ = ["method_of", "nearest"]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word closest to `word`, or "" when none is close."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(_fold(each), each)
    close = get_close_matches(_fold(word), folded, 1)
    return folded[close[0]] if close else ""


def method_of(model: Model, name: str) -> Method:
    """The method of this name; ProblemError `unknown-method` with the nearest one."""
    try:
        return model.method(name)
    except KeyError:
        known = [method.name for method in model.methods]
        close = nearest(name, known)
        fix = f"Write {close!r}." if close else f"It has: {', '.join(known)}."
        what = f"The model has no method {name!r}."
        where = Where(model=model.model_id)
        raise ProblemError(Problem("unknown-method", what, where, fix)) from None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-")
