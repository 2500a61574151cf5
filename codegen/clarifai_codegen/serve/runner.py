"""Clarifai's own runner as a subprocess that surely ends."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from ..shown import shown
from .listening import free_port

__all__ = ["Runner"]

_CHILD = Path(__file__).with_name("child.py")
_KEPT_LINES = 200
_TOLD_LINES = 12
_GRACE = 2.0
_FRAME = re.compile(r'File "([^"]+)", line (\d+)')


class Runner:
    """One model directory, served on a free port of loopback while a `with` is open.

    The process and what it started are killed at the end, and also when this process
    dies, however it does. `on_log` is told of every line of its output, harmless to
    print, on another thread.

    Entering raises ProblemError: `missing-extra`, or `cannot-serve` where the model does
    not start within `start_timeout` seconds.
    """

    def __init__(
        self,
        folder: Path,
        *,
        start_timeout: float = 300.0,
        on_log: Callable[[str], object] | None = None,
    ) -> None:
        self.folder = folder
        self.start_timeout = start_timeout
        self.address = ""
        self._on_log = on_log
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    def __enter__(self) -> Runner:
        self.start()
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def log(self) -> tuple[str, ...]:
        """The last lines of the process's output."""
        return tuple(self._lines)

    @property
    def exit_status(self) -> int | None:
        """None while the process runs."""
        return self._process.poll() if self._process else None

    def ended(self, within: float) -> int | None:
        """The exit status, if the process ends within so many seconds: its sockets
        close a moment before it is gone."""
        end = time.monotonic() + within
        while self.exit_status is None and time.monotonic() < end:
            time.sleep(0.02)
        return self.exit_status

    def start(self) -> None:
        """Start the process; `wait` waits until it serves."""
        if find_spec("clarifai") is None:
            what = (
                "Serving a model needs Clarifai's own runner, the package `clarifai`."
            )
            raise ProblemError(Problem("missing-extra", what))
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        folder = self.folder.resolve()
        options = ["--model_path", str(folder), "--grpc", "--port", str(port)]
        self._process = subprocess.Popen(
            # -P: the folder of our own modules does not come before the model's.
            [sys.executable, "-P", str(_CHILD), *options],
            cwd=folder,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own: it is killed as one, and Ctrl-C is ours to handle.
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait(self) -> None:
        """Wait until the model is loaded and the port is open."""
        end = time.monotonic() + self.start_timeout
        while not self._listens():
            if self._process is None:
                raise self._failed("was stopped")
            if self.exit_status is not None:
                raise self._failed(f"ended with status {self.exit_status}")
            if time.monotonic() > end:
                raise self._failed(f"was not ready after {self.start_timeout:g} s")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process and all that it started; to be called once or more."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        _signal_group(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
        _signal_group(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
        process.stdin.close()
        if self._reader is not None:
            self._reader.join(_GRACE)

    def _listens(self) -> bool:
        host, port = self.address.split(":")
        try:
            socket.create_connection((host, int(port)), timeout=1.0).close()
        except OSError:
            return False
        return True

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                text = shown(line.decode("utf-8", "replace").rstrip(), 2000)
                self._lines.append(text)
                if self._on_log is not None:
                    self._on_log(text)

    def _failed(self, how: str) -> ProblemError:
        self.stop()
        name = shown(str(self.folder))
        last = [line for line in self._lines if line][-_TOLD_LINES:]
        log = "".join(f"\n  {line}" for line in last) or " Its log is empty."
        what = f"Clarifai's runner {how} before the model in {name!r} was served.{log}"
        return ProblemError(Problem("cannot-serve", what, self._place() or Where(name)))

    def _place(self) -> Where | None:
        """The last line of the model's own files in a traceback of its log."""
        root = str(self.folder.resolve())
        for line in reversed(self._lines):
            found = _FRAME.search(line)
            if found and found[1].startswith(root + os.sep):
                inside = os.path.relpath(found[1], root)
                return Where(shown(str(self.folder / inside)), int(found[2]))
        return None


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal the process and its descendants; the group outlives the process."""
    if not hasattr(os, "killpg"):
        process.send_signal(number)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
