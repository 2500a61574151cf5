"""Clarifai's own runner, serving the models of tests/models on loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MODELS = Path(__file__).parents[1] / "models"


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Starts a model once for the session and gives its `grpc://` address."""
    logs = tmp_path_factory.mktemp("runner")
    started: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def start(model: str) -> str:
        if model not in started:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            command = [sys.executable, "-m", "clarifai.runners.server"]
            command += [
                "--model_path",
                str(MODELS / model),
                "--grpc",
                "--port",
                str(port),
            ]
            with (logs / model).open("wb") as log:
                process = subprocess.Popen(command, stdout=log, stderr=log)
            started[model] = process, f"grpc://127.0.0.1:{port}"
            _wait(process, port, logs / model)
        return started[model][1]

    yield start
    for process, _ in started.values():
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
    raise AssertionError(f"the runner does not listen: {log.read_text()}")
