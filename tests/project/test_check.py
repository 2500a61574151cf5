from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen import check, generate, lock
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project.check import CheckReport
from clarifai_codegen.project.manifest import MANIFEST
from tests.project.samples import configure, method, save, snapshot

OUT = "generated/python/clarifai_models"


@pytest.fixture
def project(here: Path) -> Path:
    configure(here, "One", "Two")
    lock()
    generate()
    return here


def states(report: CheckReport) -> dict[str, str]:
    return {Path(each.file).name: each.state for each in report.differences}


def test_what_was_just_written_is_well(project: Path) -> None:
    before = snapshot(project)
    report = check()
    assert (report.exit, report.differences) == (Exit.WELL, ())
    assert report.files > 5
    assert snapshot(project) == before


def test_each_way_to_differ_is_told(project: Path) -> None:
    save(project / "signatures/one.json", "one", method("other"))
    lock(update=True)
    (project / OUT / "two.py").write_text("edited = 1\n")
    (project / OUT / "py.typed").unlink()
    before = snapshot(project)
    report = check()
    assert report.exit is Exit.DIFFERENCE
    assert states(report) == {
        "one.py": "outdated",
        "two.py": "edited",
        "py.typed": "missing",
        MANIFEST: "outdated",
    }
    assert snapshot(project) == before


def test_a_stale_file_and_a_foreign_one_are_told(project: Path) -> None:
    configure(project, "Two", "Three")
    lock()
    (project / OUT / "three.py").write_text("mine = 1\n")
    assert states(check()) == {
        "one.py": "stale",
        "three.py": "foreign",
        "__init__.py": "outdated",
        "testing.py": "outdated",
        MANIFEST: "outdated",
    }


def test_nothing_generated_yet_is_a_difference(here: Path) -> None:
    configure(here, "One")
    lock()
    assert set(states(check()).values()) == {"missing"}
    assert not (here / "generated").exists()


def test_layout_and_line_ends_are_no_difference(project: Path) -> None:
    one = project / OUT / "one.py"
    one.write_bytes(one.read_bytes().replace(b"\n", b"\r\n"))
    assert check() == CheckReport(check().files)
    one.write_bytes(one.read_bytes().replace(b"\r\n    ", b"\r\n      "))
    report = check()
    assert report.exit is Exit.WELL
    assert report.reformatted == (f"{OUT}/one.py",)


def test_a_lost_manifest_is_a_difference(project: Path) -> None:
    (project / OUT / MANIFEST).unlink()
    assert states(check()) == {MANIFEST: "missing"}


def test_what_is_not_locked_is_a_problem_that_wins(project: Path) -> None:
    configure(project, "One", "Two", "Three")
    report = check()
    assert [problem.code for problem in report.problems] == ["not-locked"]
    assert report.exit is Exit.BAD_INPUT


def test_a_check_of_nothing_fails(here: Path) -> None:
    configure(here)
    with pytest.raises(ProblemError, match="nothing to check"):
        check()
