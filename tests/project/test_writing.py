"""Plan, manifest and write, with files that no target had to render."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project import write
from clarifai_codegen.project.folder import alone_in
from clarifai_codegen.project.manifest import MANIFEST, load_manifest
from clarifai_codegen.project.plan import Action, Plan, Rendered, make_plan
from tests.project.samples import CANARY, snapshot

FIRST = {"__init__.py": b"X = 1\n", "a.py": b"A = 1\n", "sub/b.py": b"# b\nB = (1,)\n"}
SECOND = {"__init__.py": b"X = 2\n", "a.py": b"A = 1\n", "sub/c.py": b"C = 1\n"}
OWNERS = {"a.py": "A", "sub/b.py": "B", "sub/c.py": "C"}


def plan(folder: Path, files: dict[str, bytes], **options: Any) -> Plan:
    rendered = Rendered(files, {p: o for p, o in OWNERS.items() if p in files})
    return make_plan(folder, "python", rendered, load_manifest(folder), **options)


def write_plans(plans: list[Plan], inputs: str = "") -> None:
    with write.staging() as staged:
        for each in plans:
            staged.add(each)
        staged.commit(inputs)


def apply(folder: Path, files: dict[str, bytes], **options: Any) -> Plan:
    with alone_in(folder):
        made = plan(folder, files, **options)
        assert not made.conflicts
        write_plans([made], "sha256:in")
    return made


def actions(made: Plan) -> dict[str, str]:
    return {step.path: step.action.value for step in made.steps}


@pytest.fixture
def out(here: Path) -> Path:
    return here / "out"


def contents(folder: Path) -> dict[str, bytes]:
    found = {path: data for path, (_, data) in snapshot(folder).items()}
    return {path: data for path, data in found.items() if path != MANIFEST}


def test_files_are_created_updated_kept_and_removed(out: Path) -> None:
    assert set(actions(apply(out, FIRST)).values()) == {"create"}
    (out / CANARY).write_text("mine")
    (out / "sub" / CANARY).write_text("mine")
    assert actions(apply(out, SECOND)) == {
        "__init__.py": "update",
        "a.py": "keep",
        "sub/b.py": "remove",
        "sub/c.py": "create",
    }
    assert contents(out) == SECOND | {CANARY: b"mine", f"sub/{CANARY}": b"mine"}
    apply(out, {"__init__.py": b""})
    assert contents(out) == {
        "__init__.py": b"",
        CANARY: b"mine",
        f"sub/{CANARY}": b"mine",
    }


def test_a_folder_of_ours_goes_with_its_last_file(out: Path) -> None:
    apply(out, {"a/b/c.py": b"", "x.py": b""})
    apply(out, {"x.py": b""})
    assert not (out / "a").exists()
    apply(out, {})
    assert not out.exists()


def test_the_same_files_again_touch_nothing_at_all(out: Path) -> None:
    apply(out, FIRST)
    before, folder = snapshot(out), out.stat().st_mtime_ns
    apply(out, FIRST)
    assert snapshot(out) == before
    assert out.stat().st_mtime_ns == folder


def test_unchanged_files_keep_their_time_when_others_change(out: Path) -> None:
    apply(out, FIRST)
    before = snapshot(out)
    apply(out, SECOND)
    assert snapshot(out)["a.py"] == before["a.py"]


def test_the_permissions_of_a_file_stay(out: Path) -> None:
    apply(out, FIRST)
    (out / "__init__.py").chmod(0o640)
    apply(out, SECOND)
    assert (out / "__init__.py").stat().st_mode & 0o777 == 0o640


def test_the_manifest_is_the_same_whatever_came_before(out: Path) -> None:
    apply(out, SECOND)
    direct = (out / MANIFEST).read_bytes()
    shutil.rmtree(out)
    apply(out, FIRST)
    apply(out, SECOND)
    assert (out / MANIFEST).read_bytes() == direct
    assert json.loads(direct)["files"]["a.py"]["model"] == "A"


def test_a_file_of_someone_else_stops_the_run_and_is_not_touched(out: Path) -> None:
    out.mkdir()
    (out / "a.py").write_text("mine")
    for force in (False, True):
        made = plan(out, FIRST, force=force)
        [problem] = made.conflicts
        assert (problem.code, problem.where.file) == ("foreign-file", "out/a.py")
    assert contents(out) == {"a.py": b"mine"}


def test_the_same_text_in_our_place_is_ours(out: Path) -> None:
    apply(out, FIRST)
    (out / MANIFEST).unlink()
    assert set(actions(apply(out, FIRST)).values()) == {"keep"}
    assert set(load_manifest(out).files) == set(FIRST)


@pytest.mark.parametrize("path", ["__init__.py", "sub/b.py"])
def test_an_edited_file_stops_the_run_until_force(out: Path, path: str) -> None:
    apply(out, FIRST)
    (out / path).write_text("X = 3\n")
    [problem] = plan(out, SECOND).conflicts
    assert (problem.code, problem.where.file) == ("edited-file", f"out/{path}")
    assert "--force" in problem.advice
    apply(out, SECOND, force=True)
    assert contents(out) == SECOND


def test_an_edit_that_the_new_text_has_too_is_no_edit(out: Path) -> None:
    apply(out, FIRST)
    (out / "__init__.py").write_bytes(b"X = 2\n")
    assert actions(apply(out, SECOND))["__init__.py"] == "keep"


def test_a_file_that_is_gone_is_made_again(out: Path) -> None:
    apply(out, FIRST)
    (out / "a.py").unlink()
    assert actions(apply(out, FIRST))["a.py"] == "create"


@pytest.mark.parametrize(
    "text",
    [
        b"# b\nB = (\n    1,\n)\n",
        b"# b\r\nB = (1,)\r\n",
        b"#b\n\n\nB = 1,\n",
        b"\xef\xbb\xbf# b\nB = (1,)\n",
    ],
)
def test_other_layout_and_line_ends_are_no_edit(out: Path, text: bytes) -> None:
    apply(out, FIRST)
    (out / "sub/b.py").write_bytes(text)
    assert not plan(out, SECOND).conflicts
    assert not plan(out, FIRST).conflicts


@pytest.mark.parametrize(
    "text",
    [b"# c\nB = (1,)\n", b"B = (1,)\n", b"# b\nB = (1)\n", b"# b\nB = (\n", b"\xff"],
)
def test_other_syntax_and_other_comments_are_an_edit(out: Path, text: bytes) -> None:
    apply(out, FIRST)
    (out / "sub/b.py").write_bytes(text)
    assert plan(out, SECOND).conflicts


def test_other_line_ends_are_left_as_they_are(out: Path) -> None:
    apply(out, FIRST)
    for path in out.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = snapshot(out)
    apply(out, FIRST)
    assert snapshot(out) == before


def test_files_of_a_model_that_was_not_rendered_stay(out: Path) -> None:
    apply(out, FIRST)
    (out / "sub/b.py").write_text("edited")
    before = snapshot(out)["sub/b.py"]
    apply(out, {"__init__.py": b""}, keep_models={"B"})
    assert snapshot(out)["sub/b.py"] == before
    assert set(load_manifest(out).files) == {"__init__.py", "sub/b.py"}
    assert not (out / "a.py").exists()


@pytest.mark.parametrize("path", ["a.py", "sub", "sub/b.py"])
@pytest.mark.parametrize("kind", ["link", "dead link", "folder or file"])
def test_what_is_no_plain_file_is_never_written_through(
    out: Path, here: Path, path: str, kind: str
) -> None:
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.py").write_text("precious")
    place = out / path
    place.parent.mkdir(parents=True)
    if kind == "dead link":
        place.symlink_to(here / "nowhere")
    elif kind == "link":
        place.symlink_to(elsewhere if path == "sub" else elsewhere / "b.py")
    elif path == "sub":
        place.write_text("a file")
    else:
        place.mkdir()
    before = snapshot(here)
    made = plan(out, FIRST, force=True)
    assert {problem.code for problem in made.conflicts} == {"foreign-file"}
    assert snapshot(here) == before


def test_a_link_in_the_place_of_a_stale_file_is_not_followed(
    out: Path, here: Path
) -> None:
    apply(out, FIRST)
    shutil.rmtree(out / "sub")
    (here / "elsewhere").mkdir()
    (here / "elsewhere/b.py").write_bytes(FIRST["sub/b.py"])
    (out / "sub").symlink_to(here / "elsewhere")
    assert [problem.code for problem in plan(out, SECOND).conflicts] == [
        "foreign-file"
    ] * 2
    assert (here / "elsewhere/b.py").exists()


class Crash(BaseException):
    """The process dies here: no `except Exception` sees it."""


def count_writes(monkeypatch: pytest.MonkeyPatch, limit: int | None) -> list[str]:
    """Let the process die ahead of the write with this number."""
    calls: list[str] = []

    def counted(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*arguments: Any, **options: Any) -> Any:
            if len(calls) == limit:
                raise Crash
            calls.append(name)
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, call)

    counted(write, "_save")
    counted(write.os, "replace")
    counted(write.Path, "unlink")
    counted(write.Path, "rmdir")
    counted(write.Path, "mkdir")
    counted(write.os, "makedirs")
    return calls


def test_a_crash_at_any_write_leaves_each_file_old_or_new_and_known(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        apply(here / "count", FIRST)
        made = plan(here / "count", SECOND)
        calls = count_writes(patch, None)
        write_plans([made])
    assert len(calls) > 8
    final = contents(here / "count")
    for limit in range(len(calls)):
        out = here / f"out{limit}"
        apply(out, FIRST)
        (out / CANARY).write_text("mine")
        made = plan(out, SECOND)
        with monkeypatch.context() as patch:
            count_writes(patch, limit)
            with pytest.raises(Crash):
                write_plans([made], "sha256:in")
        manifest = load_manifest(out)
        for path, data in contents(out).items():
            if path == CANARY or path.startswith(".clarifai-codegen.tmp/"):
                continue
            assert data in (FIRST.get(path), SECOND.get(path)), (limit, path)
            assert path in {**manifest.files, **manifest.pending}, (limit, path)
        # A run with yet other files must know all three states, and so must its own crash.
        third = plan(out, SECOND | {"__init__.py": b"X = 3\n"})
        assert not third.conflicts
        with monkeypatch.context() as patch:
            count_writes(patch, min(limit, 6))
            with pytest.raises(Crash):
                write_plans([third])
        apply(out, SECOND)
        assert contents(out) == final | {CANARY: b"mine"}


@pytest.mark.parametrize("failing", ["stage", "commit"])
def test_a_disk_that_is_full_is_a_problem_and_leaves_no_rest(
    out: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    apply(out, FIRST)
    before = snapshot(out)
    saved: list[Path] = []
    real = write._save

    def full(path: Path, *arguments: Any, **options: Any) -> None:
        if len(saved) == 1:
            raise OSError(28, "No space left on device", str(path))
        saved.append(path)
        real(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(write, "_save", full)
        one = FIRST | {"a.py": b"A = 2\n"}
        files = one if failing == "commit" else SECOND
        with pytest.raises(ProblemError) as caught:
            apply(out, files)
    [problem] = caught.value.problems
    assert problem.code == "cannot-write"
    assert snapshot(out) == before
    apply(out, files)
    assert contents(out) == files


def test_nothing_is_replaced_before_all_outputs_are_staged(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [here / "one", here / "two"]
    for folder in folders:
        apply(folder, FIRST)
    before = snapshot(here)
    (folders[1] / ".clarifai-codegen.tmp").write_text("in the way")
    with pytest.raises(ProblemError):
        write_plans([plan(folder, SECOND) for folder in folders])
    (folders[1] / ".clarifai-codegen.tmp").unlink()
    assert snapshot(here) == before


def test_a_stage_that_is_not_ours_is_not_emptied(out: Path) -> None:
    apply(out, FIRST)
    stage = out / ".clarifai-codegen.tmp"
    stage.mkdir()
    (stage / "0").write_text("of a crashed run")
    (stage / "notes.md").write_text("mine")
    apply(out, SECOND)
    assert {path: data for path, data in contents(out).items() if "tmp" in path} == {
        ".clarifai-codegen.tmp/notes.md": b"mine"
    }


BAD_MANIFESTS = {
    "no JSON": "{",
    "a merge conflict": "<<<<<<< HEAD\n{}",
    "another form": '{"form": 9}',
    "a path upward": '{"form": 1, "files": {"../x": {"digest": "d"}}}',
    "an absolute path": '{"form": 1, "files": {"/etc/x": {"digest": "d"}}}',
    "a path of Windows": '{"form": 1, "files": {"c:\\\\x": {"digest": "d"}}}',
    "a path with dots": '{"form": 1, "files": {"a/./x": {"digest": "d"}}}',
    "no digest": '{"form": 1, "files": {"x": {}}}',
    "a list": "[]",
}


@pytest.mark.parametrize("text", BAD_MANIFESTS.values(), ids=BAD_MANIFESTS)
def test_a_manifest_that_cannot_be_trusted_stops_the_run(out: Path, text: str) -> None:
    out.mkdir()
    (out / MANIFEST).write_text(text)
    with pytest.raises(ProblemError) as caught:
        plan(out, FIRST)
    [problem] = caught.value.problems
    assert (problem.code, problem.where.file) == ("bad-manifest", f"out/{MANIFEST}")


def _race(folder: str, number: int) -> None:
    files = {f"f{index}.py": f"N = {number}\n".encode() for index in range(20)}
    files[f"own{number}.py"] = b""
    for _ in range(5):
        apply(Path(folder), files)


def test_runs_at_the_same_time_end_in_the_files_of_one_of_them(out: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_race, args=(str(out), n)) for n in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0]
    found = contents(out)
    [winner] = {data for path, data in found.items() if path[0] == "f"}
    number = winner.decode().split()[-1]
    assert set(found) == {f"f{index}.py" for index in range(20)} | {f"own{number}.py"}
    assert set(load_manifest(out).files) == set(found)


def test_a_folder_that_was_made_for_nothing_goes_again(out: Path) -> None:
    with pytest.raises(RuntimeError), alone_in(out / "a" / "b"):
        raise RuntimeError
    assert not out.exists()


def test_steps_and_conflicts_come_in_the_order_of_their_paths(out: Path) -> None:
    made = plan(out, dict(reversed(FIRST.items())))
    assert [step.path for step in made.of(Action.CREATE)] == sorted(FIRST)
