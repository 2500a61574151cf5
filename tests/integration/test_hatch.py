"""A wheel holds what the build hook generated, although git ignores it."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from clarifai_codegen import lock
from tests.project.samples import configure, method, save

from .conftest import commit, run

PROJECT = """\
[build-system]
requires = ["hatchling", "clarifai-codegen"]
build-backend = "hatchling.build"

[project]
name = "app"
version = "1.0"

[tool.hatch.build.targets.wheel]
packages = ["src/app"]

[tool.hatch.build.hooks.clarifai-codegen]
"""
HEAD = '[python]\noutput = "src/app/models"'


@pytest.fixture
def project(here: Path) -> Path:
    (here / "pyproject.toml").write_text(PROJECT)
    (here / "src/app").mkdir(parents=True)
    (here / "src/app/__init__.py").write_text("")
    (here / ".gitignore").write_text("/src/app/models/\n/dist/\n")
    configure(here, "One", head=HEAD)
    lock()
    commit(here)
    return here


def build(folder: Path, *targets: str, fails: bool = False) -> str:
    options = [option for target in targets for option in ("-t", target)]
    return run(
        [sys.executable, "-m", "hatchling", "build", *options], folder, fails=fails
    )


@pytest.mark.slow
def test_generated_files_reach_wheel_and_sdist(project: Path) -> None:
    build(project, "wheel", "sdist")
    wheel = zipfile.ZipFile(next((project / "dist").glob("*.whl")))
    assert {
        "app/models/one.py",
        "app/models/_runtime/core.py",
        "app/models/py.typed",
    } <= (set(wheel.namelist()))
    with tarfile.open(next((project / "dist").glob("*.tar.gz"))) as sdist:
        assert "app-1.0/src/app/models/one.py" in sdist.getnames()


@pytest.mark.slow
def test_a_wheel_of_an_sdist_is_the_same(project: Path, tmp_path: Path) -> None:
    build(project, "sdist")
    with tarfile.open(next((project / "dist").glob("*.tar.gz"))) as sdist:
        sdist.extractall(tmp_path / "unpacked", filter="data")
    build(tmp_path / "unpacked/app-1.0", "wheel")
    (wheel,) = (tmp_path / "unpacked/app-1.0/dist").glob("*.whl")
    assert "app/models/one.py" in zipfile.ZipFile(wheel).namelist()


def test_a_lock_that_does_not_fit_ends_the_build(project: Path) -> None:
    configure(project, "One", "Two", head=HEAD)
    said = build(project, "wheel", fails=True)
    assert "[not-locked]" in said
    assert not list((project / "dist").glob("*.whl"))


@pytest.mark.slow
def test_an_edited_file_ends_the_build(project: Path) -> None:
    build(project, "wheel")
    edited = project / "src/app/models/one.py"
    edited.write_text(edited.read_text() + "edited = 1\n")
    save(project / "signatures/one.json", "one", method("other"))
    lock(update=True)
    assert "[edited-file]" in build(project, "wheel", fails=True)
    assert edited.read_text().endswith("edited = 1\n")
