# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Sets of tools: what a request offers to a model, and what runs the model's calls."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, Literal, TypeVar, overload

from .conversation import ToolRun
from .dispatcher import Dispatcher
from .loops import AsyncLoop, AsyncToolStream, Loop, ToolStream
from .options import CallOptions
from .problems import unknown_tool

__all__ = ["ToolSet"]

_L = TypeVar("_L", Loop, AsyncLoop)


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
        changed = ToolSet(*tools, clients=self.shared_clients)
        for name in (*hide, *fixed):
            if name in changed.by_name:
                changed.invocation(name)
        return changed

    @overload
    def run_tools(
        self,
        client: Any,
        *,
        model: str,
        messages: Iterable[Any] | None = None,
        input: str | Iterable[Any] | None = None,
        tools: Iterable[Any] | None = None,
        max_turns: int = 10,
        stream: Literal[False] = False,
        clients: Any = None,
        attachments: Mapping[str, Any] | None = None,
        call_options: CallOptions | None = None,
        **request: Any,
    ) -> ToolRun: ...
    @overload
    def run_tools(
        self,
        client: Any,
        *,
        model: str,
        messages: Iterable[Any] | None = None,
        input: str | Iterable[Any] | None = None,
        tools: Iterable[Any] | None = None,
        max_turns: int = 10,
        stream: Literal[True],
        clients: Any = None,
        attachments: Mapping[str, Any] | None = None,
        call_options: CallOptions | None = None,
        **request: Any,
    ) -> ToolStream: ...
    def run_tools(self, client: Any, *, stream: bool = False, **given: Any) -> Any:
        """Hold a conversation with a language model, and run the tools that it calls.

        Args:
            client: An `openai.OpenAI`, or the module `litellm`.
            model: The language model.
            messages: The conversation so far, for Chat Completions.
            input: The conversation so far, or a text, for Responses.
            tools: What the request offers, if not this whole set.
            max_turns: The most answers; the calls of the last one are run.
            stream: Give the events of the API as they come; `result` at the end.
            clients: See `CallOptions`, as for attachments.
            attachments: Files that the model may name; those of results are added.
            call_options: Other options of the calls.
            **request: Further arguments of each request.

        Raises what the client raises, and what `dispatch` does.
        """
        loop = self._loop(Loop, client, **given)
        return ToolStream(loop) if stream else loop.run()

    @overload
    def arun_tools(
        self,
        client: Any,
        *,
        model: str,
        messages: Iterable[Any] | None = None,
        input: str | Iterable[Any] | None = None,
        tools: Iterable[Any] | None = None,
        max_turns: int = 10,
        stream: Literal[False] = False,
        clients: Any = None,
        attachments: Mapping[str, Any] | None = None,
        call_options: CallOptions | None = None,
        **request: Any,
    ) -> Coroutine[Any, Any, ToolRun]: ...
    @overload
    def arun_tools(
        self,
        client: Any,
        *,
        model: str,
        messages: Iterable[Any] | None = None,
        input: str | Iterable[Any] | None = None,
        tools: Iterable[Any] | None = None,
        max_turns: int = 10,
        stream: Literal[True],
        clients: Any = None,
        attachments: Mapping[str, Any] | None = None,
        call_options: CallOptions | None = None,
        **request: Any,
    ) -> AsyncToolStream: ...
    def arun_tools(self, client: Any, *, stream: bool = False, **given: Any) -> Any:
        """The same with an `openai.AsyncOpenAI` and async clients: see `run_tools`.

        A stream is not awaited before `async for`.
        """
        loop = self._loop(AsyncLoop, client, **given)
        return AsyncToolStream(loop) if stream else loop.run()

    def _loop(
        self,
        kind: type[_L],
        client: Any,
        *,
        tools: Iterable[Any] | None = None,
        max_turns: int = 10,
        clients: Any = None,
        attachments: Mapping[str, Any] | None = None,
        call_options: CallOptions | None = None,
        **given: Any,
    ) -> _L:
        own = self.tools if given.get("input") is None else self.responses_tools
        offered = own if tools is None else list(tools)
        names = {_name(each) for each in offered}
        known: Dispatcher = self
        if not names.issuperset(self.by_name):
            chosen = [each for each in self.by_name.values() if each.name in names]
            known = Dispatcher(*chosen, clients=self.shared_clients)
        options: CallOptions = {
            **(call_options or {}),
            "clients": clients,
            "attachments": attachments,
        }
        # A request that offers no tool says nothing of them: an empty list is refused.
        request = {**given, **({"tools": offered} if offered else {})}
        return kind(known, client, request, max_turns, options)


def _name(tool: Any) -> str:
    """The name of a tool in a request of either API."""
    return str(tool.get("function", tool).get("name"))
