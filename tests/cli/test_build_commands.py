"""The commands of a build: what they print, and the status they end with."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.project.samples import configure, field, method, save

OUT = "generated/python/clarifai_models"


@pytest.fixture
def project(run: Run, here: Path) -> Path:
    configure(here, "One")
    run("fetch")
    run("generate")
    return here


@pytest.mark.slow
def test_check_shows_a_diff_and_what_to_do(run: Run, project: Path) -> None:
    file = project / OUT / "one.py"
    file.write_text(file.read_text().replace("def predict(", "def predicts("))
    result = run("check")
    assert result.status == 1
    assert f"  edited    {OUT}/one.py\n" in result.out
    assert "\n+    def predict(" in result.out
    assert result.out.endswith("Next:\n  clarifai-codegen generate --force\n")
    assert "@@" not in run("check", "--quiet").out
    answer = run("check", "--json").json
    assert (answer["changed"], answer["missing"]) == ([f"{OUT}/one.py"], [])
    assert "+    def predict(" in answer["differences"][0]["diff"]


def test_a_diff_drives_no_terminal(run: Run, project: Path) -> None:
    file = project / OUT / "one.py"
    file.write_text(file.read_text() + "# \x1b[2J\x1b]0;title\x07\n")
    assert "\x1b" not in run("check").out


def test_check_remote_says_what_changed_there(run: Run, project: Path) -> None:
    save(project / "signatures/one.json", "one", method("other"))
    result = run("check", "--remote")
    assert result.status == 1
    assert "breaking    predict: method removed" in result.out
    assert "  clarifai-codegen update\n  clarifai-codegen generate\n" in result.out
    assert run("check", "--remote", "--json").json["remote"][0]["name"] == "One"


def test_a_dry_run_shows_conflicts_and_fails(run: Run, project: Path) -> None:
    save(project / "signatures/one.json", "one", method("other"))
    run("update")
    file = project / OUT / "one.py"
    file.write_text(file.read_text() + "edited = 1\n")
    result = run("generate", "--dry-run")
    assert result.status == 2
    assert f"  conflict  {OUT}/one.py\n" in result.out
    assert f"  keep      {OUT}/_runtime/core.py\n" in result.out
    assert "[edited-file]" in result.err
    assert "edited = 1" in file.read_text()


def test_diff_in_markdown_is_the_entry_of_a_changelog(run: Run, here: Path) -> None:
    save(here / "a.json", "m", method("predict", field("x", "INT", default="1")))
    save(here / "b.json", "m", method("predict", field("x", "INT", default="2")))
    result = run("diff", "a.json", "b.json", "--format", "markdown", "--fail-on", "any")
    assert result.status == 1
    assert result.out.startswith(
        "## Clarifai models: a minor release\n\n- **Behaviour:** "
    )
    answer = run("diff", "a.json", "b.json", "--format", "json").json
    assert answer["changelog"] == result.out
    assert answer["models"][0]["changes"][0]["code"] == "default-changed"


def test_doctor_ends_with_the_status_of_what_it_found(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert run("doctor").out.startswith("Well: configurations, credentials")
    monkeypatch.setenv("CLARIFAI_API_BASE", "https://clarifai.com")
    result = run("doctor")
    assert (result.status, result.out) == (2, "")
    assert "Run: export CLARIFAI_API_BASE=https://api.clarifai.com" in result.err


def test_templates_are_listed_and_copied(run: Run, here: Path) -> None:
    assert "python/model.py.jinja\n" in run("templates").out
    result = run("templates", "python/header", "--export", "mine")
    assert "  create    mine/python/header.py.jinja\n" in result.out
    assert result.out.endswith(
        'templates = "mine"   # in the configuration, relative to it\n'
    )


@pytest.mark.slow
def test_watch_generates_and_ends_at_an_interrupt(here: Path) -> None:
    configure(here, "One")
    command = [sys.executable, "-m", "clarifai_codegen.cli", "watch"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Watching"):
                break
        assert (here / OUT / "one.py").exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
