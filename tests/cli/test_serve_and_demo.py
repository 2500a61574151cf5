"""`serve` and `demo`: processes that leave nothing behind."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
import psutil
import pytest

from clarifai_codegen.serve import DEMO
from tests.cli.conftest import Run, command
from tests.project.samples import snapshot

MODELS = Path(__file__).parents[1] / "models"


@pytest.mark.slow
def test_serve_answers_until_it_is_stopped(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_PAT", "secret-pat")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "clarifai_codegen.cli", "serve"),
            *(str(DEMO), "--pat-env", "MY_PAT", "--json"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    url = told["models"][0]["url"]
    options = ("--base-url", told["base_url"], "--pat-env", "MY_PAT")
    assert "read_aloud" in run("methods", url, *options).out
    spoken = run("call", url, "read_aloud", "text=so be it", *options)
    assert (spoken.out, spoken.err) == ("so be it\n", "")
    monkeypatch.setenv("MY_PAT", "another")
    refused = run("methods", url, *options)
    assert refused.status == 3
    assert refused.err.startswith("error [refused]")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, "", "")
    gone = run("methods", url, *options)
    assert (gone.status, "secret-pat" in gone.err) == (3, False)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_serve_ends_it_leaves_no_process(number: int, here: Path) -> None:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "clarifai_codegen.cli", "serve"),
            *(str(MODELS / "chat"), str(MODELS / "my-model"), "--logs"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    base_url = process.stdout.readline().split()[2]
    assert process.stdout.readline() == (
        "  https://clarifai.com/demo/main/models/chat\n"
    )
    assert process.stdout.readline() == f"    OpenAI  {base_url}/v2/ext/openai/v1\n"
    started = psutil.Process(process.pid).children(recursive=True)
    assert len(started) == 2
    assert httpx.get(f"{base_url}/v2/models").status_code == 200
    process.send_signal(number)
    process.wait(20)
    psutil.wait_procs(started, 20)
    assert not any(each.is_running() for each in started)
    expected = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
    assert process.returncode == expected[signal.Signals(number)]
    process.stdout.close()


def test_serve_says_which_port_is_free(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", DEMO, "--port", str(port))
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("error [cannot-serve] 127.0.0.1:")
    assert "is in use" in result.err
    assert "is free now" in result.err


@pytest.mark.slow
def test_serve_says_where_a_model_fails_to_load(run: Run, here: Path) -> None:
    (here / "config.yaml").write_text("model: {id: m}")
    (here / "1").mkdir()
    (here / "1/model.py").write_text("\nimport nothing_like_it\n")
    result = run("serve", here)
    assert (result.status, result.out) == (2, "")
    assert f"{here / '1/model.py'}:2: Clarifai's runner ended" in result.err
    assert "nothing_like_it" in result.err


@pytest.mark.parametrize(
    ("options", "fix"),
    [
        (("--fail", "deployin:2"), "Write 'deploying'."),
        (("--latency", "soon"), "Write 200ms or 1.5s."),
        (("--deployment", "a/b/c"), ""),
        (("--host", "192.0.2.1"), "Name an address of this machine"),
    ],
)
def test_serve_refuses_options_that_mean_nothing(
    options: tuple[str, str], fix: str, run: Run
) -> None:
    result = run("serve", DEMO, *options)
    assert (result.status, result.out) == (2, "")
    assert fix in result.err


def test_serve_refuses_a_variable_that_is_not_set(run: Run) -> None:
    result = run("serve", DEMO, "--pat-env", "NOT_SET_ANYWHERE")
    assert (result.status, result.out) == (2, "")


def test_a_folder_without_a_model_cannot_be_served(run: Run, here: Path) -> None:
    result = run("serve", here)
    assert result.status == 2
    assert result.err.startswith("error [bad-source]")


@pytest.mark.slow
def test_the_demo_does_the_main_job_and_leaves_nothing_behind(
    here: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = snapshot(here)
    env = {"TMPDIR": str(temporary)}
    done = command("demo", "--target", "python", env=env, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "1. Serve",
        "text_statistics (unary_unary)",
        "clarifai-codegen.lock: sha256:",
        "Success: no issues found",
        "read_aloud: TYPED | CALLS, | WORD | BY | WORD.",
        "measure_levels: 0.5 s at -6.02 dB",
    ):
        assert words in done.stdout
    assert snapshot(here) == before
    assert list(temporary.iterdir()) == []
    assert Path(tempfile.gettempdir()) != temporary


@pytest.mark.slow
def test_the_demo_keeps_the_client_where_it_is_asked_to(here: Path) -> None:
    done = command("demo", "--target", "python", "--output", "kept", "--json", cwd=here)
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert [step["step"].split()[0] for step in answer["steps"]] == [
        "Serve",
        "Fetch",
        "Lock",
        "Type-check",
        "Call",
        "Keep",
    ]
    assert (here / "kept/demo.py").exists()
    assert {path.name for path in here.iterdir()} == {"kept"}


@pytest.mark.slow
def test_the_demo_says_what_typescript_lacks(here: Path) -> None:
    env = {"PATH": str(Path(sys.executable).parent)}
    done = command("demo", "--target", "typescript", env=env, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Node is not installed: with Node 20 or newer" in done.stdout


@pytest.mark.full
def test_the_demo_does_the_same_in_typescript(here: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary)}
    done = command("demo", "--target", "typescript", env=env, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "No errors.",
        "text_statistics: 7 words, rose",
        "describe_image: #ff0000, #0000ff",
        "read_aloud: TYPED | CALLS, | WORD | BY | WORD.",
        "measure_levels: 0.5 s at -6.02 dB",
    ):
        assert words in done.stdout
    assert list(temporary.iterdir()) == []
