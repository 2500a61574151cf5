"""The RPCs of an endpoint: predictions are passed on as they are, models are told of.

Refusals are answers with a status and gRPC's OK, as the platform gives them. gRPC's
UNAUTHENTICATED would be worse than unlike: Clarifai's package retries any gRPC error of
a stream for 45 seconds and then fails with a TypeError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import grpc
from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2, status_pb2
from google.protobuf.message import DecodeError

from .auth import check_caller
from .call import Call, Refused, Visit
from .deployments import Deployments
from .live import Live
from .models import Book
from .splice import with_request_id
from .trouble import Trouble

__all__ = ["SERVICE", "handlers"]

SERVICE = "clarifai.api.V2"

_NOT_PASSED_ON = ("authorization", "x-clarifai-session-token", "user-agent")
_NO_DEADLINE = 10**8
_LOOK_UP = 0.5
"""So often a call that waits for its turn looks whether its caller still does."""
_FAILURES = (grpc.RpcError, grpc.FutureCancelledError)


def handlers(
    book: Book,
    pat: str,
    on_call: Callable[[Call], object] | None,
    deployments: Deployments | None = None,
    trouble: Trouble | None = None,
) -> dict[str, Any]:
    """The handlers of gRPC by the names of the RPCs; others are UNIMPLEMENTED."""
    deployments = deployments or Deployments()
    rpcs = _Rpcs(book, pat, on_call, deployments, trouble or Trouble())
    answers = {
        "GetModel": book.get_model,
        "GetModelVersion": book.get_model_version,
        "ListModels": book.list_models,
        "ListModelVersions": book.list_model_versions,
        "GetDeployment": deployments.get_deployment,
        "ListDeployments": deployments.list_deployments,
        "GetNodepool": deployments.get_nodepool,
        "ListNodepools": deployments.list_nodepools,
    }
    return {
        "PostModelOutputs": grpc.unary_unary_rpc_method_handler(rpcs.post),
        "GenerateModelOutputs": grpc.unary_stream_rpc_method_handler(rpcs.generate),
        "StreamModelOutputs": grpc.stream_stream_rpc_method_handler(rpcs.stream),
    } | {name: rpcs.telling(name, answer) for name, answer in answers.items()}


class _Rpcs:
    def __init__(
        self,
        book: Book,
        pat: str,
        on_call: Callable[[Call], object] | None,
        deployments: Deployments,
        trouble: Trouble,
    ) -> None:
        self._book = book
        self._pat = pat
        self._on_call = on_call
        self._deployments = deployments
        self._trouble = trouble

    def telling(self, rpc: str, answer: Callable[[Any], dict[str, Any]]) -> Any:
        """The handler of an RPC that the endpoint answers itself."""
        method = service_pb2.DESCRIPTOR.services_by_name["V2"].methods_by_name[rpc]
        request_class = getattr(service_pb2, method.input_type.name)
        response_class = getattr(service_pb2, method.output_type.name)

        def handle(request: Any, context: Any) -> Any:
            with Visit(rpc, context, self._on_call) as visit:
                visit.model = str(getattr(request, "model_id", ""))
                try:
                    self._check_caller(visit)
                    status = status_pb2.Status(
                        code=status_code_pb2.SUCCESS,
                        description="Ok",
                        req_id=visit.request_id,
                    )
                    return response_class(status=status, **answer(request))
                except Refused as refused:
                    return response_class(status=_status(visit, refused))

        return grpc.unary_unary_rpc_method_handler(
            handle, request_class.FromString, response_class.SerializeToString
        )

    def post(self, request: bytes, context: Any) -> bytes:
        with Visit("PostModelOutputs", context, self._on_call) as visit:
            try:
                live = self._admit(visit, request, context)
            except Refused as refused:
                return _answer(visit, refused)
            with _slot(live, visit, context):
                call = live.post.future(request, **_options(visit, context))
                _cancel_together(context, call)
                try:
                    response: bytes = call.result()
                except _FAILURES as error:
                    _fail(visit, context, live, error)
            return _noted(visit, response)

    def generate(self, request: bytes, context: Any) -> Iterator[bytes]:
        with Visit("GenerateModelOutputs", context, self._on_call) as visit:
            try:
                live = self._admit(visit, request, context)
            except Refused as refused:
                yield _answer(visit, refused)
                return
            with _slot(live, visit, context):
                call = live.generate(request, **_options(visit, context))
                yield from _relay(visit, context, live, call)

    def stream(self, requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        with Visit("StreamModelOutputs", context, self._on_call) as visit:
            try:
                self._check_caller(visit)
                # The first message tells the model; the others are not looked into.
                first = next(requests, None)
                if first is None:
                    raise Refused(
                        "CONN_INVALID_REQUEST",
                        "Invalid request",
                        "The stream is empty.",
                    )
                live = self._admit(visit, first, context)
            except Refused as refused:
                yield _answer(visit, refused)
                return
            with _slot(live, visit, context):
                call = live.stream(
                    _passed_on(first, requests), **_options(visit, context)
                )
                yield from _relay(visit, context, live, call)

    def _admit(self, visit: Visit, request: bytes, context: Any) -> Live:
        self._check_caller(visit)
        try:
            message = service_pb2.PostModelOutputsRequest.FromString(request)
        except DecodeError as error:
            raise Refused(
                "CONN_BAD_REQUEST_FORMAT", "Malformed request", str(error)
            ) from None
        visit.model = message.model_id
        if message.inputs and "_method_name" in message.inputs[0].data.metadata:
            visit.method = str(message.inputs[0].data.metadata["_method_name"])
        served = self._book.find(message)
        visit.model = served.name.model_id
        self._deployments.check(message)
        self._trouble.meet(visit, context)
        return served.running()

    def _check_caller(self, visit: Visit) -> None:
        check_caller(str(visit.metadata.get("authorization", "")), self._pat)


@contextmanager
def _slot(live: Live, visit: Visit, context: Any) -> Iterator[None]:
    """One of the runner's slots, as long as the call lasts."""
    while not live.slots.acquire(timeout=_LOOK_UP):
        if not context.is_active():
            visit.status = "CANCELLED"
            context.abort(grpc.StatusCode.CANCELLED, "cancelled")
    try:
        yield
    finally:
        live.slots.release()


def _status(visit: Visit, refused: Refused) -> Any:
    visit.status = refused.code
    return status_pb2.Status(
        code=status_code_pb2.StatusCode.Value(refused.code),
        description=refused.description,
        details=refused.details,
        req_id=visit.request_id,
    )


def _answer(visit: Visit, refused: Refused) -> bytes:
    message = service_pb2.MultiOutputResponse(status=_status(visit, refused))
    answer: bytes = message.SerializeToString()
    return answer


def _options(visit: Visit, context: Any) -> dict[str, Any]:
    """The caller's deadline and headers, without its credentials."""
    remaining = context.time_remaining()
    return {
        "timeout": None if remaining is None or remaining > _NO_DEADLINE else remaining,
        "metadata": [
            (key, value)
            for key, value in visit.metadata.items()
            if key not in _NOT_PASSED_ON and not key.startswith(("grpc-", ":"))
        ],
    }


def _cancel_together(context: Any, call: Any) -> None:
    """When the caller cancels or goes away, so does the call to the runner."""
    if not context.add_callback(call.cancel):
        call.cancel()


def _relay(visit: Visit, context: Any, live: Live, call: Any) -> Iterator[bytes]:
    _cancel_together(context, call)
    try:
        for response in call:
            yield _noted(visit, response)
    except _FAILURES as error:
        _fail(visit, context, live, error)
    finally:
        call.cancel()


def _passed_on(first: bytes, requests: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    try:
        yield from requests
    except Exception:
        # The caller cancelled: the call to the runner is cancelled as well, by callback.
        return


def _noted(visit: Visit, response: bytes) -> bytes:
    """The runner's answer with our request id in its status."""
    visit.items += 1
    if visit.is_told:
        code = service_pb2.MultiOutputResponse.FromString(response).status.code
        if code != status_code_pb2.SUCCESS:
            visit.status = _name(code)
    return with_request_id(response, visit.request_id)


def _name(code: int) -> str:
    try:
        return str(status_code_pb2.StatusCode.Name(code))
    except ValueError:
        return str(code)


def _fail(visit: Visit, context: Any, live: Live, error: Any) -> NoReturn:
    """End the call with the gRPC status that the runner ended it with."""
    if not isinstance(error, grpc.RpcError):
        visit.status = "CANCELLED"
        context.abort(grpc.StatusCode.CANCELLED, "cancelled")
    code, details = error.code(), str(error.details() or "")
    visit.status = code.name
    if code is grpc.StatusCode.UNAVAILABLE:
        ended = live.runner.ended(within=1.0)
        if ended is not None:
            details = f"the model's process ended with status {ended}"
    context.abort(code, details)
    raise AssertionError("abort does not return")
