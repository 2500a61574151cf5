"""Changes of signatures, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .console import Console

if TYPE_CHECKING:
    from ..signature.change import Change

__all__ = ["changes_as_json", "tell_changes"]


def tell_changes(console: Console, changes: Sequence[Change], indent: str) -> None:
    """A line for each change: its weight, where it is, what it is."""
    for change in changes:
        place = f"{change.place}: " if change.place else ""
        weight = change.weight.name.lower()
        console.say(f"{indent}{weight:<10}  {place}{change.what}")


def changes_as_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The changes as `--json` prints them."""
    return [
        {
            "code": change.code,
            "weight": change.weight.name.lower(),
            "what": change.what,
            "method": change.method,
            "field": change.field,
            "old": change.old,
            "new": change.new,
        }
        for change in changes
    ]
