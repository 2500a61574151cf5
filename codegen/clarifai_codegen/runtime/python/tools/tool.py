# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""A tool: one method of a model as a language model sees it, and how it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..method import Method
from .validation import Schema, may_lack

__all__ = ["Tool"]


@dataclass(frozen=True, slots=True)
class Tool:
    """One method of a model.

    `parameters` is the schema of its arguments, by their names on the wire. `fixed` are
    sent with each call besides, as JSON or in the client's own form. `client` and
    `async_client` are the model's classes, `call` the name of the method in them.
    """

    name: str
    description: str
    parameters: Schema
    method: Method[Any]
    call: str
    client: type[Any]
    async_client: type[Any]
    strict: bool = False
    output_schema: Schema | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def chat(self) -> dict[str, Any]:
        """The tool in a request of Chat Completions."""
        function = {
            "name": self.name,
            "description": self.description,
            "parameters": self.parameters,
            "strict": self.strict,
        }
        return {"type": "function", "function": function}

    def responses(self) -> dict[str, Any]:
        """The tool in a request of Responses. `strict` is always said: left out, the API
        makes optional arguments mandatory."""
        told: dict[str, Any] = {
            "type": "function",
            "name": self.name,
            "description": self.description,
            "parameters": self.parameters,
            "strict": self.strict,
        }
        if self.output_schema is not None:
            told["output_schema"] = self.output_schema
        return told

    def without(self, hidden: Iterable[str], fixed: Mapping[str, Any]) -> Tool:
        """The tool without some arguments: `hidden` are left to the model's default,
        `fixed` are sent with these values. Raises ValueError for what cannot be."""
        properties: Mapping[str, Any] = self.parameters["properties"]
        known = {each.name for each in self.method.parameters}
        for name in hidden:
            if name not in known:
                raise ValueError(f"{self.name} has no argument {name!r} to hide")
            if name in properties and not may_lack(self.parameters, name):
                raise ValueError(
                    f"{self.name} needs {name!r}: fix it, or do not hide it"
                )
        for name in fixed:
            if name not in known:
                raise ValueError(f"{self.name} has no argument {name!r} to fix")
        gone = {*hidden, *fixed}
        parameters = {
            **self.parameters,
            "properties": {n: each for n, each in properties.items() if n not in gone},
            "required": [n for n in self.parameters["required"] if n not in gone],
        }
        kept = {name: each for name, each in self.fixed.items() if name not in gone}
        return replace(self, parameters=parameters, fixed={**kept, **fixed})
