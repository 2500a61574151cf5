"""The forms in which providers take tools, and which keywords they know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...problems import Problem, Where
from ..entry import Entry
from .keywords import ANTHROPIC, GEMINI, without
from .options import ToolOptions
from .tool import Tool, tools_of

__all__ = ["document", "tools_for"]

_ANTHROPIC_KEY = re.compile(r"[a-zA-Z0-9_.-]{1,64}")


def tools_for(
    entries: Sequence[Entry], format: str, options: ToolOptions
) -> tuple[tuple[Tool, ...], tuple[Problem, ...]]:
    """The tools that a format can carry, and what was left out or cut.

    Raises ProblemError `bad-tool-option`, and KeyError for an unknown format.
    """
    form = _FORMS[format]
    if not form.may_be_strict:
        options = replace(options, strict="never")
    tools, problems = tools_of(entries, options)
    unfit = [each for tool in tools if (each := form.unfit(tool, format))]
    return tuple(t for t in tools if not form.unfit(t, format)), (*problems, *unfit)


def document(tools: Sequence[Tool], format: str) -> list[dict[str, Any]]:
    """What goes into a request's `tools` (for MCP, into the answer of tools/list)."""
    form = _FORMS[format]
    return form.wrap([form.tool(each) for each in tools])


def _fits(tool: Tool, format: str) -> Problem | None:
    return None


def _has_plain_keys(tool: Tool, format: str) -> Problem | None:
    """What is wrong with the first key that Anthropic's API refuses."""
    for name in tool.parameters["properties"]:
        if not _ANTHROPIC_KEY.fullmatch(name):
            what = f"{format} takes names of 1 to 64 of A-Z, a-z, 0-9, _, . and - only."
            where = Where(model=tool.model, method=tool.method.name, field=name)
            fix = "It is left out of this format; hide or fix the parameter."
            return Problem("tool-limit", what, where, fix, warning=True)
    return None


@dataclass(frozen=True, slots=True)
class _Form:
    tool: Callable[[Tool], dict[str, Any]]
    may_be_strict: bool = False
    unfit: Callable[[Tool, str], Problem | None] = _fits
    wrap: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = list


def _chat(tool: Tool) -> dict[str, Any]:
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
        "strict": tool.strict,
    }
    return {"type": "function", "function": function}


def _responses(tool: Tool) -> dict[str, Any]:
    answers = {"output_schema": tool.output_schema} if tool.output_schema else {}
    return {"type": "function", **_chat(tool)["function"], **answers}


def _anthropic(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": without(dict(tool.parameters), ANTHROPIC),
    }


def _gemini(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "description": tool.description,
        "parametersJsonSchema": without(dict(tool.parameters), GEMINI),
    }


def _declarations(tools: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"functionDeclarations": tools}]


def _mcp(tool: Tool) -> dict[str, Any]:
    answers = tool.output_schema or {}
    return {
        "name": tool.name,
        "description": tool.description,
        "inputSchema": tool.parameters,
        **({"outputSchema": answers} if answers.get("type") == "object" else {}),
        "annotations": {"readOnlyHint": True, "openWorldHint": True},
    }


_FORMS = {
    "openai-chat": _Form(_chat, may_be_strict=True),
    "openai-responses": _Form(_responses, may_be_strict=True),
    "anthropic": _Form(_anthropic, unfit=_has_plain_keys),
    "gemini": _Form(_gemini, wrap=_declarations),
    "mcp": _Form(_mcp),
}
