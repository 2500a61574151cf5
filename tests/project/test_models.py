"""`add` and `remove`: configuration, lock and files in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen import add, check, generate, remove
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project import write
from clarifai_codegen.project.lock import load_lock
from tests.project.samples import BAD_METHOD, codes, configure, method, save, snapshot

OUT = "generated/python/clarifai_models"
LOCK = "clarifai-codegen.lock"
OWN = "clarifai-codegen.toml"


def test_the_first_model_makes_the_configuration(here: Path) -> None:
    save(here / "s.json", "gpt-4_1")
    done = add("s.json")
    assert done.exit is Exit.WELL
    assert (
        (here / OWN)
        .read_text()
        .endswith('\n[[models]]\nsource = "./s.json"\nname = "Gpt4_1"\n')
    )
    assert list(load_lock(here / LOCK).models) == ["Gpt4_1"]
    assert (here / OUT / "gpt_4_1.py").exists()
    assert check().exit is Exit.WELL
    assert generate().fresh


def test_a_model_goes_into_the_nearest_configuration(here: Path) -> None:
    (here / "pyproject.toml").write_text(
        "[project]\nname = 'x'\n\n[tool.clarifai-codegen]\noutput = 'gen'\n"
    )
    save(here / "deep/s.json", "m")
    add("deep/s.json", project=here / "deep")
    assert 'source = "./deep/s.json"' in (here / "pyproject.toml").read_text()
    assert (here / "gen/python/clarifai_models/m.py").exists()
    assert not (here / "deep" / OWN).exists()


def test_a_configuration_that_was_named_is_made_there(here: Path) -> None:
    save(here / "s.json", "m")
    (here / "conf").mkdir()
    add("s.json", config=here / "conf/my.toml")
    assert 'source = "../s.json"' in (here / "conf/my.toml").read_text()
    assert (here / "conf" / OUT / "m.py").exists()
    assert generate(config=here / "conf/my.toml").fresh


def test_options_are_configured_and_locked(here: Path) -> None:
    save(here / "s.json", "m", version_id="v9")
    add("s.json", name="Mine", base_url="https://x.org", pat_env="MY_PAT", pin=True)
    text = (here / OUT / "mine.py").read_text()
    for word in ("https://x.org", "MY_PAT", "v9"):
        assert word in text
    entry = load_lock(here / LOCK).models["Mine"]
    assert (entry.base_url, entry.pat_env, entry.pinned) == (
        "https://x.org",
        "MY_PAT",
        True,
    )
    assert generate().fresh


def test_adding_twice_changes_nothing(here: Path) -> None:
    save(here / "s.json", "m")
    add("s.json")
    before = snapshot(here)
    done = add("./s.json")
    assert (done.exit, done.present) == (Exit.WELL, ("M",))
    assert snapshot(here) == before


def test_a_source_that_cannot_be_read_is_not_added_and_others_are(here: Path) -> None:
    save(here / "a.json", "a")
    (here / "b.json").write_text("{")
    done = add("a.json", "b.json", "c.json")
    assert codes(done.problems) == ["bad-syntax", "unreadable-file"]
    assert [model.name for model in done.models] == ["A"]
    assert "b.json" not in (here / OWN).read_text()


def test_when_nothing_can_be_added_nothing_is_written(here: Path) -> None:
    (here / "b.json").write_text("{")
    before = snapshot(here)
    assert add("b.json").exit is Exit.BAD_INPUT
    with pytest.raises(ProblemError):
        add("a.json", "b.json", name="Both")
    assert snapshot(here) == before


def test_a_name_that_is_taken_is_told_with_the_line_to_type(here: Path) -> None:
    save(here / "a/s.json", "same")
    save(here / "b/s.json", "SAME")
    add("a/s.json")
    before = snapshot(here)
    done = add("b/s.json")
    [problem] = done.problems
    assert problem.code == "name-taken"
    assert problem.advice == "Run: clarifai-codegen add ./b/s.json --name SAME2"
    assert snapshot(here) == before
    assert add("b/s.json", name="SAME2").exit is Exit.WELL


def test_a_bad_method_is_reported_once(here: Path) -> None:
    save(here / "s.json", "m", method("good"), BAD_METHOD)
    done = add("s.json")
    assert codes(done.problems) == ["unknown-kind"]
    assert done.exit is Exit.BAD_INPUT
    assert (here / OUT / "m.py").exists()


def test_an_edited_file_stops_before_configuration_and_lock(here: Path) -> None:
    save(here / "a.json", "a")
    save(here / "b.json", "b")
    add("a.json")
    (here / OUT / "__init__.py").write_text("edited = 1\n")
    before = snapshot(here)
    for run in (lambda: add("b.json"), lambda: remove("A")):
        with pytest.raises(ProblemError) as caught:
            run()
        assert "edited-file" in codes(caught.value.problems)
        assert snapshot(here) == before
    add("b.json", force=True)
    assert (here / OUT / "b.py").exists()


def test_removing_takes_the_model_out_of_all_three(here: Path) -> None:
    configure(here, "One", "Two")
    save(here / "three.json", "three")
    add("three.json")
    done = remove("One", "./three.json")
    assert [model.name for model in done.models] == ["Three"]
    assert "[[models]]" in (here / OWN).read_text()
    assert 'name = "One"' not in (here / OWN).read_text()
    assert list(load_lock(here / LOCK).models) == []
    assert not (here / OUT / "three.py").exists()


def test_removing_the_last_model_leaves_no_file_of_ours(here: Path) -> None:
    save(here / "s.json", "m")
    add("s.json")
    remove("M")
    assert not (here / "generated").exists()
    add("s.json")
    assert (here / OUT / "m.py").exists()


def test_an_unknown_name_removes_nothing(here: Path) -> None:
    configure(here, "One", "Two")
    before = snapshot(here)
    with pytest.raises(ProblemError) as caught:
        remove("One", "Tow")
    [problem] = caught.value.problems
    assert (problem.code, problem.advice) == ("unknown-model", "Write 'Two'.")
    assert snapshot(here) == before


def test_a_full_disk_stops_before_configuration_and_lock(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here / "a.json", "a")
    save(here / "b.json", "b")
    add("a.json")
    before = snapshot(here)

    def full(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(write, "_save", full)
    with pytest.raises(ProblemError) as caught:
        add("b.json")
    assert codes(caught.value.problems) == ["cannot-write"]
    assert snapshot(here) == before
