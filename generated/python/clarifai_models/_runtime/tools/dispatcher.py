# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What runs the calls of a model: one by one, or those of a turn at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from ..wire import LazyModule
from .invocation import Collected, Invocation, Outcome
from .options import CallOptions, Clients, Limits
from .problems import invalid_json, unknown_tool
from .rendering import Files
from .result import ToolResult
from .tool import Tool

if TYPE_CHECKING:
    import asyncio
    import concurrent.futures as futures
else:
    asyncio = LazyModule("asyncio")
    futures = LazyModule("concurrent.futures")

__all__ = ["Dispatcher", "ToolCall"]

_CUT = "the answer ended at its length limit"


class ToolCall(NamedTuple):
    """What a model wants to be called.

    `is_cut` where the model's answer ended before the arguments did.
    """

    name: str
    arguments: str | Mapping[str, Any] | None = None
    is_cut: bool = False


class Dispatcher:
    """Runs calls of some tools. Safe in threads."""

    def __init__(self, *tools: Tool, clients: Clients | None = None) -> None:
        self.by_name: dict[str, Tool] = {each.name: each for each in tools}
        self.shared_clients = clients or Clients()
        self._invocations: dict[str, Invocation] = {}
        self._is_one_model = len({each.client for each in self.by_name.values()}) == 1

    def dispatch(
        self,
        name: str,
        arguments: str | Mapping[str, Any] | None = None,
        **options: Unpack[CallOptions],
    ) -> ToolResult:
        """Run the call of a model: `arguments` as it wrote them, in JSON or parsed.

        A wrong call is not run, and an error of the model becomes a text for the caller's
        model; both have `is_error`. Raises AuthenticationError, PermissionDeniedError and
        RateLimitError, which no model can mend, and TypeError where no client fits.
        """
        return self.dispatch_all([ToolCall(name, arguments)], **options)[0]

    async def adispatch(
        self,
        name: str,
        arguments: str | Mapping[str, Any] | None = None,
        **options: Unpack[CallOptions],
    ) -> ToolResult:
        """Run the call of a model with the async client: see `dispatch`."""
        return (await self.adispatch_all([ToolCall(name, arguments)], **options))[0]

    def dispatch_all(
        self, calls: Sequence[ToolCall], **options: Unpack[CallOptions]
    ) -> list[ToolResult]:
        """Run the calls of one turn, at once, each in a thread of its own; the results are
        in the order of the calls."""
        limits = Limits.of(options)
        clients = options.get("clients")

        def run(call: ToolCall) -> Outcome:
            return self._run(call, clients, limits)

        outcomes = [run(calls[0])] if len(calls) == 1 else _all(run, calls)
        return self._results(calls, outcomes, limits)

    async def adispatch_all(
        self, calls: Sequence[ToolCall], **options: Unpack[CallOptions]
    ) -> list[ToolResult]:
        """Run the calls of one turn, at once, with async clients."""
        limits = Limits.of(options)
        clients = options.get("clients")
        tasks = [
            asyncio.ensure_future(self._arun(call, clients, limits)) for call in calls
        ]
        try:
            outcomes = await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return self._results(calls, outcomes, limits)

    def invocation(self, name: str) -> Invocation:
        """The tool of this name, ready to be called. Raises KeyError."""
        found = self._invocations.get(name)
        if found is None:
            found = self._invocations[name] = Invocation(self.by_name[name])
        return found

    def _results(
        self, calls: Sequence[ToolCall], outcomes: Sequence[Outcome], limits: Limits
    ) -> list[ToolResult]:
        files = Files(limits.attachments or ())
        return [
            (
                self.invocation(call.name).result(outcome, files, limits)
                if call.name in self.by_name
                else ToolResult(outcome.error or "", is_error=True)
            )
            for call, outcome in zip(calls, outcomes, strict=True)
        ]

    def _refused(self, call: ToolCall) -> Outcome | None:
        """The outcome of a call that cannot be looked at more closely."""
        if call.name not in self.by_name:
            return Outcome(error=unknown_tool(call.name, self.by_name))
        if call.is_cut:
            return Outcome(error=invalid_json(_CUT, str(call.arguments or "")))
        return None

    def _run(self, call: ToolCall, clients: Any, limits: Limits) -> Outcome:
        refused = self._refused(call)
        if refused is not None:
            return refused
        invocation = self.invocation(call.name)
        arguments = invocation.arguments(call.arguments, limits)
        if isinstance(arguments, Outcome):
            return arguments
        tool = invocation.tool
        client = self.shared_clients.of(tool, clients, False, self._is_one_model)
        try:
            method = getattr(_in_time(client, limits.timeout), tool.call)
            answer = method(**arguments)
            if not invocation.is_stream:
                return Outcome(answer)
            collected = Collected(invocation, limits, [])
            try:
                for item in answer:
                    if not collected.add(item):
                        break
            finally:
                _close(answer)
            return collected.outcome()
        except Exception as error:
            return invocation.failure(error, client)

    async def _arun(self, call: ToolCall, clients: Any, limits: Limits) -> Outcome:
        refused = self._refused(call)
        if refused is not None:
            return refused
        invocation = self.invocation(call.name)
        arguments = invocation.arguments(call.arguments, limits)
        if isinstance(arguments, Outcome):
            return arguments
        tool = invocation.tool
        client = self.shared_clients.of(tool, clients, True, self._is_one_model)
        try:
            async with asyncio.timeout(limits.timeout):
                answer = getattr(client, tool.call)(**arguments)
                if not invocation.is_stream:
                    return Outcome(await answer)
                collected = Collected(invocation, limits, [])
                try:
                    async for item in answer:
                        if not collected.add(item):
                            break
                finally:
                    await _aclose(answer)
                return collected.outcome()
        except Exception as error:
            return invocation.failure(error, client)


def _all(
    run: Callable[[ToolCall], Outcome], calls: Sequence[ToolCall]
) -> list[Outcome]:
    """The outcomes of several calls, each run in a thread and in the caller's context."""
    if not calls:
        return []
    pool = futures.ThreadPoolExecutor(len(calls), "clarifai-tool")
    try:
        running = [pool.submit(copy_context().run, run, call) for call in calls]
        return [each.result() for each in running]
    finally:
        # Whoever interrupts does not wait for calls that are under way.
        pool.shutdown(wait=False, cancel_futures=True)


def _in_time(client: Any, timeout: float | None) -> Any:
    """The client with a timeout, if it is a generated one."""
    core = getattr(client, "__client__", None)
    if timeout is None or core is None:
        return client
    return core.derive(client, {"timeout": timeout, "stream_timeout": timeout})


def _close(stream: Any) -> None:
    close = getattr(stream, "close", None)
    if close is not None:
        close()


async def _aclose(stream: Any) -> None:
    close = getattr(stream, "aclose", None)
    if close is not None:
        await close()
