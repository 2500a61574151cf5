"""How calls end: values, errors, retries, deadlines, streams, batches."""

from __future__ import annotations

import asyncio
import pickle
import threading
from collections.abc import Iterator
from typing import Any

import grpc
import pytest

from clarifai_codegen.runtime.python import (
    INT,
    STR,
    STREAMING_STREAMING,
    UNARY_STREAMING,
    ArgumentTypeError,
    AsyncClient,
    AuthenticationError,
    BatchError,
    ClarifaiError,
    Client,
    ConnectError,
    DeadlineError,
    InvalidArgumentError,
    Method,
    ModelDeployingError,
    ModelError,
    ModelId,
    NotFoundError,
    Parameter,
    PermissionDeniedError,
    RateLimitError,
    retry,
)
from clarifai_codegen.runtime.python.default import Default

from .canned import Canned, answer, argument, serving

PREDICT = Method("predict", (Parameter("x", STR),), STR)
GENERATE = Method("generate", (Parameter("x", STR),), STR, kind=UNARY_STREAMING)
STREAM = Method(
    "stream",
    (Parameter("items", STR, stream=True), Parameter("n", INT, optional=True)),
    STR,
    kind=STREAMING_STREAMING,
)
NOT_GIVEN = Default(1)


@pytest.fixture
def server() -> Iterator[Canned]:
    with serving() as canned:
        yield canned


@pytest.fixture(autouse=True)
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.01)


def client(server: Canned, **options: Any) -> Client:
    return Client(ModelId("u", "a", "m"), server.address, options)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (10020, ModelError),
        (11002, AuthenticationError),
        (11007, PermissionDeniedError),
        (11003, RateLimitError),
        (21200, NotFoundError),
        (21202, InvalidArgumentError),
        (21313, ModelError),
        (99999, ClarifaiError),
    ],
)
def test_a_status_becomes_its_typed_error(
    server: Canned, code: int, error: type[ClarifaiError]
) -> None:
    server.unary = lambda request, context: answer(
        code=code, description="what", details="why"
    )
    with pytest.raises(error) as caught:
        client(server).unary(PREDICT, ("a",))
    assert (caught.value.code, caught.value.details) == (code, "why")
    assert caught.value.request_id == "req-1"
    assert caught.value.method == "predict"
    assert type(caught.value) is error
    assert len(server.requests) == 1


def test_a_failed_output_in_a_successful_answer_is_an_error(server: Canned) -> None:
    def failed(request: Any, context: Any) -> Any:
        response = answer("lost")
        response.outputs[0].status.code = 21313
        return response

    server.unary = failed
    with pytest.raises(ModelError, match="21313"):
        client(server).unary(PREDICT, ("a",))


@pytest.mark.parametrize(
    "make", [lambda: answer(), lambda: answer("a", code=0)], ids=["none", "no status"]
)
def test_an_answer_without_output_or_status_is_an_error(
    server: Canned, make: Any
) -> None:
    server.unary = lambda request, context: make()
    with pytest.raises(ClarifaiError):
        client(server).unary(PREDICT, ("a",))


def test_a_deploying_model_is_waited_for_and_the_caller_is_told(server: Canned) -> None:
    answers = [answer(code=21351), answer(code=21355), answer("well")]
    server.unary = lambda request, context: answers.pop(0)
    waits: list[retry.Wait] = []
    assert client(server, on_wait=waits.append).unary(PREDICT, ("a",)) == "well"
    assert [wait.attempt for wait in waits] == [1, 2]


def test_waiting_for_a_deployment_ends_in_a_typed_error(server: Canned) -> None:
    server.unary = lambda request, context: answer(code=21351)
    with pytest.raises(ModelDeployingError) as caught:
        client(server, wait_for_deployment=0).unary(PREDICT, ("a",))
    assert caught.value.retryable


@pytest.mark.parametrize("code", [11005, 21354])
def test_a_throttled_call_is_sent_again_twice_at_most(
    server: Canned, code: int
) -> None:
    server.unary = lambda request, context: answer(code=code)
    with pytest.raises(RateLimitError):
        client(server).unary(PREDICT, ("a",))
    assert len(server.requests) == 3


def test_an_unavailable_server_is_tried_again(server: Canned) -> None:
    def unavailable(request: Any, context: Any) -> Any:
        if len(server.requests) < 3:
            context.abort(grpc.StatusCode.UNAVAILABLE, "down")
        return answer("up")

    server.unary = unavailable
    assert client(server).unary(PREDICT, ("a",)) == "up"
    with pytest.raises(ConnectError):
        Client(ModelId(), "grpc://127.0.0.1:9", {"max_retries": 0}).unary(
            PREDICT, ("a",)
        )


def test_a_deadline_counts_for_the_call_with_its_retries(server: Canned) -> None:
    release = threading.Event()
    server.unary = lambda request, context: (release.wait(5), answer("late"))[1]
    with pytest.raises(DeadlineError):
        client(server, timeout=0.2).unary(PREDICT, ("a",))
    release.set()


def test_a_stream_has_a_deadline_for_its_first_item_and_one_for_the_rest(
    server: Canned,
) -> None:
    release = threading.Event()

    def slow_start(request: Any, context: Any) -> Iterator[Any]:
        release.wait(5)
        yield answer("late")

    server.generate = slow_start
    with pytest.raises(DeadlineError):
        client(server, timeout=0.2).stream(GENERATE, ("a",)).collect()

    def slow_rest(request: Any, context: Any) -> Iterator[Any]:
        yield answer("soon")
        release.wait(5)
        yield answer("late")

    server.generate = slow_rest
    stream = client(server, stream_timeout=0.2).stream(GENERATE, ("a",))
    assert next(stream) == "soon"
    with pytest.raises(DeadlineError):
        next(stream)
    release.set()


def test_a_stream_is_sent_again_before_its_first_item_and_never_after(
    server: Canned,
) -> None:
    def breaks(request: Any, context: Any) -> Iterator[Any]:
        if len(server.requests) > 1:
            yield answer("first")
        context.abort(grpc.StatusCode.UNAVAILABLE, "gone")

    server.generate = breaks
    stream = client(server).stream(GENERATE, ("a",))
    assert next(stream) == "first"
    with pytest.raises(ConnectError):
        next(stream)
    assert len(server.requests) == 2


def test_arguments_of_a_stream_are_checked_and_sent_when_it_is_made(
    server: Canned,
) -> None:
    with pytest.raises(ArgumentTypeError, match="'x'"):
        client(server).stream(GENERATE, (1,))
    seen = threading.Event()

    def note(request: Any, context: Any) -> Iterator[Any]:
        seen.set()
        yield answer("a")

    server.generate = note
    stream = client(server).stream(GENERATE, ("a",))
    assert seen.wait(5)
    assert stream.collect() == ["a"]
    assert stream.response.request_id == "req-1"


def test_leaving_a_stream_cancels_the_call(server: Canned) -> None:
    cancelled = threading.Event()

    def endless(request: Any, context: Any) -> Iterator[Any]:
        context.add_callback(cancelled.set)
        while True:
            yield answer("more")

    server.generate = endless
    with client(server).stream(GENERATE, ("a",)) as stream:
        assert next(stream) == "more"
    assert cancelled.wait(5)
    assert list(stream) == []


def test_an_output_can_be_read_while_the_input_still_waits(server: Canned) -> None:
    release = threading.Event()

    def items() -> Iterator[str]:
        yield "one"
        assert release.wait(5)
        yield "two"

    stream = client(server).stream(STREAM, (items(), NOT_GIVEN))
    assert next(stream) == "one"
    release.set()
    assert stream.collect() == ["two"]


def test_the_first_message_of_a_stream_carries_the_other_arguments(
    server: Canned,
) -> None:
    client(server).stream(STREAM, (["a", "b"], 7)).collect()
    first, second = server.requests
    assert argument(first, "n").int_value == 7
    assert argument(second, "n") is None
    names = [r.inputs[0].data.metadata["_method_name"] for r in (first, second)]
    assert names == ["stream", "stream"]


def test_an_exception_in_the_callers_iterator_comes_out_as_itself(
    server: Canned,
) -> None:
    def items() -> Iterator[str]:
        yield "one"
        raise KeyError("mine")

    stream = client(server).stream(STREAM, (items(), NOT_GIVEN))
    with pytest.raises(KeyError, match="mine"):
        list(stream)


def test_ending_early_closes_the_callers_generator_on_its_own_thread(
    server: Canned,
) -> None:
    closed = threading.Event()
    threads: list[str] = []

    def items() -> Iterator[str]:
        try:
            while True:
                threads.append(threading.current_thread().name)
                yield "x"
        finally:
            threads.append(threading.current_thread().name)
            closed.set()

    with client(server).stream(STREAM, (items(), NOT_GIVEN)) as stream:
        next(stream)
    assert closed.wait(5)
    assert set(threads) == {"clarifai-input"}


def test_a_batch_goes_in_requests_of_128_and_keeps_its_order(server: Canned) -> None:
    def each(request: Any, context: Any) -> Any:
        many = range(len(request.inputs))
        return answer(*(argument(request, "x", i).string_value for i in many))

    server.unary = each
    items = [{"x": str(i)} for i in range(300)]
    assert client(server).batch(PREDICT, items) == [str(i) for i in range(300)]
    assert sorted(len(r.inputs) for r in server.requests) == [44, 128, 128]
    assert client(server).batch(PREDICT, []) == []


def test_a_mixed_status_gives_values_and_errors_in_order(server: Canned) -> None:
    def mixed(request: Any, context: Any) -> Any:
        response = answer("a", "b", "c", code=10010)
        response.outputs[1].status.code = 21313
        return response

    server.unary = mixed
    with pytest.raises(BatchError) as caught:
        client(server).batch(PREDICT, [{"x": "1"}, {"x": "2"}, {"x": "3"}])
    first, second, third = caught.value.results
    assert (first, third) == ("a", "c")
    assert isinstance(second, ModelError)
    assert list(caught.value.errors) == [1]


def test_a_refused_request_of_a_batch_is_not_sent_again(server: Canned) -> None:
    server.unary = lambda request, context: answer(code=10020)
    with pytest.raises(BatchError) as caught:
        client(server).batch(PREDICT, [{"x": "1"}, {"x": "2"}])
    assert len(server.requests) == 1
    assert all(isinstance(each, ModelError) for each in caught.value.results)


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ({"y": "1"}, "no parameter 'y'"),
        ({}, "'x' is missing"),
        ({"x": 1}, "item 0"),
        ("text", "mapping"),
    ],
)
def test_a_wrong_item_of_a_batch_is_refused_by_its_position(
    server: Canned, item: Any, what: str
) -> None:
    with pytest.raises(ArgumentTypeError, match=what):
        client(server).batch(PREDICT, [item])
    assert server.requests == []


def test_a_wrong_item_is_named_by_its_position_in_the_whole_batch(
    server: Canned,
) -> None:
    items: list[Any] = [{"x": "a"}] * 200 + [{"x": 1}]
    with pytest.raises(ArgumentTypeError, match="item 200: "):
        client(server).batch(PREDICT, items)
    with pytest.raises(ArgumentTypeError, match="item 200: "):
        list(client(server).batch_iter(PREDICT, items))


def test_arguments_that_a_client_does_not_know_are_sent_by_their_type(
    server: Canned,
) -> None:
    extra = {"a": "s", "b": 2, "c": 0.5, "d": True, "e": {"k": 1}, "f": b"x"}
    client(server, extra_arguments=extra).unary(PREDICT, ("a",))
    (request,) = server.requests
    sent = {part.id: part.data for part in request.inputs[0].data.parts}
    assert (sent["a"].string_value, sent["c"].float_value) == ("s", 0.5)
    assert (sent["d"].bool_value, sent["f"].bytes_value) == (True, b"x")
    # Whether its parameter is an INT or a FLOAT, the server finds the number.
    assert (sent["b"].int_value, sent["b"].float_value) == (2, 2.0)
    assert dict(sent["e"].struct_value) == {"k": 1}
    wrong: Any = {"g": {"k": object()}}
    with pytest.raises(ArgumentTypeError, match=r"argument 'g'\['k'\]: a JSON value"):
        client(server, extra_arguments=wrong).unary(PREDICT, ("a",))


def test_options_of_a_derived_client_leave_the_first_one_as_it_was(
    server: Canned,
) -> None:
    class Generated:
        __slots__ = ("__client__",)
        __client__: Client

    first = Generated()
    first.__client__ = client(server, deployment_id="one")
    second = first.__client__.derive(
        first, {"compute_cluster_id": "c", "nodepool_id": "n"}
    )
    second.__client__.unary(PREDICT, ("a",))
    first.__client__.unary(PREDICT, ("a",))
    nodepool, deployment = (request.runner_selector for request in server.requests)
    assert nodepool.nodepool.id == "n"
    assert nodepool.nodepool.compute_cluster.id == "c"
    assert not nodepool.HasField("deployment")
    assert deployment.deployment.id == "one"
    assert second.__client__.connection is first.__client__.connection


def test_without_routing_no_selector_is_sent(server: Canned) -> None:
    client(server).unary(PREDICT, ("a",))
    (request,) = server.requests
    assert not request.HasField("runner_selector")
    assert request.user_app_id.user_id == "u"
    assert (request.model_id, request.version_id) == ("m", "")


def test_a_pat_goes_into_the_header_and_nowhere_else(server: Canned) -> None:
    secret = client(server, pat="s3cret")
    secret.unary(PREDICT, ("a",))
    assert server.metadata[0]["authorization"] == "Key s3cret"
    assert "s3cret" not in repr(secret.connection.access)
    assert "s3cret" not in secret.describe("X")


def test_a_client_survives_pickling_and_a_closed_channel(server: Canned) -> None:
    one = client(server)
    assert one.unary(PREDICT, ("a",)) == "ok"
    other = pickle.loads(pickle.dumps(one))
    assert other.unary(PREDICT, ("a",)) == "ok"
    one.close()
    assert one.unary(PREDICT, ("a",)) == "ok"


def test_errors_survive_pickling() -> None:
    error = BatchError("two failed", ["a", ModelError("x", code=1)], method="m")
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.results[0], copy.method) == (str(error), "a", "m")


def test_one_async_client_serves_several_event_loops(server: Canned) -> None:
    shared = AsyncClient(ModelId("u", "a", "m"), server.address, {})

    async def call() -> str:
        many = await asyncio.gather(*(shared.unary(PREDICT, ("a",)) for _ in range(20)))
        await shared.aclose()
        return many[0]

    assert asyncio.run(call()) == "ok"
    assert asyncio.run(call()) == "ok"


def test_cancelling_a_task_cancels_its_stream(server: Canned) -> None:
    cancelled = threading.Event()

    def endless(request: Any, context: Any) -> Iterator[Any]:
        context.add_callback(cancelled.set)
        yield answer("one")
        cancelled.wait(5)

    server.generate = endless

    async def main() -> None:
        shared = AsyncClient(ModelId(), server.address, {})

        async def read() -> None:
            async for _ in shared.stream(GENERATE, ("a",)):
                pass

        task = asyncio.create_task(read())
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await shared.aclose()

    asyncio.run(main())
    assert cancelled.wait(5)


def test_async_streams_retry_before_the_first_item(server: Canned) -> None:
    def late(request: Any, context: Any) -> Iterator[Any]:
        if len(server.requests) < 2:
            context.abort(grpc.StatusCode.UNAVAILABLE, "not yet")
        yield answer("a")

    server.generate = late

    async def main() -> list[str]:
        shared = AsyncClient(ModelId(), server.address, {})
        items = await shared.stream(GENERATE, ("a",)).collect()
        await shared.aclose()
        return items

    assert asyncio.run(main()) == ["a"]
