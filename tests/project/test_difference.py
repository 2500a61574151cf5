"""What changed between locks, revisions and sources, and the entry of the changelog."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clarifai_codegen import changelog, diff, lock
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project.changelog import code
from clarifai_codegen.project.difference import Diff, ModelDiff
from clarifai_codegen.project.migration import LANGUAGES
from clarifai_codegen.signature.change import CHANGES, Change, Weight
from tests.project.samples import configure, field, method, save

LOCK = "clarifai-codegen.lock"


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


@pytest.fixture
def project(here: Path) -> Path:
    """A repository with two commits, the project in a folder of it."""
    folder = here / "app"
    folder.mkdir()
    git(here, "init", "--quiet")
    configure(folder, "One", "Two")
    lock(project=folder)
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "first")
    git(here, "tag", "v1")
    save(folder / "signatures/one.json", "one", method("predict", field("other")))
    configure(folder, "One", "Three")
    lock(update=True, project=folder)
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "second")
    return folder


def rows(found: Diff) -> dict[str, list[str]]:
    return {model.name: [each.code for each in model.changes] for model in found.models}


CHANGED = {
    "One": ["parameter-removed", "parameter-added"],
    "Three": ["model-added"],
    "Two": ["model-removed"],
}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HEAD~1", "HEAD"),
        ("v1", ""),
        ("v1:app/clarifai-codegen.lock", "clarifai-codegen.lock"),
        ("v1:clarifai-codegen.lock", "."),
        ("v1:./clarifai-codegen.lock", "HEAD"),
    ],
)
def test_revisions_of_the_lock_are_compared(
    project: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    monkeypatch.chdir(project)
    found = diff(old, new)
    assert rows(found) == CHANGED
    assert (found.step, found.weight) == ("major", Weight.BREAKING)


def test_the_project_is_found_from_outside(project: Path) -> None:
    assert rows(diff("HEAD~1", project=project)) == CHANGED
    assert rows(diff("HEAD", project=project)) == {}


def test_nothing_changed_is_no_release(project: Path) -> None:
    found = diff(project, project)
    assert (found.models, found.weight, found.step) == ((), None, "none")
    assert changelog(found) == "## Clarifai models: no changes\n"


@pytest.mark.parametrize(
    ("old", "code", "word"),
    [
        ("v1:nothing.lock", "bad-source", "holds no nothing.lock"),
        ("no-such-revision", "bad-source", "neither a model nor a file"),
        ("--output=x", "bad-source", "neither a model nor a file"),
    ],
)
def test_what_no_revision_holds_is_a_problem(
    project: Path, old: str, code: str, word: str
) -> None:
    with pytest.raises(ProblemError, match=word) as caught:
        diff(old, project=project)
    assert caught.value.problems[0].code == code


def test_a_lock_is_not_compared_with_a_source(project: Path) -> None:
    with pytest.raises(ProblemError, match="only be compared with a lock"):
        diff(project / LOCK, project / "signatures/one.json")


def test_a_lost_lock_is_a_problem(project: Path) -> None:
    (project / LOCK).unlink()
    with pytest.raises(ProblemError, match="There is no lock"):
        diff("HEAD", project=project)


def test_sources_are_compared(here: Path) -> None:
    save(here / "a.json", "m", method("predict", field("x", "INT", default="1")))
    save(here / "b.json", "m", method("predict", field("x", "INT", default="2")))
    found = diff("a.json", "b.json")
    assert rows(found) == {"": ["default-changed"]}
    assert found.step == "minor"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('base_url = "https://eu.example.com"', ["model-moved"]),
        ('pat_env = "OTHER_PAT"', ["model-credentials"]),
        ("pin = true", ["model-pinned"]),
    ],
)
def test_a_lock_tells_more_than_signatures(
    here: Path, head: str, expected: list[str]
) -> None:
    save(here / "signatures/one.json", "one", version_id="v1")
    file = configure(here, "One")
    lock()
    (here / "old.lock").write_bytes((here / LOCK).read_bytes())
    file.write_text(f"{file.read_text()}{head}\n")
    lock()
    assert rows(diff("old.lock")) == {"One": expected}


def test_a_new_version_of_the_same_signature_is_no_change(here: Path) -> None:
    save(here / "signatures/one.json", "one", version_id="v1")
    configure(here, "One")
    lock()
    (here / "old.lock").write_bytes((here / LOCK).read_bytes())
    save(here / "signatures/one.json", "one", version_id="v2")
    lock(update=True)
    assert (here / "old.lock").read_bytes() != (here / LOCK).read_bytes()
    assert diff("old.lock").models == ()


def test_the_changelog_says_what_to_do_in_each_language(here: Path) -> None:
    before = method("predict", field("prompt", required=True), field("class", "INT"))
    after = method("predict", field("prompt", required=True), field("n", "INT"))
    save(here / "a.json", "m", before)
    save(here / "b.json", "m", after)
    assert changelog(diff("a.json", "b.json")) == (
        "## Clarifai models: a major release\n"
        "\n"
        "- **Breaking:** `predict.class`: parameter removed\n"
        "  - Python: Leave out `class_` where `predict` is called.\n"
        "  - TypeScript: Take `class` out of the input of `predict`.\n"
        "- **Compatible:** `predict.n`: optional parameter added\n"
        "\n"
        "The methods that changed, in Python:\n"
        "\n"
        "    def predict(prompt: str, *, n: int | None = ...) -> str\n"
    )


def test_each_heavy_change_has_a_hint_in_each_language() -> None:
    for name, row in CHANGES.items():
        for kind in ("UNARY_UNARY", "UNARY_STREAMING", "STREAMING_STREAMING"):
            change = Change(code=name, method="m", field="x", old="a", new=kind)
            text = changelog(Diff((ModelDiff("M", "changed", (change,)),)))
            hints = [f"\n  - {each.title}: " in text for each in LANGUAGES.values()]
            quiet = ("model-moved", "model-pinned")
            heavy = row.weight > Weight.COMPATIBLE and name not in quiet
            assert hints == [heavy, heavy], name


@pytest.mark.slow
@given(st.text() | st.text("`\\ \na*<"))
def test_text_of_a_signature_stays_code(text: str) -> None:
    (block,) = MarkdownIt().parseInline(f"- {code(text)}: x")
    kinds = [each.type for each in block.children or ()]
    assert kinds == ["text", "code_inline", "text"]


def test_a_hostile_signature_gives_no_markup(here: Path) -> None:
    def hostile(default: str) -> dict[str, Any]:
        return method("a`b\n# c", field("x`y", default=default))

    save(here / "a.json", "m", hostile("<img src=x>"))
    save(here / "b.json", "m", hostile("``@all [x](y)"))
    text = changelog(diff("a.json", "b.json"))
    assert "``a`b\\n# c.x`y``" in text
    assert "```'``@all [x](y)'```" in text
    assert "\n# c" not in text
