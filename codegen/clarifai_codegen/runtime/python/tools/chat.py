# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Conversations over Chat Completions, and over whatever has its form (LiteLLM)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..types import is_mapping
from .conversation import Turn, as_sent
from .dispatcher import ToolCall
from .problems import listed
from .result import ToolResult

__all__ = ["Chat"]


class Chat:
    """How Chat Completions spells a conversation."""

    def request(self, history: Sequence[Any]) -> Mapping[str, Any]:
        """The arguments of the next request."""
        return {"messages": history}

    def collector(self) -> ChatCollector:
        """For a streamed answer."""
        return ChatCollector()

    def turn(self, response: Any, history: list[Any]) -> Turn:
        """Read an answer: the assistant's message goes on as it came."""
        if not _get(response, "choices"):
            return Turn("", (), "failed")
        choice = _get(response, "choices")[0]
        message = _get(choice, "message")
        is_cut = _get(choice, "finish_reason") == "length"
        calls = [
            (_get(each, "id"), _call(each, is_cut))
            for each in _get(message, "tool_calls") or ()
        ]
        text = _get(message, "content") or ""
        if not (text or calls or _get(message, "refusal")):
            return Turn("", (), "empty")
        history.append(as_sent(message))
        return Turn(text, calls)

    def answers(
        self, ids: Sequence[str], results: Sequence[ToolResult]
    ) -> Iterable[Any]:
        """A message for each call, then one with the images: models see none in the others."""
        for id, result in zip(ids, results, strict=True):
            yield {"role": "tool", "tool_call_id": id, "content": result.text}
        parts = [each for result in results for each in result.parts]
        images = [each for each in parts if each.kind == "image"]
        if images:
            names = listed(each.name for each in images)
            content: list[Any] = [{"type": "text", "text": f"Files of tools: {names}"}]
            for each in images:
                url = {"url": each.source}
                content.append({"type": "image_url", "image_url": url})
            yield {"role": "user", "content": content}


class ChatCollector:
    """Puts the chunks of an answer together, calls by their index."""

    def __init__(self) -> None:
        self._message: dict[str, Any] = {"role": "assistant"}
        self._calls: dict[Any, dict[str, Any]] = {}
        self._last: Any = None
        self._reason: Any = None
        self._came = False

    def add(self, event: Any) -> None:
        """Take the next chunk; those without a choice tell of usage."""
        for choice in (_get(event, "choices") or ())[:1]:
            self._came = True
            self._reason = _get(choice, "finish_reason") or self._reason
            delta = _get(choice, "delta")
            for name in ("content", "refusal", "reasoning_content"):
                piece = _get(delta, name)
                if isinstance(piece, str):
                    self._message[name] = self._message.get(name, "") + piece
            for call in _get(delta, "tool_calls") or ():
                self._add_call(call)

    def response(self) -> Any:
        """The answer in the form of one that is not streamed."""
        calls = list(self._calls.values())
        message = {**self._message, **({"tool_calls": calls} if calls else {})}
        choice = {"index": 0, "message": message, "finish_reason": self._reason}
        return {"object": "chat.completion", "choices": [choice] if self._came else []}

    def _add_call(self, delta: Any) -> None:
        index, id = _get(delta, "index"), _get(delta, "id")
        # Some servers count no calls: a new id begins one.
        key = index if index is not None else id or self._last
        self._last = key
        empty = {"name": "", "arguments": ""}
        row = {"id": "", "type": "function", "function": empty}
        call = self._calls.setdefault(key, row)
        call["id"] = call["id"] or id or ""
        function = _get(delta, "function")
        for name in ("name", "arguments"):
            call["function"][name] += _get(function, name) or ""


def _call(call: Any, is_cut: bool) -> ToolCall:
    function = _get(call, "function")
    if function is None:
        return ToolCall(str(_get(_get(call, "custom"), "name")))
    return ToolCall(_get(function, "name") or "", _get(function, "arguments"), is_cut)


def _get(value: Any, name: str) -> Any:
    """A field of an object of the client, or of a mapping."""
    if is_mapping(value):
        return value.get(name)
    return getattr(value, name, None)
