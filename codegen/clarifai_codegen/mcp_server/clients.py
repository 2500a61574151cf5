"""Async clients made from signatures: what the dispatcher of tools calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from ..runtime.python import Method as Table
from ..runtime.python import ModelId, default
from ..runtime.python.async_client import AsyncClient
from ..runtime.python.method import UNARY_UNARY
from ..runtime.python.tools import Tool
from ..runtime.python.tools.options import Clients

__all__ = ["ModelClient", "SharedClients", "call_of"]

_NOT_GIVEN: Any = default(...)


class ModelClient:
    """A model as the dispatcher sees it: `call_of(method)` is the name of each method,
    which no other attribute has."""

    def __init__(self, model: ModelId, tables: Iterable[Table[Any]]) -> None:
        self.__client__ = AsyncClient(model, None, {})
        for table in tables:
            setattr(self, call_of(table.name), partial(self._call, table))

    async def aclose(self) -> None:
        """Close the channel."""
        await self.__client__.aclose()

    def _call(self, table: Table[Any], /, **arguments: Any) -> Any:
        given = [arguments.get(each.name, _NOT_GIVEN) for each in table.parameters]
        if table.kind == UNARY_UNARY:
            return self.__client__.unary(table, given)
        return self.__client__.stream(table, given)


def call_of(method: str) -> str:
    """The attribute that calls a method."""
    return f"call {method}"


class SharedClients(Clients):
    """The clients by the names of their tools."""

    def __init__(self, by_tool: Mapping[str, ModelClient]) -> None:
        super().__init__()
        self._by_tool = by_tool

    def of(self, tool: Tool, given: Any, is_async: bool, is_only: bool) -> Any:
        """The client for a tool."""
        return self._by_tool[tool.name]
