"""A user's templates win one by one, and go wrong with a place and a cause."""

from __future__ import annotations

from pathlib import Path

import black
import pytest

from clarifai_codegen.problems import Exit, Problem, ProblemError
from clarifai_codegen.target.entry import Settings
from clarifai_codegen.target.templates import template_files, template_folders

from .corpus import TESTS, case, module_text

HEADER = "python/header.py.jinja"


def _problem(folder: Path) -> Problem:
    with pytest.raises(ProblemError) as caught:
        module_text(case("arity-50").entry(), Settings(templates=folder))
    [problem] = caught.value.problems
    return problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "python").mkdir()
    return tmp_path


def test_a_template_of_the_user_wins_and_the_others_stay(folder: Path) -> None:
    (folder / HEADER).write_text("# Ours.\n", encoding="utf-8")
    text = module_text(case("arity-50").entry(), Settings(templates=folder))
    assert text.startswith("# Ours.\n# Source:")
    assert "class Probe:" in text


@pytest.mark.slow
def test_what_a_template_of_the_user_says_is_laid_out_by_black(folder: Path) -> None:
    (folder / HEADER).write_bytes(b"# Ours.\r\n\r\n\r\n\r\n# And more.   \r\n")
    text = module_text(case("arity-50").entry(), Settings(templates=folder))
    assert black.format_str(text, mode=black.Mode()) == text
    assert "\r" not in text


def test_a_name_that_does_not_exist_is_a_problem_with_its_line(folder: Path) -> None:
    (folder / HEADER).write_text("# One.\n# {{ nobody }}\n", encoding="utf-8")
    problem = _problem(folder)
    assert problem.code == "bad-template"
    assert problem.where.file.endswith("header.py.jinja")
    assert problem.where.line == 2
    assert "nobody" in problem.what


@pytest.mark.parametrize("text", ["# One.\n{% if %}\n", "{{ 1 / 0 }}", "{{ (1).x.y }}"])
def test_a_template_that_fails_is_a_problem(folder: Path, text: str) -> None:
    (folder / HEADER).write_text(text, encoding="utf-8")
    problem = _problem(folder)
    assert problem.code == "bad-template"
    assert problem.exit is Exit.OUR_FAULT
    assert problem.where.line == text.count("\n", 0, text.find("{")) + 1


def test_a_template_cannot_bring_in_what_no_client_needs(folder: Path) -> None:
    (folder / HEADER).write_text("import os\n", encoding="utf-8")
    assert _problem(folder).code == "unproved"


def test_the_templates_in_force_are_known_by_name(folder: Path) -> None:
    own = template_files()
    assert HEADER in own
    (folder / HEADER).write_text("# Ours.\n", encoding="utf-8")
    found = template_files(folder)
    assert found[HEADER] == folder / HEADER
    assert found.keys() == own.keys()


def test_a_checkout_uses_its_own_templates() -> None:
    assert template_folders()[0] == TESTS.parent / "templates"
