"""Sources -> the tools of a server, and what runs them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from ..call import opened
from ..call.perform import Callee
from ..call.tables import table_of
from ..problems import Problem, ProblemError
from ..project.names import default_name
from ..runtime.python.tools import Tool
from ..runtime.python.tools.dispatcher import Dispatcher
from ..signature.encode import digest
from ..source.reference import parse
from ..target.entry import Entry
from ..target.tools.formats import document, tools_for
from ..target.tools.options import ToolOptions
from .choice import by_model
from .clients import ModelClient, SharedClients, call_of

__all__ = ["Offer", "offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """`listed` is what tools/list answers; `dispatcher` runs the tools; `problems` say
    what is not offered and why."""

    listed: list[dict[str, Any]]
    dispatcher: Dispatcher
    clients: tuple[ModelClient, ...]
    problems: tuple[Problem, ...] = ()

    async def aclose(self) -> None:
        """Close the channels of all clients."""
        for client in self.clients:
            await client.aclose()


def offer(
    stack: ExitStack,
    sources: Sequence[str],
    *,
    hide: Mapping[str, Sequence[str]],
    fixed: Mapping[str, Mapping[str, Any]],
    base_url: str = "",
    pat_env: str = "",
) -> Offer:
    """The methods of some models as tools. A model directory is served until the stack
    is left.

    `hide` and `fixed` go by `METHOD` or `MODEL.METHOD`. Raises ProblemError: what `read`
    raises, `bad-source`, `unknown-method`, `bad-tool-option`, `no-tool`.
    """
    callees = [
        stack.enter_context(opened(source, base_url=base_url, pat_env=pat_env))
        for source in sources
    ]
    entries = _entries(sources, callees)
    hidden = {method: dict.fromkeys(names) for method, names in hide.items()}
    options = ToolOptions(
        hide={key: tuple(each) for key, each in by_model(entries, hidden).items()},
        fixed=by_model(entries, fixed),
    )
    tools, problems = tools_for(entries, "mcp", options)
    if not tools:
        what = "There is no method that can be a tool."
        raise ProblemError(*problems, Problem("no-tool", what))
    tables = {
        entry.name: {each.name: table_of(each) for each in entry.model.methods}
        for entry in entries
    }
    clients = {
        entry.name: ModelClient(callee.model_id(), tables[entry.name].values())
        for entry, callee in zip(entries, callees, strict=True)
    }
    ready = [
        Tool(
            name=each.name,
            description=each.description,
            parameters=each.parameters,
            method=tables[each.model][each.method.name],
            call=call_of(each.method.name),
            client=ModelClient,
            async_client=ModelClient,
            output_schema=each.output_schema,
            fixed=each.fixed,
        )
        for each in tools
    ]
    shared = SharedClients({each.name: clients[each.model] for each in tools})
    return Offer(
        [_listed(each) for each in document(tools, "mcp")],
        Dispatcher(*ready, clients=shared),
        tuple(clients.values()),
        (*(each for callee in callees for each in callee.problems), *problems),
    )


def _entries(sources: Sequence[str], callees: Sequence[Callee]) -> list[Entry]:
    """The models under names of their own: of two with one name, the later one's is
    followed by a number."""
    taken: set[str] = set()
    entries = []
    for source, callee in zip(sources, callees, strict=True):
        model = callee.model
        plain = name = default_name(parse(os.fspath(source)), model.model_id)
        number = 2
        while name.casefold() in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name.casefold())
        entries.append(Entry(name, model, source, digest(model)))
    return entries


def _listed(tool: dict[str, Any]) -> dict[str, Any]:
    """The tool with an output schema that all its answers fit: a number that JSON does
    not have is null."""
    if "outputSchema" not in tool:
        return tool
    return {**tool, "outputSchema": _or_null(tool["outputSchema"])}


def _or_null(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_or_null(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _or_null(each) for key, each in schema.items()}
    return (
        found | {"type": ["number", "null"]} if schema == {"type": "number"} else found
    )
