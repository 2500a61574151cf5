"""A served model under random faults: every call ends well or in a typed error."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clarifai_codegen.runtime.python import (
    INT,
    STR,
    UNARY_STREAMING,
    Client,
    ConnectError,
    Method,
    ModelError,
    ModelId,
    Parameter,
    RateLimitError,
    retry,
)

from .chaos import Chaos, chaos

PREDICT = Method("predict", (Parameter("text", STR),), STR)
GENERATE = Method(
    "generate",
    (Parameter("text", STR), Parameter("n", INT, optional=True)),
    STR,
    kind=UNARY_STREAMING,
)
EXPECTED = (ConnectError, RateLimitError, ModelError)


def memory() -> float:
    """Resident megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def soak(address: str, seconds: float, seed: int) -> None:
    """Call for so long from 8 threads, and hold the sums against each other."""
    outcomes: Counter[str] = Counter()
    retries: Counter[str] = Counter()
    lock = threading.Lock()

    def noted(wait: retry.Wait) -> None:
        with lock:
            retries[wait.method] += 1

    def call(client: Client, number: int) -> str:
        try:
            if number % 3:
                assert client.unary(PREDICT, (f"text {number}",)) == f"text {number}"
            else:
                got = client.stream(GENERATE, ("t", 4)).collect()
                assert got == ["t0 ", "t1 ", "t2 ", "t3 "]
        except EXPECTED as error:
            return type(error).__name__
        return "right"

    def caller(client: Client, first: int, end: float) -> None:
        number = first
        while time.monotonic() < end:
            outcome = call(client, number)
            with lock:
                outcomes[outcome] += 1
                outcomes["generate" if number % 3 == 0 else "predict"] += 1
            number += 1

    def round_of(proxy: Chaos, seconds: float) -> None:
        client = Client(ModelId(), proxy.address, {"on_retry": noted})
        end = time.monotonic() + seconds
        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(caller, client, n * 10**6, end) for n in range(8)]:
                done.result()
        client.close()

    with chaos(address, seed) as proxy:
        round_of(proxy, seconds / 10)
        gc.collect()
        before = memory()
        round_of(proxy, seconds)
        gc.collect()
        assert memory() - before < 30
    assert outcomes["right"] > outcomes["ModelError"] > 0
    # Each call reached the proxy once, and once more for each retry.
    assert proxy.seen["unary"] == outcomes["predict"] + retries["predict"]
    assert proxy.seen["generate"] == outcomes["generate"] + retries["generate"]


@pytest.fixture(autouse=True)
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.01)


@pytest.mark.slow
def test_ten_seconds_of_faults(serve: Callable[[str], str]) -> None:
    soak(serve("all_types"), 10, seed=1)


@pytest.mark.full
def test_five_minutes_of_faults(serve: Callable[[str], str]) -> None:
    soak(serve("all_types"), 300, seed=2)
