"""A served model comes back when its process ends, and follows its files."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from clarifai_codegen.serve import serve

MODEL = """
import os
from clarifai.runners.models.model_class import ModelClass

class Model(ModelClass):
    @ModelClass.method
    def METHOD(self) -> int:
        return os.getpid()
"""

pytestmark = pytest.mark.slow


class Watched:
    """An endpoint of one model, and what it told of its runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: queue.Queue[str] = queue.Queue()
        self.write("first")
        (folder / "config.yaml").write_text("model: {id: m}")
        self.endpoint = serve([folder], reload=True, on_change=self.told.put)

    def write(self, method: str) -> None:
        (self.folder / "1").mkdir(exist_ok=True)
        (self.folder / "1/model.py").write_text(MODEL.replace("METHOD", method))

    def ask(self, method: str) -> dict[str, Any]:
        """What REST answers."""
        data = {"metadata": {"_method_name": method}, "parts": [{"id": "_"}]}
        url = f"{self.endpoint.base_url}/v2/users/local/apps/local/models/m/outputs"
        answer = httpx.post(url, json={"inputs": [{"data": data}]}, timeout=20)
        found: dict[str, Any] = answer.json()
        return found

    def pid(self, method: str) -> int:
        (part,) = self.ask(method)["outputs"][0]["data"]["parts"]
        return int(part["data"]["int_value"])

    def wait_for(self, words: str) -> str:
        """The next line with these words."""
        while words not in (line := self.told.get(timeout=30)):
            pass
        return line


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    with watched.endpoint:
        yield watched


def test_a_killed_process_comes_back(watched: Watched) -> None:
    first = watched.pid("first")
    os.kill(first, signal.SIGKILL)
    line = watched.wait_for("started again")
    assert line == "m: the model's process ended with status -9; it is started again."
    status = watched.ask("first")["status"]
    assert status["code"] in (21355, 10000)  # loading, or back already
    watched.wait_for("is served")
    assert watched.pid("first") != first


def test_changed_files_are_loaded(watched: Watched) -> None:
    before = watched.endpoint.models[0]
    watched.write("second")
    watched.wait_for("changed")
    watched.wait_for("is served")
    assert watched.pid("second")
    after = watched.endpoint.models[0]
    assert after[:3] == before[:3]
    assert after.version_id != before.version_id
    assert "Method first not found" in str(watched.ask("first")["status"])


def test_files_that_cannot_be_loaded_leave_the_model_as_it_was(
    watched: Watched,
) -> None:
    first = watched.pid("first")
    (watched.folder / "1/model.py").write_text("import nothing_like_it")
    line = watched.wait_for("cannot be loaded")
    assert f"{watched.folder / '1/model.py'}:1: " in line
    assert "nothing_like_it" in line
    watched.wait_for("is served as it was before")
    assert watched.pid("first") == first
    watched.write("second")
    watched.wait_for("is served, version")
    assert watched.pid("second") != first


def test_a_model_that_does_not_come_back_says_why(watched: Watched) -> None:
    first = watched.pid("first")
    (watched.folder / "1/model.py").write_text("import nothing_like_it")
    watched.wait_for("is served as it was before")
    os.kill(first, signal.SIGKILL)
    watched.wait_for("cannot be loaded")
    status = watched.ask("first")["status"]
    assert status["code"] == 21350
    assert "nothing_like_it" in status["details"]


def test_a_config_that_is_gone_leaves_the_model_as_it_was(watched: Watched) -> None:
    first = watched.pid("first")
    (watched.folder / "config.yaml").unlink()
    assert "config.yaml" in watched.wait_for("cannot be loaded")
    assert watched.pid("first") == first


def test_what_a_model_writes_does_not_load_it_anew(watched: Watched) -> None:
    first = watched.pid("first")
    (watched.folder / "answers.json").write_text("{}")
    (watched.folder / "1/weights.bin").write_bytes(b"\0")
    (watched.folder / "config.yaml").touch()
    assert "changed" in watched.told.get(timeout=30)  # the last one alone
    watched.wait_for("is served")
    assert watched.pid("first") != first
    assert watched.told.empty()


def test_it_ends_with_all_its_processes_even_while_one_is_loaded(
    tmp_path: Path,
) -> None:
    mine = psutil.Process()
    before = set(mine.children(recursive=True))
    watched = Watched(tmp_path)
    with watched.endpoint:
        watched.write("second")
        watched.wait_for("changed")
    assert set(mine.children(recursive=True)) == before


def test_without_reload_files_may_change(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    with serve([tmp_path]) as endpoint:
        watched.endpoint = endpoint
        first = watched.pid("first")
        watched.write("second")
        assert watched.pid("first") == first
