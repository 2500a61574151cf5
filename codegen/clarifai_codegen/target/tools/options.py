"""What a run decides for all tools. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "CHOICES",
    "FORMATS",
    "JSON",
    "ON_LIMIT",
    "PROFILES",
    "STRICT",
    "ToolOptions",
    "options_of",
]

FORMATS = ("openai-chat", "openai-responses", "anthropic", "gemini", "mcp")
STRICT = ("auto", "always", "never")
JSON = ("object", "string")
PROFILES = ("openai", "azure")
ON_LIMIT = ("non-strict", "problem")
CHOICES = {"strict": STRICT, "json": JSON, "profile": PROFILES, "on_limit": ON_LIMIT}


@dataclass(frozen=True, slots=True)
class ToolOptions:
    """How tools are made of methods.

    `strict`: "auto" claims it where a schema can honour it, "always" carries JSON as text
    to get there, "never" does without. `json`: JSON parameters as they are, or as a text
    that holds JSON. `profile`: whose limits and keywords a strict schema keeps to.
    `on_limit`: what exceeds a limit becomes non-strict (or is cut) with a warning, or is left out
    with a problem. `include_bidirectional` offers methods that take a stream, as a list.
    `hide` and `fixed` go by `MODEL.METHOD`: parameters left to the model's default, and
    the JSON values that are sent with each call.
    """

    strict: Literal["auto", "always", "never"] = "auto"
    json: Literal["object", "string"] = "object"
    profile: Literal["openai", "azure"] = "openai"
    formats: tuple[str, ...] = FORMATS
    on_limit: Literal["non-strict", "problem"] = "non-strict"
    include_bidirectional: bool = False
    hide: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def options_of(table: Mapping[str, Any]) -> ToolOptions:
    """The options that a target's table gives; keys that are no options are let be."""
    known = ToolOptions.__dataclass_fields__
    return ToolOptions(**{key: value for key, value in table.items() if key in known})
