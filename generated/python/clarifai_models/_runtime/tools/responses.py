# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Conversations over Responses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .conversation import Turn, as_sent
from .dispatcher import ToolCall
from .result import Part, ToolResult

__all__ = ["Responses"]

_ENDS = frozenset({"response.completed", "response.incomplete", "response.failed"})


class Responses:
    """How Responses spells a conversation."""

    def request(self, history: Sequence[Any]) -> Mapping[str, Any]:
        """The arguments of the next request."""
        return {"input": history}

    def collector(self) -> ResponseCollector:
        """For a streamed answer."""
        return ResponseCollector()

    def turn(self, response: Any, history: list[Any]) -> Turn:
        """Read an answer: all of its output goes on, what it reasoned included."""
        if response is None or response.status in ("failed", "cancelled"):
            return Turn("", (), "failed")
        output = list(response.output)
        if not output:
            return Turn("", (), "empty")
        is_cut = response.status == "incomplete"
        history.extend(map(as_sent, output))
        calls = [
            (each.call_id, ToolCall(each.name, each.arguments, is_cut))
            for each in output
            if each.type == "function_call"
        ]
        return Turn(_text(output), calls)

    def answers(
        self, ids: Sequence[str], results: Sequence[ToolResult]
    ) -> Iterable[Any]:
        """An output for each call; images and documents go with it."""
        for id, result in zip(ids, results, strict=True):
            shown = list(filter(None, map(_part, result.parts)))
            text = {"type": "input_text", "text": result.text}
            output = [text, *shown] if shown else result.text
            yield {"type": "function_call_output", "call_id": id, "output": output}


class ResponseCollector:
    """Waits for the event that holds the whole answer."""

    def __init__(self) -> None:
        self._response: Any = None

    def add(self, event: Any) -> None:
        """Take the next event."""
        if event.type in _ENDS:
            self._response = event.response

    def response(self) -> Any:
        """The answer, None where the stream ended before it."""
        return self._response


def _text(output: Sequence[Any]) -> str:
    return "".join(
        content.text
        for item in output
        if item.type == "message"
        for content in item.content
        if content.type == "output_text"
    )


def _part(part: Part) -> dict[str, Any] | None:
    """A file as a part of an output; sound and films have none."""
    if part.kind == "image":
        return {"type": "input_image", "image_url": part.source, "detail": "auto"}
    if part.mime == "application/pdf":
        name = f"{part.name}.pdf"
        return {"type": "input_file", "filename": name, "file_data": part.source}
    return None
