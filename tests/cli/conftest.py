"""Commands as a shell runs them, and models to call."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from clarifai_codegen.cli.main import run as run_cli
from clarifai_codegen.serve import DEMO
from clarifai_codegen.serve.runner import Runner
from tests.project.conftest import here as here

MODELS = Path(__file__).parent.parent / "models"


@dataclass
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: str | Path) -> Result: ...


@pytest.fixture
def run(here: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        status = run_cli([str(each) for each in arguments])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Result(status, out, err)

    return call


def command(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "clarifai_codegen.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | options.pop("env", {}),
        check=False,
        **options,
    )


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    with Runner(DEMO) as runner:
        yield f"grpc://{runner.address}"


@pytest.fixture(scope="session")
def all_types() -> Iterator[str]:
    with Runner(MODELS / "all_types") as runner:
        yield f"grpc://{runner.address}"
