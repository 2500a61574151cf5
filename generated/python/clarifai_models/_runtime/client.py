"""The sync client beneath a generated class."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar

from .answers import reader_of, values_of
from .batch import IN_FLIGHT, all_or_error
from .core import Core, chunks
from .errors import ClarifaiError, ConnectError
from .feeder import Feeder
from .method import STREAMING_STREAMING, Method
from .status import error_of_rpc
from .stream import Stream
from .wire import grpc_module

__all__ = ["Client"]

T = TypeVar("T")

_NONE: Mapping[str, Any] = {}


class Client(Core):
    """Calls a model over a channel that is opened on the first call.

    Safe in threads. All calls raise ClarifaiError.
    """

    def unary(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> T:
        """One answer. `arguments` are in the order of the method's parameters,
        `unknown` are keywords that the method does not have."""
        request = self.request(method, arguments, unknown)
        return self._send(method, request, reader_of(method))

    def unary_or_batch(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> Any:
        """One answer, or a list of them where the first argument is a list of items."""
        if arguments[0].__class__ is list and not unknown:
            return self.batch(method, arguments[0])
        return self.unary(method, arguments, unknown)

    def batch(self, method: Method[T], items: Iterable[Mapping[str, Any]]) -> list[T]:
        """One answer for each item, in order; items are mappings of arguments.

        Raises BatchError after all requests have ended if one of them failed.
        """
        from concurrent.futures import ThreadPoolExecutor

        results: list[Any] = []
        requests = (self.batch_request(method, chunk) for chunk in chunks(items))
        with ThreadPoolExecutor(IN_FLIGHT, "clarifai-batch") as pool:
            under_way: deque[Any] = deque()
            for request in requests:
                under_way.append(pool.submit(self._chunk, method, request))
                if len(under_way) == IN_FLIGHT:
                    results += under_way.popleft().result()
            while under_way:
                results += under_way.popleft().result()
        return all_or_error(method, results)

    def stream(
        self,
        method: Method[T],
        arguments: Sequence[Any],
        unknown: Mapping[str, Any] = _NONE,
    ) -> Stream[T]:
        """A stream of answers, already sent; bidirectional where the method is."""
        if method.kind == STREAMING_STREAMING:
            items, build = self.item_requests(method, arguments, unknown)
            feeder = Feeder(items, build, method)
            return Stream(self, method, "StreamModelOutputs", feeder, feeder)
        request = self.request(method, arguments, unknown)
        return Stream(self, method, "GenerateModelOutputs", request)

    def _send(self, method: Method[Any], request: Any, read: Callable[[Any], T]) -> T:
        """Send a request until it is answered or given up; gives what `read` makes."""
        timeout = self.settings.timeout
        start = time.monotonic()
        attempts = None
        while True:
            connection = self.connection
            call = connection.multicallable("PostModelOutputs")
            try:
                return read(
                    call(request, timeout=timeout, metadata=connection.metadata)
                )
            except ClarifaiError as error:
                failure = error
            except grpc_module().RpcError as error:
                failure = error_of_rpc(error, method.name)
            except ValueError as error:
                failure = closed_or_raise(error, method)
            if attempts is None:
                attempts = self.attempts(method, timeout, start)
            time.sleep(attempts.pause(failure))
            timeout = attempts.remaining

    def close(self) -> None:
        """Close the channel. A later call opens a new one."""
        self.connection.close()

    def openai(self) -> Any:
        """An `openai.OpenAI` for this model's endpoint; needs the package openai."""
        return import_module("openai").OpenAI(**self.openai_arguments())

    def _chunk(self, method: Method[T], request: Any) -> list[Any]:
        """The results of one request of a batch; its error for each item if it failed."""
        many = len(request.inputs)

        def read(response: Any) -> list[Any]:
            return values_of(method, response, many)

        try:
            return self._send(method, request, read)
        except ClarifaiError as error:
            return [error] * many


def closed_or_raise(error: ValueError, method: Method[Any]) -> ClarifaiError:
    """gRPC says with a ValueError that the channel was closed under a call."""
    if "closed channel" not in str(error):
        raise error
    return ConnectError("the client was closed", method=method.name)
