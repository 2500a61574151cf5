"""The module litellm itself, in an environment of its own: it is heavy, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

import pytest

from .conftest import GENERATED
from .language_model import Answer, serving

pytestmark = pytest.mark.full

PROGRAM = """
import asyncio
import sys
import litellm
from clarifai_models.testing import FakeAsyncDemo, FakeDemo
from clarifai_models.tools import arun_tools, run_tools

answers = {"chat": "hello from the model"}
given = {
    "model": "openai/scripted",
    "messages": [{"role": "user", "content": "go"}],
    "api_base": sys.argv[1],
    "api_key": "none",
}
run = run_tools(litellm, **given, clients=FakeDemo(answers=answers))
print(run.text, run.turns, run.calls[0].result.text)
stream = run_tools(litellm, **given, clients=FakeDemo(answers=answers), stream=True)
print(len(list(stream)) > 2, stream.result.text, stream.result.turns)
run = asyncio.run(arun_tools(litellm, **given, clients=FakeAsyncDemo(answers=answers)))
print(run.text, run.turns, run.history[1]["role"])
"""


def test_litellm_is_a_client(tmp_path: Path) -> None:
    venv.create(tmp_path / "own", with_pip=True)
    python = tmp_path / "own" / ("Scripts" if os.name == "nt" else "bin") / "python"
    # A request with tools makes litellm import mcp, which it does not ask for itself.
    packages = ["litellm", "mcp", "grpcio", "clarifai-grpc"]
    install = [str(python), "-m", "pip", "install", "--quiet", *packages]
    subprocess.run(install, check=True, capture_output=True)
    call = ("demo__chat", '{"messages": []}')
    with serving() as model:
        model.says(*[Answer(calls=[call]), Answer("It said hello.")] * 3)
        done = subprocess.run(
            [str(python), "-c", PROGRAM, model.base_url],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(GENERATED),
                "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # nothing beyond loopback
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "It said hello. 2 hello from the model",
        "True It said hello. 2",
        "It said hello. 2 assistant",
    ]
