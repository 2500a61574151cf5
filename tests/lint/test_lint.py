"""Advice, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clarifai_codegen.cli.main import run
from clarifai_codegen.lint import check

HEAD = """import numpy as np
from typing import List
from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.utils.data_types import Image
from clarifai.runners.utils.data_utils import Param


class Model(ModelClass):
    @ModelClass.method
"""
DOC = '        """Doc."""\n'
ADVICE = {
    "no-docstring": "    def predict(self, a: str) -> str: ...\n",
    "no-description": "    def predict(self, a: str = 'x') -> str:\n" + DOC,
    "no-range": "    def predict(self, n: int = Param(1, 'd')) -> str:\n" + DOC,
    "first-argument": "    def predict(self, t: float = Param(1, 'd', 0, 2)) -> str:\n"
    + DOC,
    "colliding-name": "    def close(self, a: str) -> str:\n" + DOC,
    "media-inside": "    def predict(self, a: List[Image]) -> str:\n" + DOC,
    "mocked-type": "    def predict(self, a: np.ndarray) -> str:\n" + DOC,
    "no-self": "    def predict(a: str) -> str:\n" + DOC,
}


@pytest.mark.parametrize(("code", "method"), ADVICE.items(), ids=ADVICE)
def test_advice_stands_at_its_place(code: str, method: str, tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(HEAD + method)
    (linted,) = check([tmp_path])
    (problem,) = linted.problems
    assert (problem.code, problem.warning) == (code, True)
    assert problem.where.line == 10
    assert problem.excerpt
    assert linted.methods


def test_a_good_model_gets_no_advice(tmp_path: Path) -> None:
    method = (
        "    def predict(self, a: str, n: int = Param(1, 'd', 1, 5)) -> str:\n" + DOC
    )
    (tmp_path / "model.py").write_text(HEAD + method)
    (linted,) = check([tmp_path])
    assert not linted.problems
    assert linted.methods == ("predict",)


def test_an_exit_on_import_is_told(tmp_path: Path) -> None:
    text = (
        HEAD
        + "    def predict(self, a: str) -> str:\n"
        + DOC
        + "import sys\nsys.exit(1)\n"
    )
    (tmp_path / "model.py").write_text(text)
    (linted,) = check([tmp_path])
    assert [problem.code for problem in linted.problems] == ["exits-on-import"]


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bad" / "1"
    folder.mkdir(parents=True)
    method = "    def predict(self, a: str | None = None, b=1): ...\n"
    (folder / "model.py").write_text(HEAD + method)
    return tmp_path


def test_several_errors_are_told_at_once(
    bad: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["lint", "bad"]) == 2
    out, err = capfd.readouterr()
    assert out == "bad/1/model.py: 3 errors\n"
    for code in ("optional-type", "missing-annotation", "missing-return"):
        assert f"error [{code}] bad/1/model.py:10:" in err
    assert "^^^^^^^^^^" in err


def test_problems_as_json(bad: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "bad", "--json"]) == 2
    document = json.loads(capfd.readouterr().out)
    first = document["problems"][0]
    assert first["where"]["line"] == first["where"]["end_line"] == 10
    assert document["files"] == [
        {"file": "bad/1/model.py", "methods": [], "changed": False, "diff": ""}
    ]


def test_annotations_for_github(bad: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "bad", "--github"]) == 2
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(
        line.startswith("::error file=bad/1/model.py,line=10,") for line in lines
    )


def test_what_would_change_is_a_difference(
    bad: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (bad / "ok").mkdir()
    method = "    def predict(self, a: str | None = None) -> str:\n" + DOC
    (bad / "ok" / "model.py").write_text(HEAD + method)
    assert run(["lint", "ok", "--fix", "--diff", "--no-advice"]) == 1
    assert "+    def predict(self, a: str = None)" in capfd.readouterr().out
    assert run(["lint", "ok", "--fix", "--no-advice"]) == 0
    assert run(["lint", "ok", "--fix", "--diff", "--no-advice"]) == 0


def test_a_folder_without_a_model_is_a_problem(
    bad: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["lint", "."]) == 2
    assert "bad-source" in capfd.readouterr().err
    assert run(["lint", "bad", "--diff"]) == 2
    assert "give both" in capfd.readouterr().err
