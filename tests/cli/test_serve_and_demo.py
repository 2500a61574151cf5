"""`serve` and `demo`: processes that leave nothing behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from clarifai_codegen.serve import DEMO
from tests.cli.conftest import Run, command
from tests.project.samples import snapshot


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
