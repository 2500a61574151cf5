"""The runner's process: it starts, tells why it does not, and surely ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from clarifai_codegen.problems import Problem, ProblemError
from clarifai_codegen.serve import runner as runner_module
from clarifai_codegen.serve.folder import read_folder
from clarifai_codegen.serve.runner import Runner
from clarifai_codegen.source import read
from clarifai_codegen.source.reference import parse

MODEL = """
import subprocess, sys, os
import helper
from clarifai.runners.models.model_class import ModelClass

class Model(ModelClass):
    def load_model(self):
        self.child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"])
        print("child", self.child.pid, "\\x1b[31mred\\x1b[0m \\x1b[2J", flush=True)

    @ModelClass.method
    def predict(self, x: str) -> str:
        return x
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that starts a process and imports a module of its directory."""
    path = tmp_path / "model"
    (path / "1").mkdir(parents=True)
    (path / "1" / "model.py").write_text(MODEL)
    (path / "helper.py").write_text("")
    (path / "config.yaml").write_text("model: {id: m}")
    return path


def wait_until_gone(*pids: int) -> None:
    end = time.monotonic() + 10
    while any(lives(pid) for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.01)


def lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def child_of(log: Any) -> int:
    return int(next(line for line in log if line.startswith("child")).split()[1])


def problem_of(runner: Runner) -> Problem:
    with pytest.raises(ProblemError) as caught, runner:
        pass
    assert runner.exit_status is None
    (problem,) = caught.value.problems
    return problem


@pytest.mark.slow
def test_it_ends_with_all_that_it_started(folder: Path) -> None:
    with Runner(folder) as runner:
        child = child_of(runner.log)
        process = psutil.Process(child).parent()
        assert process is not None
    wait_until_gone(child, process.pid)
    assert runner.exit_status is None


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_when_its_parent_is_killed(number: int, folder: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from clarifai_codegen.serve.runner import Runner\n"
        "with Runner(Path(sys.argv[1])) as runner:\n"
        "    print(next(l for l in runner.log if l.startswith('child')), flush=True)\n"
        "    sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline().split()[1])
    process = psutil.Process(child).parent()
    assert process is not None
    parent.send_signal(number)
    parent.wait(10)
    wait_until_gone(child, process.pid)
    for pipe in (parent.stdin, parent.stdout):
        assert pipe is not None
        pipe.close()


def test_it_ends_when_entering_is_interrupted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(self: Runner) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Runner, "wait", interrupt)
    runner = Runner(folder)
    with pytest.raises(KeyboardInterrupt), runner:
        pass
    assert runner.exit_status is None


@pytest.mark.slow
def test_it_is_reached_from_this_machine_alone(folder: Path) -> None:
    with Runner(folder) as runner:
        port = int(runner.address.split(":")[1])
        listening = [
            connection.laddr.ip
            for connection in psutil.net_connections("tcp")
            if connection.status == "LISTEN" and connection.laddr.port == port
        ]
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}


@pytest.mark.slow
def test_its_log_is_told_and_harmless(folder: Path) -> None:
    told: list[str] = []
    with Runner(folder, on_log=told.append) as runner:
        pass
    assert any(line.endswith("red \\x1b[2J") for line in told)
    assert told[-200:] == list(runner.log)
    assert all(line.isprintable() for line in told)


@pytest.mark.slow
def test_no_server_is_asked_who_the_user_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            try:
                server.accept()
            except OSError:
                return
            asked.set()

        threading.Thread(target=accept, daemon=True).start()
        base_url = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setenv("CLARIFAI_API_BASE", base_url)
        monkeypatch.setenv("CLARIFAI_PAT", "pat")
        with Runner(folder):
            assert not asked.is_set()


@pytest.mark.slow
def test_a_model_that_fails_to_load_is_a_problem_with_the_end_of_its_log(
    folder: Path,
) -> None:
    (folder / "1" / "model.py").write_text("import no_such_package\x0c\n")
    problem = problem_of(Runner(folder))
    assert problem.code == "cannot-serve"
    assert "ended with status 1" in problem.what
    assert "No module named 'no_such_package'" in problem.what
    assert problem.what.replace("\n", "").isprintable()
    assert "requirements.txt" in problem.advice


def test_a_model_that_takes_too_long_is_a_problem(folder: Path) -> None:
    (folder / "1" / "model.py").write_text("import time; time.sleep(99)")
    problem = problem_of(Runner(folder, start_timeout=0.2))
    assert problem.code == "cannot-serve"
    assert "not ready after 0.2 s" in problem.what


def test_without_the_extra_the_problem_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "find_spec", lambda name: None)
    problem = problem_of(Runner(folder))
    assert problem.code == "missing-extra"
    assert "clarifai-codegen[serve]" in problem.advice


@pytest.mark.parametrize("path", ["", "1/model.py"])
def test_a_model_directory_is_a_source(path: str, folder: Path) -> None:
    (folder / "config.yaml").write_text("model: {id: m, user_id: u}")
    model = read(parse(str(folder / path))).model
    assert (model.user_id, model.app_id, model.model_id) == ("u", "", "m")
    assert model.version_id == ""
    assert [method.name for method in model.methods] == ["predict"]


@pytest.mark.parametrize(
    ("config", "code", "word"),
    [
        ("", "bad-source", "no section `model`"),
        ("- a", "bad-source", "no section `model`"),
        ("model: text", "bad-source", "no section `model`"),
        ("model: {", "bad-syntax", "expected"),
    ],
)
def test_a_config_that_tells_no_model_is_a_problem(
    config: str, code: str, word: str, folder: Path
) -> None:
    (folder / "config.yaml").write_text(config)
    with pytest.raises(ProblemError) as caught:
        read(parse(str(folder)))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert word in problem.what


def test_a_file_that_is_no_model_py_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("")
    with pytest.raises(ProblemError, match="is a model class"):
        read(parse("script.py", root=tmp_path))


def test_a_model_without_methods_is_a_problem(folder: Path) -> None:
    code = "from clarifai.runners.models.model_class import ModelClass\n"
    (folder / "1" / "model.py").write_text(f"{code}class M(ModelClass): pass\n")
    with pytest.raises(ProblemError) as caught:
        read(parse(str(folder)))
    assert caught.value.problems[0].code == "no-signatures"


def test_the_version_follows_the_files_and_nothing_else(folder: Path) -> None:
    version = read_folder(folder).version_id()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"x")
    (folder / ".hidden").write_text("x")
    os.utime(folder / "helper.py", (0, 0))
    assert read_folder(folder).version_id() == version
    (folder / "helper.py").write_text("#")
    assert read_folder(folder).version_id() != version
