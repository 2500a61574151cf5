"""Whatever a server or a caller does: a right answer or a typed error, and nothing left."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from clarifai_codegen.runtime.python import (
    BYTES,
    STR,
    STREAMING_STREAMING,
    UNARY_STREAMING,
    AsyncClient,
    BatchError,
    Client,
    ConnectError,
    DeadlineError,
    InvalidArgumentError,
    Method,
    ModelError,
    ModelId,
    Parameter,
    retry,
)

from .processes import Faulty, faulty, nothing_left

pytestmark = pytest.mark.slow

MODEL = ModelId("u", "a", "m")
X = (Parameter("x", STR),)


@pytest.fixture(scope="module")
def server() -> Iterator[Faulty]:
    with faulty() as running:
        # What gRPC keeps for good is there before anything is counted.
        Client(MODEL, running.address, {}).unary(unary("warm"), ("",))
        asyncio.run(_warm(running))
        yield running


async def _warm(server: Faulty) -> None:
    client = AsyncClient(MODEL, server.address, {})
    await client.unary(unary("warm"), ("",))
    await client.aclose()


@pytest.fixture(autouse=True)
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.01)


def unary(name: str) -> Method[str]:
    return Method(name, X, STR)


def generate(name: str) -> Method[str]:
    return Method(name, X, STR, kind=UNARY_STREAMING)


def stream(name: str) -> Method[str]:
    return Method(
        name, (Parameter("x", STR, stream=True),), STR, kind=STREAMING_STREAMING
    )


@contextmanager
def client(server: Faulty, **options: Any) -> Iterator[Client]:
    with nothing_left():
        one = Client(MODEL, server.address, options)
        yield one
        one.close()


def run(server: Faulty, work: Callable[[AsyncClient], Any], **options: Any) -> Any:
    """Run async work with a client of its own; no task is left either."""

    async def main() -> Any:
        one = AsyncClient(MODEL, server.address, options)
        try:
            return await work(one)
        finally:
            await one.aclose()
            await asyncio.sleep(0.01)
            assert len(asyncio.all_tasks()) == 1, asyncio.all_tasks()

    with nothing_left():
        return asyncio.run(main())


# Faults of the server.


@pytest.mark.parametrize(
    "name", ["deploying_twice", "unavailable_once", "throttled_once", "overloaded_once"]
)
def test_a_passing_fault_ends_in_an_answer(name: str) -> None:
    with faulty() as fresh, client(fresh) as one:
        assert one.unary(unary(name), ("v",)) == "v"
    with faulty() as fresh:
        assert run(fresh, lambda one: one.unary(unary(name), ("v",))) == "v"


@pytest.mark.parametrize("name", ["no_output", "two_outputs", "wrong_type"])
def test_an_answer_that_does_not_fit_is_a_model_error(
    server: Faulty, name: str
) -> None:
    with client(server) as one, pytest.raises(ModelError):
        one.unary(unary(name), ("v",))
    with pytest.raises(ModelError):
        run(server, lambda one: one.unary(unary(name), ("v",)))


def test_a_server_that_hangs_ends_in_a_deadline(server: Faulty) -> None:
    with client(server, timeout=0.2) as one:
        with pytest.raises(DeadlineError):
            one.unary(unary("hangs"), ("v",))
        with pytest.raises(DeadlineError):
            one.stream(generate("hangs"), ("v",)).collect()
        with pytest.raises(BatchError) as caught:
            one.batch(unary("hangs"), [{"x": "v"}])
        assert isinstance(caught.value.results[0], DeadlineError)

    async def work(one: AsyncClient) -> None:
        with pytest.raises(DeadlineError):
            await one.unary(unary("hangs"), ("v",))
        with pytest.raises(DeadlineError):
            await one.stream(generate("hangs"), ("v",)).collect()

    run(server, work, timeout=0.2)


def test_a_stream_that_stalls_ends_in_a_deadline(server: Faulty) -> None:
    with client(server, stream_timeout=0.2) as one:
        items = one.stream(generate("hangs_after"), ("v",))
        assert next(items) == "0"
        with pytest.raises(DeadlineError):
            next(items)

    async def work(one: AsyncClient) -> None:
        items = one.stream(generate("hangs_after"), ("v",))
        assert await anext(items) == "0"
        with pytest.raises(DeadlineError):
            await anext(items)

    run(server, work, stream_timeout=0.2)


def test_a_stream_that_dies_before_its_first_item_is_sent_again() -> None:
    with faulty() as fresh, client(fresh) as one:
        assert one.stream(generate("dies_before"), ("v",)).collect() == ["0", "1", "2"]
    with faulty() as fresh:
        got = run(
            fresh, lambda one: one.stream(generate("dies_before"), ("v",)).collect()
        )
        assert got == ["0", "1", "2"]


def test_a_stream_that_dies_after_an_item_is_not(server: Faulty) -> None:
    with client(server) as one:
        items = one.stream(generate("dies_after"), ("v",))
        assert next(items) == "0"
        with pytest.raises(ConnectError):
            next(items)


def test_a_bidirectional_call_is_never_sent_again(server: Faulty) -> None:
    pulled: list[str] = []

    def items() -> Iterator[str]:
        for value in "ab":
            pulled.append(value)
            yield value

    with client(server) as one, pytest.raises(ConnectError):
        one.stream(stream("dies_at"), (items(),)).collect()
    assert pulled in (["a"], ["a", "b"])


def test_a_server_without_tls_refuses_a_tls_client(server: Faulty) -> None:
    with nothing_left():
        options = {"pat": "p", "max_retries": 0, "timeout": 5}
        options["base_url"] = f"https://127.0.0.1:{server.port}"
        one = Client(MODEL, None, options)
        with pytest.raises(ConnectError):
            one.unary(unary("any"), ("v",))
        one.close()


def test_a_connection_that_nobody_answers_ends_in_a_deadline() -> None:
    with nothing_left(), socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"grpc://127.0.0.1:{silent.getsockname()[1]}"
        one = Client(MODEL, address, {"timeout": 0.3, "max_retries": 0})
        with pytest.raises((DeadlineError, ConnectError)):
            one.unary(unary("any"), ("v",))
        one.close()


def test_a_server_that_dies_under_a_batch_gives_its_error_to_each_item() -> None:
    with faulty() as fresh, client(fresh, max_retries=0) as one:
        threading.Timer(0.1, fresh.kill).start()
        with pytest.raises(BatchError) as caught:
            one.batch(unary("slow"), [{"x": str(n)} for n in range(1000)])
        failed = caught.value.errors.values()
        assert failed
        assert all(isinstance(error, ConnectError) for error in failed)
        assert len(caught.value.results) == 1000


def test_a_server_that_comes_back_is_called_again() -> None:
    with faulty() as fresh, client(fresh) as one:
        assert one.unary(unary("any"), ("1",)) == "1"
        fresh.kill()
        fresh.start()
        assert one.unary(unary("any"), ("2",)) == "2"


@pytest.mark.full
def test_an_answer_beyond_a_gibibyte_is_refused_with_the_limit(server: Faulty) -> None:
    with client(server) as one, pytest.raises(InvalidArgumentError, match="1 GiB"):
        one.unary(unary("large"), ("v",))


def test_a_request_that_the_server_finds_too_large_names_the_argument(
    server: Faulty,
) -> None:
    sent = (*X, Parameter("from", BYTES, python="from_"))
    wanted = r"'from_': .*than 4 MiB"
    with client(server) as one, pytest.raises(InvalidArgumentError, match=wanted):
        one.unary(Method("echo", sent, STR), ("v", bytes(5_000_000)))


@pytest.mark.full
def test_a_request_beyond_a_gibibyte_is_refused_with_the_arguments_name(
    server: Faulty,
) -> None:
    sent = (*X, Parameter("from", BYTES, python="from_"))
    values = ("v", bytes(2**30 + 1))
    with client(server) as one:
        with pytest.raises(InvalidArgumentError, match=r"'from_': .*1 GiB"):
            one.unary(Method("echo", sent, STR), values)
        method = Method("echo", sent, STR, kind=UNARY_STREAMING)
        with pytest.raises(InvalidArgumentError, match=r"'from_': .*1 GiB"):
            one.stream(method, values).collect()


def test_a_slow_reader_gets_everything(server: Faulty) -> None:
    pause = threading.Event()
    with client(server) as one:
        items = one.stream(generate("many"), ("v",))
        got = []
        for item in items:
            got.append(item)
            if len(got) % 100 == 0:
                pause.wait(0.02)
    assert got == [str(n) for n in range(1000)]


# Faults of the caller.


def test_an_exception_in_the_input_ends_the_call(server: Faulty) -> None:
    def items() -> Iterator[str]:
        yield "a"
        raise LookupError("mine")

    with client(server) as one, pytest.raises(LookupError, match="mine"):
        one.stream(stream("echo"), (items(),)).collect()

    async def later() -> AsyncIterator[str]:
        yield "a"
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        run(server, lambda one: one.stream(stream("echo"), (later(),)).collect())


def test_an_endless_wait_in_the_input_does_not_hold_the_caller(server: Faulty) -> None:
    release, closed = threading.Event(), threading.Event()

    def items() -> Iterator[str]:
        try:
            yield "a"
            release.wait(20)
            yield "b"
        finally:
            closed.set()

    with client(server) as one:
        with one.stream(stream("echo"), (items(),)) as answers:
            assert next(answers) == "a"
        release.set()
        assert closed.wait(5)

    async def forever() -> AsyncIterator[str]:
        yield "a"
        await asyncio.sleep(3600)

    async def work(one: AsyncClient) -> None:
        async with one.stream(stream("echo"), (forever(),)) as answers:
            assert await anext(answers) == "a"

    run(server, work)


def interrupted(work: Callable[[], object]) -> None:
    """Run work that Ctrl-C ends after a moment."""

    def interrupt() -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    timer = threading.Timer(0.2, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        work()
    timer.join()


def test_ctrl_c_ends_every_kind_of_call(server: Faulty) -> None:
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        # gRPC itself keeps the descriptors of a blocking call that a signal ended.
        one = Client(MODEL, server.address, {})
        interrupted(lambda: one.unary(unary("hangs"), ("v",)))
        assert one.unary(unary("echo"), ("v",)) == "v"
        one.close()
        with client(server) as one:
            interrupted(lambda: one.stream(generate("hangs"), ("v",)).collect())
            interrupted(lambda: one.stream(generate("hangs_after"), ("v",)).collect())
            interrupted(lambda: one.batch(unary("hangs"), [{"x": "v"}] * 600))
    finally:
        signal.signal(signal.SIGINT, previous)


def test_a_cancelled_task_ends_every_kind_of_call(server: Faulty) -> None:
    async def forever() -> AsyncIterator[str]:
        yield "a"
        await asyncio.sleep(3600)

    def kinds(one: AsyncClient) -> Iterator[Any]:
        yield one.unary(unary("hangs"), ("v",))
        yield one.stream(generate("hangs"), ("v",)).collect()
        yield one.stream(generate("hangs_after"), ("v",)).collect()
        yield one.stream(stream("echo"), (forever(),)).collect()
        yield one.batch(unary("hangs"), [{"x": "v"}] * 600)

    async def work(one: AsyncClient) -> None:
        for kind in kinds(one):
            task = asyncio.ensure_future(kind)
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    run(server, work)


def test_leaving_a_batch_early_cancels_what_is_under_way(server: Faulty) -> None:
    items = ({"x": str(n)} for n in range(100_000))
    with client(server) as one:
        results = one.batch_iter(unary("echo"), items)
        assert [next(results) for _ in range(3)] == ["0", "1", "2"]
        results.close()  # type: ignore[attr-defined]
        assert int(next(items)["x"]) < 2000


def test_results_of_a_batch_come_in_order_with_errors_in_their_places(
    server: Faulty,
) -> None:
    def items() -> Iterator[dict[str, str]]:
        for number in range(300):
            yield {"x": str(number)}

    with client(server) as one:
        assert list(one.batch_iter(unary("echo"), items())) == [
            str(n) for n in range(300)
        ]

    async def work(one: AsyncClient) -> list[Any]:
        return [result async for result in one.batch_iter(unary("echo"), items())]

    assert run(server, work) == [str(n) for n in range(300)]


# Many at once.


@pytest.mark.slow
def test_64_threads_share_a_client(server: Faulty) -> None:
    with client(server) as one, ThreadPoolExecutor(64) as pool:
        numbers = range(10_000)
        got = list(pool.map(lambda n: one.unary(unary("echo"), (str(n),)), numbers))
    assert got == [str(number) for number in numbers]


@pytest.mark.slow
def test_500_tasks_share_a_client(server: Faulty) -> None:
    async def work(one: AsyncClient) -> list[str]:
        numbers = iter(range(10_000))
        got: list[str] = []

        async def caller() -> None:
            for number in numbers:
                got.append(await one.unary(unary("echo"), (str(number),)))

        await asyncio.gather(*(caller() for _ in range(500)))
        return got

    assert sorted(map(int, run(server, work))) == list(range(10_000))
