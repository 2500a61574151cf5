# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What is wrong with a call, in words from which a model can correct itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

__all__ = [
    "Path",
    "Violation",
    "cited",
    "counted",
    "cut",
    "invalid_json",
    "listed",
    "refusal",
    "unknown_tool",
]

_MOST = 20
_SHOWN = 60
_ECHOED = 500

Path: TypeAlias = "tuple[Path, str | int] | None"
"""The way from the arguments to a value, its last step outermost; None at the start."""


class Violation(NamedTuple):
    """One thing that is wrong: where, and what."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{_shown_path(self.path)}: {self.what}"


def refusal(tool: str, problems: Sequence[Violation]) -> str:
    """Why a call was not run."""
    many = len(problems)
    lines = [f"- {each}" for each in problems[:_MOST]]
    if many > _MOST:
        lines.append(f"- and {many - _MOST} more")
    head = f"The call of {tool} was not run. {counted(many, 'problem')}:"
    return "\n".join([head, *lines])


def unknown_tool(name: str, known: Iterable[str]) -> str:
    """That there is no tool of this name."""
    return f"There is no tool {cited(name)}. Known: {listed(known)}."


def invalid_json(what: str, text: str) -> str:
    """That the arguments are no JSON object."""
    told = f"Invalid JSON arguments: {what}. Send one JSON object."
    return f"{told}\nGot: {cut(text, _ECHOED)}"


def cited(value: Any) -> str:
    """A value of a model's as JSON, cut where it is long."""
    if isinstance(value, str):
        return json.dumps(cut(value), ensure_ascii=False)
    if isinstance(value, float):
        return _number(value)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=repr)
    return cut(text)


def _number(value: float) -> str:
    """A number as JavaScript writes it, so that all clients tell the same."""
    text = repr(value or 0).removesuffix(".0")
    digits, e, exponent = text.partition("e")
    if not e:
        return text
    if -7 < int(exponent) < 21:
        return format(Decimal(text), "f")
    return f"{digits}e{int(exponent):+d}"


def cut(text: str, most: int = _SHOWN) -> str:
    """A text as far as it is shown."""
    return text if len(text) <= most else f"{text[:most]}..."


def listed(names: Iterable[str]) -> str:
    """Names in a list of which not all are shown; "none" where there is none."""
    found = list(names)
    more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return ", ".join([*map(cut, found[:_MOST]), *more]) or "none"


def counted(many: int, noun: str) -> str:
    """A number of things: `1 item`, `3 items`."""
    return f"{many} {noun}" if many == 1 else f"{many} {noun}s"


def _shown_path(path: Path) -> str:
    steps: list[str] = []
    while path is not None:
        path, step = path
        if isinstance(step, int):
            steps.append(f"[{step}]")
        else:
            steps.append(cut(step) if path is None else f".{cut(step)}")
    return "".join(reversed(steps))
