"""Type checkers find nothing in what is written, with numpy and the like or without."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from clarifai_codegen.target.entry import Deployment, Settings
from clarifai_codegen.target.python.emit import emit

from .corpus import cases, write
from .test_golden import NAMES, golden_entry
from .test_random import random_entries

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with no package at all."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=False)
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All models of the corpus in one package, random ones in another, and a user."""
    folder = tmp_path_factory.mktemp("project")
    good = [each for each in cases() if each.is_good]
    settings = Settings(deployments={"gpu": Deployment("d-1")})
    corpus = [each.entry(f"Model{number}") for number, each in enumerate(good)]
    write(emit(corpus, settings), folder / "corpus")
    write(emit(random_entries(80), settings), folder / "random_models")
    write(emit([golden_entry(name) for name in NAMES], settings), folder / "clients")
    shutil.copy(HERE / "usage.py", folder)
    configuration = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["corpus", "random_models", "clients", "usage.py"],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration))
    return folder


def _mypy(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11"]
    command += ["--config-file", "", "--cache-dir", str(project / ".mypy"), *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def _pyright(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pyright", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


PACKAGES = ("corpus", "random_models", "clients", "usage.py")


def test_mypy_finds_nothing_with_all_packages(project: Path) -> None:
    found = _mypy(project, *PACKAGES)
    assert found.stdout.startswith("Success"), found.stdout


def test_mypy_finds_nothing_without_any_package(project: Path, empty: Path) -> None:
    found = _mypy(project, "--python-executable", str(empty), *PACKAGES)
    assert found.stdout.startswith("Success"), found.stdout
    found = _mypy(project, "--no-site-packages", *PACKAGES)
    assert found.stdout.startswith("Success"), found.stdout


def test_pyright_finds_nothing_with_all_packages(project: Path) -> None:
    found = _pyright(project, "--pythonpath", sys.executable)
    assert found.returncode == 0, found.stdout


def test_pyright_finds_nothing_without_any_package(project: Path, empty: Path) -> None:
    found = _pyright(project, "--pythonpath", str(empty))
    assert found.returncode == 0, found.stdout


def test_type_checkers_refuse_what_the_signature_refuses(project: Path) -> None:
    shutil.copy(HERE / "misusage.py", project)
    source = (HERE / "misusage.py").read_text("utf-8")
    lines = enumerate(source.split("\n"), 1)
    expected = {number for number, line in lines if line.endswith("# error")}
    by_mypy = _mypy(project, "misusage.py").stdout
    by_pyright = _pyright(project, "misusage.py").stdout
    for output in (by_mypy, by_pyright):
        found = re.findall(r"misusage\.py:(\d+)(?::\d+)?(?: -|:) error", output)
        assert set(map(int, found)) == expected, output
