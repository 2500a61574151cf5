# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""One tool, ready to be called: arguments are checked, converted, sent; streams collected.

What sync and async calls share is here, and waits for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import (
    ArgumentTypeError,
    AuthenticationError,
    ClarifaiError,
    InvalidArgumentError,
    PermissionDeniedError,
    RateLimitError,
)
from ..method import UNARY_UNARY
from ..types import is_list
from .arguments import BadArguments, arguments_of
from .conversion import Converter, converter_of
from .failure import failure_text
from .files import Host
from .options import Limits
from .problems import Path, counted, invalid_json, refusal
from .rendering import Files, is_text_type, rendered, rendered_items, shortened
from .result import ToolResult
from .tool import Tool
from .validation import checker_of

__all__ = ["Collected", "Invocation", "Outcome"]

_RAISED = (AuthenticationError, PermissionDeniedError, RateLimitError)
"""Errors that a model can do nothing about: the caller gets them."""


class Outcome(NamedTuple):
    """What became of a call: a value, or a text that says why there is none."""

    value: Any = None
    error: str | None = None
    note: str = ""


class Invocation:
    """A tool with its checks and conversions, made once."""

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self._check = checker_of(tool.parameters)
        self._python = {each.name: each.python for each in tool.method.parameters}
        streams = {each.name for each in tool.method.parameters if each.stream}
        self._converters = {
            each.name: _each(converter) if each.name in streams else converter
            for each in tool.method.parameters
            if (converter := converter_of(each.codec)) is not None
        }
        self._fixed = self._fixed_arguments()
        self.is_stream = tool.method.kind != UNARY_UNARY
        self.joins_texts = self.is_stream and is_text_type(tool.method.result)

    def arguments(
        self, given: str | Mapping[str, Any] | None, limits: Limits
    ) -> dict[str, Any] | Outcome:
        """The arguments of the client's method by name, or why it is not called."""
        try:
            sent = arguments_of(given)
        except BadArguments as error:
            return Outcome(error=invalid_json(str(error), error.text))
        held = limits.attachments
        host = Host(
            {} if held is None else held,
            limits.max_media_bytes,
            limits.allow_local_files,
        )
        clean = self._check(sent, None, host.problems)
        if not host.problems:
            converters, names = self._converters, self._python
            found = {
                names[name]: (
                    converters[name](value, (None, name), host)
                    if name in converters
                    else value
                )
                for name, value in clean.items()
            }
            if not host.problems:
                return {**found, **self._fixed}
        return Outcome(error=refusal(self.tool.name, host.problems))

    def failure(self, error: Exception, client: Any) -> Outcome:
        """What a model is told of an error; raises the error if that is the host's affair."""
        if isinstance(error, _RAISED):
            raise error
        name = self.tool.name
        if isinstance(error, TimeoutError) and not isinstance(error, ClarifaiError):
            return Outcome(error=f"{name} failed: no answer in time")
        if not isinstance(error, ClarifaiError):
            raise error
        refused = isinstance(error, InvalidArgumentError | ArgumentTypeError)
        if refused and not (error.code or error.name):
            head = f"The call of {name} was not run. 1 problem:"
            return Outcome(error=f"{head}\n- {error.message}")
        return Outcome(error=failure_text(name, error, client))

    def result(self, outcome: Outcome, files: Files, limits: Limits) -> ToolResult:
        """The result of a call."""
        if outcome.error is not None:
            text = shortened(outcome.error, limits.max_text)
            return ToolResult(text, is_error=True)
        value, codec = outcome.value, self.tool.method.result
        if self.is_stream and not self.joins_texts:
            text = rendered_items(codec, value, files)
        else:
            text = rendered(codec, value, files)
        text = shortened(text, limits.max_text) + outcome.note
        return ToolResult(text, files.take(), value)

    def _fixed_arguments(self) -> dict[str, Any]:
        """The fixed arguments in the client's form. Raises ValueError for bad ones."""
        host = Host()
        found: dict[str, Any] = {}
        for name, value in self.tool.fixed.items():
            converter = self._converters.get(name)
            if converter is not None:
                value = converter(value, (None, name), host)
            found[self._python[name]] = value
        if host.problems:
            raise ValueError(f"{self.tool.name}, fixed: {host.problems[0]}")
        return found


@dataclass(slots=True)
class Collected:
    """The items of a stream, until it ends or has given enough."""

    invocation: Invocation
    limits: Limits
    items: list[Any]
    characters: int = 0
    note: str = ""

    def add(self, item: Any) -> bool:
        """Take an item; False where the stream is to be left."""
        limits = self.limits
        if limits.on_chunk is not None:
            limits.on_chunk(self.invocation.tool.name, item)
        self.items.append(item)
        if self.invocation.joins_texts:
            self.characters += len(item)
            if self.characters > limits.max_characters:
                self.note = _left(limits.max_characters, "character")
        if not self.note and len(self.items) >= limits.max_items:
            self.note = _left(limits.max_items, "item")
        return not self.note

    def outcome(self) -> Outcome:
        """The value of what came: a text where the items are texts."""
        if not self.invocation.joins_texts:
            return Outcome(self.items, note=self.note)
        text = "".join(self.items)
        return Outcome(text[: self.limits.max_characters], note=self.note)


def _each(convert_item: Converter) -> Converter:
    """The conversion of a stream's items, which come in a list."""

    def convert(value: Any, path: Path, host: Host) -> Any:
        if not is_list(value):
            return value
        return [convert_item(each, (path, i), host) for i, each in enumerate(value)]

    return convert


def _left(many: int, noun: str) -> str:
    return f"\n(the stream was left after {counted(many, noun)})"
