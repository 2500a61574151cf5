"""Which cases of a long list the quick run tries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], every: int) -> list[Any]:
    """Parameters for `parametrize`: each `every`-th runs always, the others are slow."""
    return [
        pytest.param(
            *_arguments(value), marks=[pytest.mark.slow] * (number % every > 0)
        )
        for number, value in enumerate(values)
    ]


def _arguments(value: Any) -> tuple[Any, ...]:
    return value if type(value) is tuple else (value,)
