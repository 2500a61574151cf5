"""The modules of tools: what templates see of them, and what they may import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..entry import Entry
from ..tools.tool import Tool
from .literals import spread

__all__ = [
    "TOOLS_HOMES",
    "TOOLS_SYMBOLS",
    "ModuleNames",
    "ToolsView",
    "tools_view",
]

_RUNTIME = ".._runtime.tools"
_SURFACE = """
    RESPONSES_TOOLS TOOLS TOOL_SET adispatch adispatch_all arun_tools configure dispatch
    dispatch_all run_tools
"""
_VALUES = """
    AsyncToolStream CallOptions FinishedCall Part Tool ToolCall ToolResult ToolRun ToolSet
    ToolStream
"""

TOOLS_HOMES = {
    _RUNTIME: _VALUES.split(),
    f"{_RUNTIME}.surface": _SURFACE.split(),
}
"""What the index of tools has for users, by the module of the runtime that has it."""

TOOLS_SYMBOLS = {"TYPE_CHECKING": "typing", "lazy_tools": f"{_RUNTIME}.index"}
"""What the index of tools imports besides."""

_INDENT = 8


class ModuleNames(NamedTuple):
    """The names in a module of clients that its tools need: of methods, of their tables."""

    methods: Mapping[str, str]
    tables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToolsView:
    """The tools of one model: each as its arguments in source; `names` are imported from
    the module of the model's clients, `symbols` is all that may be imported."""

    tools: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    symbols: dict[str, str]


def tools_view(
    entry: Entry, module: str, tools: Sequence[Tool], names: ModuleNames
) -> ToolsView:
    """The tools of a model whose clients stand in `module`."""
    clients = (f"Async{entry.name}", entry.name)
    tables = [names.tables[each.method.name] for each in tools]
    imported = (*clients, *sorted(tables))
    return ToolsView(
        tools=tuple(_fields(each, clients, names) for each in tools),
        names=imported,
        symbols={
            "Tool": _RUNTIME,
            "ToolSet": _RUNTIME,
            **dict.fromkeys(imported, f"..{module}"),
        },
    )


def _fields(
    tool: Tool, clients: tuple[str, str], names: ModuleNames
) -> tuple[str, ...]:
    method = tool.method.name
    own = {
        "name": tool.name,
        "description": tool.description,
        "parameters": dict(tool.parameters),
        "call": names.methods[method],
        "strict": tool.strict,
        "output_schema": tool.output_schema,
        "fixed": dict(tool.fixed),
    }
    fields = {key: spread(each, _INDENT, len(key) + 1) for key, each in own.items()}
    fields["method"] = names.tables[method]
    fields["async_client"], fields["client"] = clients
    empty = {"output_schema": "None", "fixed": "{}"}
    return tuple(
        f"{key}={fields[key]}" for key in _ORDER if fields[key] != empty.get(key)
    )


_ORDER = [
    "name",
    "description",
    "parameters",
    "strict",
    "output_schema",
    "fixed",
    "method",
    "call",
    "client",
    "async_client",
]
