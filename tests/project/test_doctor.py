"""What keeps a project from working, each with the command that mends it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clarifai_codegen import doctor, generate, lock
from clarifai_codegen.problems import Problem
from tests.project.samples import configure

MODEL = '[[models]]\nsource = "https://clarifai.com/u/a/models/m"\nname = "M"\n'
RUNTIME = "generated/python/clarifai_models/_runtime/core.py"


@pytest.fixture
def project(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLARIFAI_PAT", "pat")
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    configure(here, "One")
    lock()
    generate()
    return here


def the(code: str) -> Problem:
    (problem,) = doctor().problems
    assert problem.code == code
    return problem


def test_a_project_in_order_is_well(project: Path) -> None:
    assert doctor().problems == ()
    assert {"credentials", "addresses", "packages"} <= set(doctor().looked_at)


def test_no_pat_is_found_where_a_platform_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLARIFAI_PAT")
    assert doctor().problems == ()
    file = configure(project, "One", head='output = "generated"')
    file.write_text(f'{file.read_text()}{MODEL}pat_env = "OTHER"\n')
    found = {problem.code: problem for problem in doctor().problems}
    assert set(found) == {"no-credentials", "not-locked"}
    assert found["no-credentials"].fix.startswith("Run: export OTHER=...")


@pytest.mark.parametrize(
    ("base", "word"),
    [
        ("https://clarifai.com", "is the website"),
        ("https://api.example.com/api/v3", "has a path"),
        ("http://api.example.com", "in the clear"),
        ("ftp://api.example.com", "is no base URL"),
    ],
)
def test_a_wrong_base_is_found(
    project: Path, monkeypatch: pytest.MonkeyPatch, base: str, word: str
) -> None:
    monkeypatch.setenv("CLARIFAI_API_BASE", base)
    problem = the("wrong-base")
    assert word in problem.what
    assert problem.advice == "Run: export CLARIFAI_API_BASE=https://api.clarifai.com"


@pytest.mark.parametrize("base", ["https://api.example.com/v2", "http://localhost:80"])
def test_a_good_base_is_not(
    project: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.setenv("CLARIFAI_API_BASE", base)
    assert doctor().problems == ()


def test_an_old_runtime_is_found_and_mended(project: Path) -> None:
    (project / RUNTIME).write_text("old = 1\n")
    problem = the("old-runtime")
    assert (problem.where.file, problem.advice) == (
        RUNTIME,
        "Run: clarifai-codegen generate",
    )


def test_a_missing_package_is_found_in_the_projects_environment(project: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], check=True)
    problem = the("missing-package")
    assert ".venv/bin/python -m pip install grpcio clarifai-grpc" in problem.advice


def test_missing_npm_packages_are_found(project: Path) -> None:
    configure(project, "One", head='targets = ["typescript"]')
    assert 'npm install "@bufbuild/protobuf@' in the("missing-package").advice


def test_two_configurations_in_a_folder_are_found(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.clarifai-codegen]\n")
    problem = the("two-configurations")
    assert problem.what == "clarifai-codegen.toml counts, and pyproject.toml does not."
    assert problem.advice.endswith("run: rm clarifai-codegen.toml")
    assert not problem.warning


def test_one_further_up_is_only_a_warning(project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    configure(inner)
    (problem,) = doctor(project=inner).problems
    assert (problem.code, problem.warning) == ("two-configurations", True)


def test_a_bad_configuration_does_not_end_the_search(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLARIFAI_PAT")
    configure(project, head="outptu = 1")
    codes = [problem.code for problem in doctor().problems]
    assert codes == ["bad-configuration", "no-credentials"]
