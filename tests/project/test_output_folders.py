from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import add, generate, lock
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project import folder, targets
from tests.project.samples import configure, save, snapshot


def refused(output: str | Path) -> str:
    with pytest.raises(ProblemError) as caught:
        generate("s.json", output=output, force=True)
    [problem] = caught.value.problems
    assert problem.code == "bad-output", problem
    return problem.what


@pytest.fixture(autouse=True)
def source(here: Path) -> None:
    save(here / "s.json", "m")


def test_home_root_and_what_is_above_are_refused(here: Path) -> None:
    before = snapshot(here.parent)
    for output in (Path.home(), "~", Path.home().parent, "/"):
        refused(Path(output).expanduser())
    assert snapshot(here.parent) == before


@pytest.mark.parametrize("mark", [".git", ".hg"])
@pytest.mark.parametrize("is_file", [False, True])
def test_the_root_of_a_repository_is_refused(
    here: Path, mark: str, is_file: bool
) -> None:
    # A worktree has a file `.git`.
    (here / mark).write_text("") if is_file else (here / mark).mkdir()
    for output in (".", here, "sub/.."):
        assert "repository" in refused(output)
    assert "repository" in refused(f"{mark}/hooks") if not is_file else True
    generate("s.json", output="sub")


def test_a_link_that_leads_out_of_the_project_is_refused(here: Path) -> None:
    elsewhere = here.parent / "elsewhere"
    elsewhere.mkdir()
    (here / "link").symlink_to(elsewhere)
    assert "link leads out" in refused("link")
    assert "link leads out" in refused("link/sub")
    assert list(elsewhere.iterdir()) == []


def test_an_output_that_is_a_file_or_a_dead_link_is_refused(here: Path) -> None:
    (here / "dead").symlink_to(here / "nowhere")
    assert "is a file" in refused("s.json")
    assert "is a file" in refused("dead")


def test_a_project_below_a_link_is_not_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here.parent / "alias").symlink_to(here)
    monkeypatch.chdir(here.parent / "alias")
    generate("s.json", output="out")
    generate("s.json", output=here.parent / "alias/two")
    assert (here / "out/__init__.py").exists()


def test_sources_are_never_written_into_the_output_of_a_project(here: Path) -> None:
    configure(here, "One")
    add("s.json")
    before = snapshot(here)
    for output in ("generated", "generated/python/clarifai_models", "generated/sub"):
        assert "belongs to the project" in refused(output)
    assert snapshot(here) == before
    generate("s.json", output="other")


def test_an_output_of_the_configuration_is_checked_as_well(here: Path) -> None:
    configure(here, "One", head='[python]\noutput = "."')
    (here / ".git").mkdir()
    lock()
    before = snapshot(here)
    with pytest.raises(ProblemError) as caught:
        add("s.json")
    assert [problem.code for problem in caught.value.problems] == ["bad-output"]
    assert snapshot(here) == before


def test_a_link_that_stays_in_the_project_is_followed(here: Path) -> None:
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    generate("s.json", output="link")
    assert (here / "real/m.py").exists()
    assert generate("s.json", output="real").fresh


def test_the_folder_of_another_target_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate("s.json", output="clients")
    other = targets.Target("other", "target.python.emit", "other")
    monkeypatch.setitem(targets.TARGETS, "other", other)
    before = snapshot(here)
    with pytest.raises(ProblemError, match="files of the target 'python'"):
        generate("s.json", output="clients", targets=["other"])
    assert snapshot(here) == before


def test_a_folder_that_may_not_be_read_is_a_problem(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = folder.os.open

    def refuse(path: str, *arguments: Any, **options: Any) -> int:
        if Path(path).name == "clients":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(folder.os, "open", refuse)
    with pytest.raises(ProblemError) as caught:
        generate("s.json", output="clients")
    [problem] = caught.value.problems
    assert (problem.code, problem.where.file) == ("cannot-write", "clients")
    assert not (here / "clients").exists()


def test_a_circle_of_links_is_refused(here: Path) -> None:
    (here / "a").symlink_to("b")
    (here / "b").symlink_to("a")
    refused("a")


def test_two_targets_cannot_share_a_folder(here: Path) -> None:
    head = """
    targets = ["python", "typescript"]
    [python]
    output = "x"
    [typescript]
    output = "./x"
    """
    configure(here, head=inspect.cleandoc(head))
    with pytest.raises(ProblemError) as caught:
        generate()
    [problem] = caught.value.problems
    assert (problem.code, problem.where.line) == ("bad-configuration", 5)
