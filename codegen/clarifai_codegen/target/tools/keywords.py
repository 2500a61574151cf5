"""Keywords that a provider does not know go; what they said is told in words."""

from __future__ import annotations

from typing import Any

from ..prose import inline, shortened
from .schema import Schema
from .values import dumped

__all__ = ["ANTHROPIC", "AZURE", "GEMINI", "without"]

AZURE = frozenset({"default", "minimum", "maximum", "minItems", "maxItems"})
ANTHROPIC = frozenset({"open items"})
GEMINI = frozenset({"default", "typed enum"})
"""`open items`: a list of anything, spelled `items: {}`; `typed enum`: choices that are no texts."""


def without(schema: Schema, unknown: frozenset[str]) -> Schema:
    """The schema without the unknown keywords, its descriptions saying the same."""
    kept: Schema = {}
    dropped: dict[str, Any] = {}
    for key, value in schema.items():
        is_typed = key == "enum" and not all(isinstance(each, str) for each in value)
        if key in unknown or (is_typed and "typed enum" in unknown):
            dropped[key] = value
        elif key == "properties":
            kept[key] = {name: without(each, unknown) for name, each in value.items()}
        elif key == "items":
            if value or "open items" not in unknown:
                kept[key] = without(value, unknown)
        elif key == "anyOf":
            kept[key] = [without(each, unknown) for each in value]
        else:
            kept[key] = value
    words = " ".join(_words(dropped))
    if not words:
        return kept
    description = " ".join(filter(None, (kept.pop("description", ""), words)))
    return {"description": description, **kept}


def _words(dropped: Schema) -> list[str]:
    """What the dropped keywords said, one sentence each."""
    found = []
    for low, high, unit in (
        ("minimum", "maximum", ""),
        ("minItems", "maxItems", " items"),
    ):
        least, most = dropped.get(low), dropped.get(high)
        if least is not None and least == most:
            found.append(f"Exactly {least}{unit}.")
        elif least is not None and most is not None:
            found.append(f"From {least} to {most}{unit}.")
        elif least is not None:
            found.append(f"At least {least}{unit}.")
        elif most is not None:
            found.append(f"At most {most}{unit}.")
    if "enum" in dropped:
        found.append(f"One of: {', '.join(map(dumped, dropped['enum']))}.")
    if "default" in dropped:
        default = shortened(inline(dumped(dropped["default"])))
        found.append(f"Optional; default {default}.")
    return found
