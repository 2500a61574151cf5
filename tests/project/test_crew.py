"""Several processes that render: their output is that of one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import check, generate, lock
from clarifai_codegen.problems import Exit, Problem, ProblemError, Where
from clarifai_codegen.project import crew
from clarifai_codegen.target.python import emit
from tests.project.samples import configure, field, method, save, snapshot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process elsewhere")

NAMES = [f"Model{letter}" for letter in "GFEDCBA"]
HEAD = 'targets = ["python", "typescript", "tools", "snippets"]'


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_processes", lambda models: min(models, 3))


def project(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name in NAMES[::2]:  # warns of a name that a keyword has, and of a tool's
        save(
            folder / "signatures" / f"{name.lower()}.json",
            name.lower(),
            method("close", field("class", "NDARRAY", required=True)),
        )
    configure(folder, *NAMES, head=HEAD)
    lock(project=folder)
    return folder


def texts(folder: Path) -> dict[str, bytes]:
    return {path: data for path, (_, data) in snapshot(folder).items()}


def test_the_files_are_those_of_one_process(
    here: Path, request: pytest.FixtureRequest
) -> None:
    one = generate(project=project(here / "one"))
    request.getfixturevalue("many")
    other = generate(project=project(here / "other"))
    assert one.problems
    assert one.problems == other.problems
    assert texts(here / "one") == texts(here / "other")
    assert check(project=here / "other").exit is one.exit
    assert not multiprocessing.active_children()


@pytest.mark.slow
def test_a_shard_has_its_processes_too(here: Path, many: None) -> None:
    folder = project(here / "parts")
    whole = generate(project=project(here / "whole"))
    for part in ("1/2", "2/2"):
        generate(project=folder, shard=part)
    assert check(project=folder).differences == ()
    assert whole.exit is generate(project=folder).exit
    assert texts(folder) == texts(here / "whole")


def test_a_problem_of_any_process_stops_the_run(
    here: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(here / "p")
    before = snapshot(folder)
    for number in range(3):
        bad = NAMES[number]

        def refuse(text: str, symbols: Any, file: str, model: str, own: Any) -> None:
            if model == bad:  # noqa: B023
                raise ProblemError(
                    Problem("unproved", "It is wrong.", Where(model=model))
                )

        with monkeypatch.context() as patch:
            patch.setattr(emit, "prove", refuse)
            with pytest.raises(ProblemError) as caught:
                generate(project=folder)
        found = {each.where.model: each.code for each in caught.value.problems}
        assert found[bad] == "unproved"
        assert snapshot(folder) == before
        assert not multiprocessing.active_children()


def test_a_process_that_ends_early_is_a_problem(
    here: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(here / "p")
    before = snapshot(folder)
    monkeypatch.setattr(crew, "_work", lambda *_: os._exit(1))
    with pytest.raises(ProblemError) as caught:
        generate(project=folder)
    [*_, problem] = caught.value.problems
    assert problem.code == "internal"
    assert problem.exit is Exit.OUR_FAULT
    assert snapshot(folder) == before


def test_without_room_for_processes_there_is_one(
    here: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    real = crew._Helper

    def start(*arguments: Any) -> object:
        if begun:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        begun.append(real(*arguments))
        return begun[0]

    monkeypatch.setattr(crew, "_Helper", start)
    folder = project(here / "p")
    generate(project=folder)
    assert begun
    assert check(project=folder).differences == ()
    assert not multiprocessing.active_children()


def test_few_models_and_threads_have_one_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crew.os, "sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.setattr(crew.threading, "active_count", lambda: 1)
    monkeypatch.delitem(sys.modules, "grpc", raising=False)
    assert [crew._processes(models) for models in (0, 1999, 2000, 99_999)] == [
        *(1, 1, 2, 8)
    ]
    monkeypatch.setitem(sys.modules, "grpc", crew)
    assert crew._processes(99_999) == 1
    monkeypatch.delitem(sys.modules, "grpc")
    monkeypatch.setattr(crew.threading, "active_count", lambda: 2)
    assert crew._processes(99_999) == 1
