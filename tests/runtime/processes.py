"""The faulty server as a process, and a count of what calls leave behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Faulty:
    """A process of `faulty.py`; it can be killed and come back on its port."""

    def __init__(self) -> None:
        self.port = "0"
        self.start()

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"grpc://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, on the same port as before."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.runtime.faulty", self.port],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.port = self.process.stdout.readline().strip()
        assert self.port not in ("", "0")

    def kill(self) -> None:
        """End at once."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()


@contextmanager
def faulty() -> Iterator[Faulty]:
    """A faulty server for the time of a `with` block."""
    server = Faulty()
    try:
        yield server
    finally:
        server.kill()


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


@contextmanager
def nothing_left() -> Iterator[None]:
    """Fails unless threads and file descriptors are as many afterwards as before.

    gRPC ends some a moment after a channel is closed.
    """
    gc.collect()
    threads, files = set(threading.enumerate()), _open_files()
    yield
    left: set[threading.Thread] = set()
    for _ in range(100):
        gc.collect()
        left = {each for each in threading.enumerate() if each.is_alive()} - threads
        if not left and _open_files() <= files:
            return
        time.sleep(0.05)
    raise AssertionError(f"left: {left}, {_open_files() - files} file descriptors")
