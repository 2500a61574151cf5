"""Reading several sources at once."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import canned
import pytest
from canned import Platform

from clarifai_codegen import source
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.signature.decode import Decoded
from clarifai_codegen.source import read_many
from clarifai_codegen.source.reference import Reference, parse


def test_results_are_in_order_and_a_bad_source_is_its_own_problem(
    tmp_path: Path,
) -> None:
    method = {"methodType": 1, "outputFields": [{"name": "return", "type": "STR"}]}
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(json.dumps({name: method}))
    (tmp_path / "b.json").write_text("{")
    references = [parse(f"{name}.json", root=tmp_path) for name in "abcd"]
    a, b, c, d = read_many(references)
    assert isinstance(a, Decoded)
    assert isinstance(c, Decoded)
    assert (a.model.methods[0].name, c.model.methods[0].name) == ("a", "c")
    assert isinstance(b, ProblemError)
    assert isinstance(d, ProblemError)
    assert (b.problems[0].code, d.problems[0].code) == ("bad-syntax", "unreadable-file")


def test_progress_is_told_on_the_callers_thread(tmp_path: Path) -> None:
    references = [parse(f"{number}.json", root=tmp_path) for number in range(20)]
    told: list[tuple[int, int, Reference]] = []

    def progress(done: int, total: int, reference: Reference) -> None:
        assert threading.current_thread() is threading.main_thread()
        told.append((done, total, reference))

    read_many(references, progress)
    assert [(done, total) for done, total, _ in told] == [
        (number, 20) for number in range(1, 21)
    ]
    assert {reference.text for *_, reference in told} == {
        reference.text for reference in references
    }


def test_models_are_fetched_side_by_side(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLARIFAI_PAT", "pat")
    together = threading.Barrier(8, timeout=10)
    good = canned.model_answer()

    def answer(request: Any, context: Any) -> Any:
        together.wait()
        return good(request, context)

    platform.answers["GetModel"] = answer
    references = [
        parse(f"u/a/models/m{number}", base_url=platform.base_url)
        for number in range(8)
    ]
    models = [each.model for each in read_many(references) if isinstance(each, Decoded)]
    assert [model.model_id for model in models] == [f"m{n}" for n in range(8)]


def test_our_own_faults_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(reference: Reference) -> Decoded:
        raise RuntimeError("ours")

    monkeypatch.setattr(source, "read", broken)
    with pytest.raises(RuntimeError, match="ours"):
        read_many([parse("-")])


def test_nothing_to_read_is_nothing() -> None:
    assert read_many([]) == []
