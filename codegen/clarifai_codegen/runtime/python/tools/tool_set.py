# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Sets of tools: what a request offers to a model, and what runs the model's calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .dispatcher import Dispatcher
from .problems import unknown_tool

__all__ = ["ToolSet"]


class ToolSet(Dispatcher):
    """Some tools. A set never changes; `configure` gives another."""

    @property
    def tools(self) -> list[Any]:
        """The `tools` of a request of Chat Completions."""
        return [each.chat() for each in self.by_name.values()]

    @property
    def responses_tools(self) -> list[Any]:
        """The `tools` of a request of Responses."""
        return [each.responses() for each in self.by_name.values()]

    def __repr__(self) -> str:
        return f"ToolSet({', '.join(self.by_name)})"

    def configure(
        self,
        *,
        only: Iterable[str] | None = None,
        hide: Mapping[str, Iterable[str]] | None = None,
        fixed: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> ToolSet:
        """Another set: `only` some tools; by the name of a tool, arguments that are left
        to the model's default (`hide`) or sent with each call (`fixed`).

        Raises ValueError for tools and arguments that there are not.
        """
        hide, fixed = hide or {}, fixed or {}
        names = [*self.by_name] if only is None else [*only]
        for name in (*names, *hide, *fixed):
            if name not in self.by_name:
                raise ValueError(unknown_tool(name, self.by_name))
        tools = [
            self.by_name[name].without(tuple(hide.get(name, ())), fixed.get(name, {}))
            for name in dict.fromkeys(names)
        ]
        changed = ToolSet(*tools, clients=self._clients)
        for name in (*hide, *fixed):
            if name in changed.by_name:
                changed.invocation(name)
        return changed
