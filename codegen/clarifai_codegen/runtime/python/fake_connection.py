# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""A connection that answers from a script: what is beneath a fake client."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterable, Iterable, Iterator
from itertools import islice
from typing import Any

from .async_connection import AsyncConnection
from .codec import Refusal
from .connection import Connection
from .credentials import Access
from .errors import InvalidArgumentError
from .script import Call, Script, arguments_of
from .status import SUCCESS
from .wire import grpc_aio_module, messages

__all__ = ["AsyncFakeConnection", "FakeConnection"]

_ACCESS = Access(base_url="grpc://127.0.0.1:1")


def _response(script: Script, name: str, values: Iterable[Any]) -> Any:
    """A response with an output for each value."""
    method = script.methods[name]
    response = messages().service_pb2.MultiOutputResponse()
    response.status.code = SUCCESS
    response.status.req_id = f"fake-{len(script.calls)}"
    for value in values:
        output = response.outputs.add()
        output.status.code = SUCCESS
        data = output.data
        if method.output:
            data = data.parts.add(id=method.output).data
        try:
            method.result.encode(data, value)
        except Refusal as refusal:
            what = f"the answer to {name!r} does not fit{refusal.where}: {refusal.what}"
            raise InvalidArgumentError(what) from None
    return response


def _name(request: Any) -> str:
    return str(request.inputs[0].data.metadata["_method_name"])


def _unary(script: Script, request: Any) -> Any:
    name = _name(request)
    calls = [script.note(name, each.data) for each in request.inputs]
    return _response(script, name, [script.value(call) for call in calls])


def _generate(script: Script, request: Any) -> Iterator[Any]:
    name = _name(request)
    call = script.note(name, request.inputs[0].data)
    for value in script.values(call):
        yield _response(script, name, [value])


class _Exchange:
    """The server's side of a bidirectional call: an answer for each item."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._call: Call | None = None
        self._answers: Iterator[Any] = iter(())

    def answer(self, request: Any) -> Iterator[Any]:
        """The responses to one message: one, or none where the script has ended."""
        script, name = self._script, _name(request)
        method = script.methods[name]
        stream = method.parameters[method.stream_index].python
        found = arguments_of(method, request.inputs[0].data)
        if self._call is None:
            self._call = script.note(name, request.inputs[0].data)
            self._call.arguments[stream] = []
            self._answers = script.values(self._call, many=sys.maxsize)
        self._call.arguments[stream].append(found[stream])
        if script.is_function(name):
            item = self._call.arguments | {stream: found[stream]}
            values = [script.one(Call(name, item))]
        else:
            values = list(islice(self._answers, 1))
        for value in values:
            yield _response(script, name, [value])


class _Answers:
    """A streaming call: an iterator of responses that can be cancelled."""

    def __init__(self, responses: Iterator[Any]) -> None:
        self._responses = responses

    def __iter__(self) -> Iterator[Any]:
        return self._responses

    def cancel(self) -> None:
        """Nothing is under way."""


class _Future:
    """A call that is answered when it is asked for."""

    def __init__(self, script: Script, request: Any) -> None:
        self._script = script
        self._request = request

    def result(self) -> Any:
        """The response."""
        return _unary(self._script, self._request)

    def cancel(self) -> None:
        """Nothing is under way."""


class _Unary:
    def __init__(self, script: Script) -> None:
        self._script = script

    def __call__(self, request: Any, timeout: Any = None, metadata: Any = None) -> Any:
        return _unary(self._script, request)

    def future(self, request: Any, timeout: Any = None, metadata: Any = None) -> Any:
        """The call as a future, as batches use it."""
        return _Future(self._script, request)


class FakeConnection(Connection):
    """Answers sync calls from a script."""

    is_shared = True

    def __init__(self, script: Script) -> None:
        super().__init__(_ACCESS)
        self.script = script

    def multicallable(self, rpc: str) -> Any:
        """What takes the place of gRPC's callable."""
        script = self.script
        if rpc == "PostModelOutputs":
            return _Unary(script)

        def call(request: Any, timeout: Any = None, metadata: Any = None) -> _Answers:
            if rpc == "StreamModelOutputs":
                return _Answers(self._stream(request))
            return _Answers(_generate(script, request))

        return call

    def _stream(self, requests: Iterable[Any]) -> Iterator[Any]:
        exchange = _Exchange(self.script)
        for request in requests:
            yield from exchange.answer(request)


class AsyncFakeConnection(AsyncConnection):
    """Answers async calls from a script."""

    is_shared = True

    def __init__(self, script: Script) -> None:
        super().__init__(_ACCESS)
        self.script = script

    def multicallable(self, rpc: str) -> Any:
        """What takes the place of gRPC's callable."""
        script = self.script

        async def unary(request: Any, timeout: Any = None, metadata: Any = None) -> Any:
            return _unary(script, request)

        def stream(request: Any, timeout: Any = None, metadata: Any = None) -> Any:
            if rpc == "StreamModelOutputs":
                return _AsyncAnswers(script, request)
            return _AsyncAnswers(script, [request], _generate(script, request))

        return unary if rpc == "PostModelOutputs" else stream

    async def aclose(self) -> None:
        """There is nothing to close."""


class _AsyncAnswers:
    """An async streaming call, read message by message."""

    def __init__(
        self, script: Script, requests: Any, responses: Iterator[Any] | None = None
    ) -> None:
        self._requests = requests
        self._responses = responses
        self._exchange = _Exchange(script)

    async def read(self) -> Any:
        """The next response, or gRPC's mark of the end."""
        end = grpc_aio_module().EOF
        if self._responses is not None:
            return next(self._responses, end)
        requests: AsyncIterable[Any] = self._requests
        async for request in requests:
            for response in self._exchange.answer(request):
                return response
        return end

    def cancel(self) -> None:
        """Nothing is under way."""
