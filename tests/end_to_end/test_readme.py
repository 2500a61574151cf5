"""The README's code blocks run, one part for each kind of user."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarifai_codegen.serve import serve

from ..tools.language_model import Answer, serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "tests" / "models"
BLOCK = re.compile(r"<!-- test: (\w+) -->\n```(\w+)\n(.*?)```", re.DOTALL)


def blocks(part: str) -> list[tuple[str, str]]:
    """The blocks of one part: their language and text."""
    text = (ROOT / "README.md").read_text("utf-8")
    return [(m[2], m[3]) for m in BLOCK.finditer(text) if m[1] == part]


def lines(text: str) -> list[str]:
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


class Reader:
    """Someone who types what the README says, in an empty folder with an empty home."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.output = ""
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "CLARIFAI_PAT": "of the tests",
            "CLARIFAI_API_BASE": base_url,
            "PYTHONPATH": str(folder),
        }

    def follow(self, part: str) -> None:
        for language, text in blocks(part):
            if language == "console":
                for command in lines(text):
                    self.run(["bash", "-c", command])
            else:
                self.run([sys.executable, "-c", text])

    def run(self, command: list[str]) -> None:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (
            done.returncode == 0
        ), f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
        self.output += done.stdout


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve([MODELS / "gpt-4_1"], pat="of the tests") as endpoint:
        yield endpoint.base_url


@pytest.fixture
def reader(tmp_path: Path, base_url: str) -> Reader:
    (tmp_path / "cat.jpg").write_bytes(b"cat")
    return Reader(tmp_path, base_url)


def test_what_an_application_developer_reads_runs(reader: Reader) -> None:
    reader.follow("application")
    assert "'What is in this picture?' and 3 bytes of image" in reader.output
    assert "Alongstory" in reader.output
    assert "argument 'max_tokens': 0 is not within 1 and 4096" in reader.output


def test_what_a_builder_of_agents_reads_runs(reader: Reader) -> None:
    call = ("gpt_4_1__predict", '{"prompt": "Greet me.", "max_tokens": null}')
    with serving() as model:
        model.says(*[Answer(calls=[call]), Answer("It greets you.")] * 2)
        reader.environment |= {
            "OPENAI_BASE_URL": model.base_url,
            "OPENAI_API_KEY": "of the tests",
        }
        reader.follow("agents")
    assert "gpt_4_1__predict True" in reader.output
    assert "It greets you. 2 ['gpt_4_1__predict']" in reader.output
    assert "- max_tokens: 5000 is above the maximum of 4096 True" in reader.output
    assert reader.output.count("'hello'") == 1
    told = json.loads((reader.folder / ".mcp.json").read_text("utf-8"))
    assert told["mcpServers"]["clarifai"]["env"] == {"CLARIFAI_PAT": "${CLARIFAI_PAT}"}


def test_what_a_model_owner_reads_runs(reader: Reader, tmp_path: Path) -> None:
    shutil.copytree(MODELS / "my-model", tmp_path / "my-model")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = None
    try:
        for language, text in blocks("owner"):
            text = text.replace("8080", port)
            if language == "python":
                _wait(int(port))
                reader.run([sys.executable, "-c", text])
                continue
            for command in lines(text):
                if command.endswith("&"):
                    words = shlex.split(command.removesuffix("&"))
                    server = subprocess.Popen(
                        words,
                        cwd=tmp_path,
                        env=reader.environment,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                else:
                    reader.run(["bash", "-c", command])
    finally:
        if server is not None:
            server.terminate()
            server.wait(30)
    assert reader.output.count("HELLO!HELLO!") == 2


def test_what_a_documentation_team_reads_runs(reader: Reader, tmp_path: Path) -> None:
    shutil.copytree(MODELS / "my-model", tmp_path / "my-model")
    reader.follow("documentation")
    assert '"runner_selector": {' in reader.output
    assert "\nOutput:\nWHAT IS THE FUTURE OF AI?!\n" in reader.output


def test_what_a_build_reads_runs(reader: Reader) -> None:
    (add,) = (c for c in lines(blocks("application")[0][1]))
    reader.run(["bash", "-c", add])
    reader.follow("build")


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the endpoint does not listen")
