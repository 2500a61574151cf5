# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Conversations with tools: plain and streamed, sync and async."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from inspect import iscoroutine
from typing import Any

from .chat import Chat
from .conversation import Api, Conversation, ToolRun
from .dispatcher import Dispatcher
from .options import CallOptions
from .responses import Responses

__all__ = ["AsyncLoop", "AsyncToolStream", "Loop", "ToolStream"]

_CHAT = ("completion", "acompletion")
_RESPONSES = ("responses", "aresponses")
"""What the module litellm calls its functions, sync and async."""


class _Loop:
    """A conversation with a client, and what each of its requests says."""

    def __init__(
        self,
        tools: Dispatcher,
        client: Any,
        given: Mapping[str, Any],
        max_turns: int,
        options: CallOptions,
    ) -> None:
        request = {key: each for key, each in given.items() if each is not None}
        messages, items = request.pop("messages", None), request.pop("input", None)
        if (messages is None) == (items is None):
            raise TypeError("give messages (Chat Completions) or input (Responses)")
        api: Api = Chat() if items is None else Responses()
        self.tools = tools
        self.request = request
        self.conversation = Conversation(
            api, _history(messages if items is None else items), max_turns, options
        )
        self.create = _endpoint(client, items is None, isinstance(self, AsyncLoop))

    def arguments(self, **more: Any) -> dict[str, Any]:
        """The arguments of the next request."""
        # The client keeps no reference to a list that grows.
        said = {name: [*each] for name, each in self.conversation.request().items()}
        return {**self.request, **said, **more}


class Loop(_Loop):
    """A sync conversation."""

    def run(self) -> ToolRun:
        """Hold it until the language model wants no more calls."""
        conversation = self.conversation
        while conversation.is_open:
            response = self.create(**self.arguments())
            _refuse_async(response)
            self.take(response)
        return conversation.run

    def events(self) -> Iterator[Any]:
        """The same; gives the events of all answers as they come."""
        conversation = self.conversation
        while conversation.is_open:
            collector = conversation.collector()
            events = self.create(**self.arguments(stream=True))
            _refuse_async(events)
            try:
                for event in events:
                    collector.add(event)
                    yield event
            finally:
                if hasattr(events, "close"):
                    events.close()
            self.take(collector.response())

    def take(self, response: Any) -> None:
        """Read an answer, and run its calls."""
        conversation = self.conversation
        conversation.take(response)
        if calls := conversation.calls:
            conversation.give(self.tools.dispatch_all(calls, **conversation.options))


class AsyncLoop(_Loop):
    """An async conversation."""

    async def run(self) -> ToolRun:
        """Hold it until the language model wants no more calls."""
        conversation = self.conversation
        while conversation.is_open:
            await self.take(await self.create(**self.arguments()))
        return conversation.run

    async def events(self) -> AsyncIterator[Any]:
        """The same; gives the events of all answers as they come."""
        conversation = self.conversation
        while conversation.is_open:
            collector = conversation.collector()
            events = await self.create(**self.arguments(stream=True))
            try:
                async for event in events:
                    collector.add(event)
                    yield event
            finally:
                close = getattr(events, "close", None) or getattr(
                    events, "aclose", None
                )
                if close is not None:
                    await close()
            await self.take(collector.response())

    async def take(self, response: Any) -> None:
        """Read an answer, and run its calls."""
        conversation = self.conversation
        conversation.take(response)
        if calls := conversation.calls:
            options = conversation.options
            conversation.give(await self.tools.adispatch_all(calls, **options))


class ToolStream:
    """The events of a conversation, as the API has them; `result` at the end."""

    def __init__(self, loop: Loop) -> None:
        self._run = loop.conversation.run
        self._events = loop.events()

    def __iter__(self) -> Iterator[Any]:
        return self._events

    def __next__(self) -> Any:
        return next(self._events)

    @property
    def result(self) -> ToolRun:
        """What came of the conversation so far: all of it when the events have ended."""
        return self._run


class AsyncToolStream:
    """The events of a conversation, as the API has them; `result` at the end."""

    def __init__(self, loop: AsyncLoop) -> None:
        self._run = loop.conversation.run
        self._events = loop.events()

    def __aiter__(self) -> AsyncIterator[Any]:
        return self._events

    async def __anext__(self) -> Any:
        return await anext(self._events)

    @property
    def result(self) -> ToolRun:
        """What came of the conversation so far: all of it when the events have ended."""
        return self._run


def _history(given: str | Iterable[Any]) -> list[Any]:
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    return list(given)


def _endpoint(client: Any, is_chat: bool, is_async: bool) -> Callable[..., Any]:
    """What sends a request: of a client of openai, or of the module litellm."""
    if hasattr(client, "completion"):
        names = _CHAT if is_chat else _RESPONSES
        create: Callable[..., Any] = getattr(client, names[is_async])
        return create
    api = client.chat.completions if is_chat else client.responses
    create = api.create
    return create


def _refuse_async(answer: Any) -> None:
    if iscoroutine(answer):
        answer.close()
        raise TypeError("this client is async: use arun_tools")
