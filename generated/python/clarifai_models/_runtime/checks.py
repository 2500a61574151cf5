# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Checks of choices and bounds, made once for each parameter that has them."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from typing import Any

from .codec import unfit

__all__ = ["Check", "between", "one_of"]

Check = Callable[[Any], None]
"""Raises Refusal for a value that is not allowed."""


def one_of(choices: Sequence[Any]) -> Check:
    """The value is one of the choices."""
    allowed = tuple(choices)

    def check(value: Any) -> None:
        if value not in allowed:
            shown = ", ".join(map(repr, allowed))
            raise unfit(f"{value!r} is not one of {shown}")

    return check


def between(minimum: float | None, maximum: float | None) -> Check:
    """The value is within the bounds, as exactly as they travel: as float32."""
    low = -math.inf if minimum is None else min(minimum, _outermost(minimum, -1))
    high = math.inf if maximum is None else max(maximum, _outermost(maximum, 1))

    def check(value: Any) -> None:
        if not low <= value <= high:
            if maximum is None:
                raise unfit(f"{value!r} is below {minimum:.15g}")
            if minimum is None:
                raise unfit(f"{value!r} is above {maximum:.15g}")
            raise unfit(f"{value!r} is not within {minimum:.15g} and {maximum:.15g}")

    return check


def _outermost(bound: float, direction: int) -> float:
    """The double farthest in this direction that becomes the same float32."""
    bits = struct.unpack("<i", struct.pack("<f", bound))[0]
    near: float = struct.unpack("<f", struct.pack("<i", bits))[0]
    away = 1 if (near > 0) == (direction > 0) else -1
    next_one: float = struct.unpack("<f", struct.pack("<i", bits + away))[0]
    return (near + next_one) / 2 if math.isfinite(next_one) else near
