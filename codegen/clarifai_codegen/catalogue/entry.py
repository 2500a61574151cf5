"""What the catalogue of problems holds."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

__all__ = ["Entry", "Exit"]


class Exit(IntEnum):
    """What the exit status of a command says. The highest one of a run wins."""

    WELL = 0
    DIFFERENCE = 1
    BAD_INPUT = 2
    UNREACHABLE = 3
    OUR_FAULT = 4


class Entry(NamedTuple):
    """What the catalogue knows of a code."""

    title: str
    cause: str
    fix: str
    exit: Exit = Exit.BAD_INPUT
