"""The recipes for build engines."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clarifai_codegen import lock
from tests.project.samples import configure, method, save, snapshot

from .conftest import run

RECIPES = Path(__file__).parents[2] / "recipes"
OUT = "generated/python/clarifai_models"


@pytest.fixture
def project(here: Path) -> Path:
    configure(here, "One")
    lock()
    return here


@pytest.mark.slow
def test_make_runs_when_the_lock_changed_and_only_then(project: Path) -> None:
    shutil.copy(RECIPES / "make/Makefile", project)
    assert "generate" in run(["make", "clients"], project)
    listed = (project / ".clarifai-codegen.files").read_text().splitlines()
    assert f"{OUT}/one.py" in listed
    assert all((project / each).is_file() for each in listed)
    before = snapshot(project)
    assert "Nothing to be done" in run(["make", "clients"], project)
    assert snapshot(project) == before
    save(project / "signatures/one.json", "one", method("other"))
    lock(update=True)
    run(["make", "clients"], project)
    assert "def other(" in (project / OUT / "one.py").read_text()
    assert "Up to date" in run(["make", "check"], project)


def test_a_failed_run_leaves_no_stamp(project: Path) -> None:
    shutil.copy(RECIPES / "make/Makefile", project)
    configure(project, "One", "Two")
    run(["make", "clients"], project, fails=True)
    assert not (project / ".clarifai-codegen.files").exists()


@pytest.mark.slow
def test_outputs_are_known_ahead_of_the_first_run(project: Path) -> None:
    command: list[str | Path] = ["clarifai-codegen", "generate", "--list-files"]
    ahead = run([*command, "--dry-run"], project)
    assert not (project / "generated").exists()
    assert run(command, project) == ahead


@pytest.mark.slow
def test_the_commands_of_nx_and_turborepo_do_what_they_say(project: Path) -> None:
    nx = json.loads((RECIPES / "nx/project.json").read_text())
    turbo = json.loads((RECIPES / "turbo/package.json").read_text())
    target = nx["targets"]["generate"]
    run(target["command"].split(), project)
    written = set(
        run(["clarifai-codegen", "generate", "--list-files"], project).split()
    )
    (output,) = target["outputs"]
    folder = output.removeprefix("{projectRoot}/")
    assert all(path.startswith(f"{folder}/") for path in written)
    assert turbo["scripts"]["generate"] == target["command"]
    for name in ("clarifai-codegen.toml", "clarifai-codegen.lock"):
        assert f"{{projectRoot}}/{name}" in target["inputs"]
        assert (project / name).is_file()
