"""Numbers and bytes in the coding of the vectors."""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from typing import Any

__all__ = ["bytes_of", "float_of", "shown_bytes", "shown_float"]


def float_of(coded: Any) -> float:
    """A number, or one of the words for what JSON cannot hold."""
    return float(coded)


def shown_float(number: float) -> Any:
    """A number as JSON has it, or the word for it."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return "-0" if number == 0 and math.copysign(1, number) < 0 else number


def bytes_of(coded: str) -> bytes:
    """Bytes of their base64."""
    return b64decode(coded)


def shown_bytes(data: bytes) -> str:
    """Bytes as base64."""
    return b64encode(data).decode()
