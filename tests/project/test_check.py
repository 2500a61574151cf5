from __future__ import annotations

import json
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


def test_a_difference_shows_what_would_have_to_change(project: Path) -> None:
    one = project / OUT / "one.py"
    text = one.read_text()
    one.write_text(text.replace("def predict(", "def predicts("))
    (difference,) = check().differences
    assert (difference.state, check().changed) == ("edited", [f"{OUT}/one.py"])
    assert difference.diff.startswith(f"--- {OUT}/one.py\n+++ {OUT}/one.py (as")
    assert "\n-    def predicts(" in difference.diff
    assert "\n+    def predict(" in difference.diff


def test_the_lists_are_of_what_is_missing_changed_and_orphaned(project: Path) -> None:
    (project / OUT / "one.py").unlink()
    (project / OUT / "two.py").write_text("edited = 1\n")
    configure(project, "Two")
    lock()
    (project / OUT / "py.typed").unlink()
    report = check()
    assert report.missing == [f"{OUT}/py.typed"]
    assert f"{OUT}/two.py" in report.changed
    assert report.orphaned == []
    generate(force=True)
    configure(project, "Three")
    lock()
    assert check().orphaned == [f"{OUT}/two.py"]


def test_a_lost_lock_fails(project: Path) -> None:
    (project / "clarifai-codegen.lock").unlink()
    report = check()
    assert {problem.code for problem in report.problems} == {"not-locked"}
    assert report.exit is Exit.BAD_INPUT


def test_an_empty_output_fails(project: Path) -> None:
    for path in sorted((project / OUT).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert check().exit is Exit.DIFFERENCE
    assert len(check().missing) == check().files


@pytest.mark.parametrize("left", [[], ["one.py"]])
def test_a_manifest_that_was_cut_does_not_vouch(project: Path, left: list[str]) -> None:
    manifest = project / OUT / MANIFEST
    document = json.loads(manifest.read_text())
    for path in set(document["files"]) - set(left):
        (project / OUT / path).unlink()
        del document["files"][path]
    manifest.write_text(json.dumps(document))
    report = check()
    assert report.exit is Exit.DIFFERENCE
    assert f"{OUT}/two.py" in report.missing


def test_a_copy_that_no_manifest_lists_is_told(project: Path) -> None:
    copy = project / OUT / "copy of one.py"
    copy.write_bytes((project / OUT / "one.py").read_bytes())
    (project / OUT / "mine.py").write_text("mine = 1\n")
    assert states(check()) == {"copy of one.py": "stray"}
    assert check().orphaned == [f"{OUT}/copy of one.py"]


def test_the_live_models_are_asked_only_for_remote(project: Path) -> None:
    save(project / "signatures/one.json", "one", method("other"))
    before = snapshot(project)
    assert check().exit is Exit.WELL
    report = check(remote=True)
    assert [(row.name, row.state) for row in report.remote] == [("One", "changed")]
    assert [change.method for change in report.remote[0].changes] == [
        "predict",
        "other",
    ]
    assert (report.exit, report.differences) == (Exit.DIFFERENCE, ())
    assert snapshot(project) == before


def test_a_live_model_out_of_reach_is_a_problem(project: Path) -> None:
    (project / "signatures/one.json").unlink()
    report = check(remote=True)
    assert [problem.code for problem in report.problems] == ["unreadable-file"]
    assert report.exit is Exit.BAD_INPUT


def test_a_dry_run_lists_each_kind_of_step(project: Path) -> None:
    save(project / "signatures/two.json", "two", method("other"))
    save(project / "signatures/three.json", "three")
    configure(project, "Two", "Three")
    lock(update=True)
    (project / OUT / "three.py").write_text("mine = 1\n")
    (project / OUT / "py.typed").unlink()
    before = snapshot(project)
    report = generate(dry_run=True)
    (plan,) = report.plans
    steps = {step.path: step.action.value for step in plan.steps}
    assert {steps[name] for name in ("two.py", "one.py")} == {"update", "remove"}
    assert {steps[name] for name in ("py.typed", "three.py")} == {"create", "conflict"}
    assert steps["_runtime/core.py"] == "keep"
    assert [problem.code for problem in report.problems] == ["foreign-file"]
    assert report.exit is Exit.BAD_INPUT
    assert snapshot(project) == before
