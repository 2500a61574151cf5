"""Tools as TypeScript: a module for each model that has some, and their index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..entry import Entry
from ..namespace import Namespace
from ..naming import TYPESCRIPT_WORDS, module_name
from ..tools.options import ToolOptions
from ..tools.tool import Tool, tools_of
from .layout import Doc, Group, Pair
from .literals import MAX_SAFE, string, value
from .names import constant
from .options import Options
from .scope import scope
from .symbols import specifier

__all__ = [
    "INDEX_SYMBOLS",
    "TOOLS_RUNTIME",
    "ToolModule",
    "exported",
    "imported",
    "tool_modules",
]

TOOLS_RUNTIME = "./runtime/tools/index.js"
_SPEC = "ToolSpec"
_SURFACE = """
    Attachment Attachments ChatRun ChatTool JsonSchema ResponsesRun ResponsesTool RunTool
    RunTools ToolCall ToolOptions ToolPart ToolResult ToolRun ToolSetChange ToolSpec VercelTools
"""
_CLASSES = ("ToolSet", "ToolStream")
_OWN = ("responsesTools", "runTool", "runTools", "toolSet", "tools", "vercelTools")

INDEX_SYMBOLS = dict.fromkeys((*_SURFACE.split(), *_CLASSES), TOOLS_RUNTIME)
"""What the index takes from the runtime: name -> module."""


@dataclass(frozen=True, slots=True)
class ToolModule:
    """The tools of one model.

    `name` is what its module exports, `client` the name of its class there, `names` the
    style of names.
    """

    entry: Entry
    module: str
    name: str
    client: str
    tools: tuple[Tool, ...]
    names: str

    @property
    def specs(self) -> Group:
        """The array of tools."""
        methods = scope(self.entry.name, self.entry.model, self.names).methods
        rows = (
            _spec(each, self.client, methods[each.method.name]) for each in self.tools
        )
        return Group("[", tuple(rows), "]")

    @property
    def imports(self) -> list[tuple[list[str], str]]:
        """What stands in the braces of the imports, and where it comes from."""
        client = specifier(self.entry.name, self.client, True)
        return [
            ([client], f"../{self.module}.js"),
            ([_SPEC], f".{TOOLS_RUNTIME}"),
        ]

    @property
    def symbols(self) -> Mapping[str, str]:
        """What the module may import: name -> module."""
        home = f"../{self.module}.js"
        return {_SPEC: f".{TOOLS_RUNTIME}", self.entry.name: home}


def tool_modules(
    entries: Sequence[Entry], choices: ToolOptions, options: Options
) -> list[ToolModule]:
    """The models that have tools, by the names of their modules.

    What was left out is reported by the target `tools`.
    """
    tools, _ = tools_of(entries, choices)
    by_name = {entry.name: entry for entry in entries}
    taken = Namespace({*INDEX_SYMBOLS, *_OWN, *TYPESCRIPT_WORDS})
    found = []
    for name, group in groupby(tools, key=lambda tool: tool.model):
        entry = by_name[name]
        constants = taken.claim(constant(name, "tools"))
        client = Namespace({constants, _SPEC}).underscored(name)
        found.append(
            ToolModule(
                entry=entry,
                module=module_name(name, entry.model.model_id),
                name=constants,
                client=client,
                tools=tuple(group),
                names=options.names,
            )
        )
    return sorted(found, key=lambda each: each.module)


def exported() -> list[str]:
    """What the index passes on from the runtime."""
    names = sorted([*_SURFACE.split(), *_CLASSES], key=str.lower)
    return [specifier(name, name, name in _CLASSES) for name in names]


def imported() -> list[str]:
    """What the index itself needs of the runtime."""
    types = ("ChatTool", "ResponsesTool", "RunTool", "RunTools", "VercelTools")
    names = sorted([*types, "ToolSet"], key=str.lower)
    return [specifier(name, name, name == "ToolSet") for name in names]


def _spec(tool: Tool, client: str, method: str) -> Group:
    row: dict[str, Doc] = {
        "name": string(tool.name),
        "client": client,
        "model": string(tool.model),
        "method": string(method),
        "description": string(tool.description),
        "strict": "true" if tool.strict else "false",
        "parameters": value(_plain(tool.parameters)),
    }
    if tool.output_schema is not None:
        row["outputSchema"] = value(_plain(tool.output_schema))
    if tool.fixed:
        row["fixed"] = value(_plain(tool.fixed))
    return Group("{ ", tuple(Pair(word, doc) for word, doc in row.items()), " }")


def _plain(thing: Any) -> Any:
    """JSON whose numbers are all such of JavaScript: a bigint has no place in a request."""
    match thing:
        case Mapping():
            return {name: _plain(each) for name, each in thing.items()}
        case list() | tuple():
            return [_plain(each) for each in thing]
        case int() if abs(thing) > MAX_SAFE:
            return float(thing)
    return thing
