"""What to type after `generate`: the install line, an import that works, one call."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project.report import Report

__all__ = ["next_steps"]

_STEPS = {
    "python": "next_python",
    "typescript": "next_typescript",
    "tools": "next_tools",
}
"""The module of each target that has something to type."""


def next_steps(report: Report) -> list[str]:
    """The lines to type, target by target."""
    lines: list[str] = []
    for output in report.outputs:
        name = _STEPS.get(output.target.name)
        if name is not None:
            module = import_module(f"{__package__}.{name}")
            steps: Callable[..., list[str]] = module.steps
            lines += steps(output, report.entries[0])
    return lines
