"""What must never happen to a user's project, command by command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import add, check, generate, lock, remove
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project.manifest import MANIFEST
from tests.project.samples import configure, document, field, method, save, snapshot
from tests.typescript.npm import packages

HEAD = 'targets = ["python", "typescript"]'
ALL_TYPES = Path(__file__).parents[1] / "models/all_types/signatures.json"
PYTHON = "generated/python/clarifai_models"
TYPESCRIPT = "generated/typescript"
MINE = (
    "mine.txt",
    f"{PYTHON}/mine.py",
    f"{PYTHON}/_runtime/mine.py",
    f"{TYPESCRIPT}/mine.ts",
    f"{TYPESCRIPT}/runtime/deep/mine.ts",
    "generated/README.md",
)
"""Files of the user's beside, between and below ours."""


class Killed(BaseException):
    """The process ended here."""


def project(folder: Path) -> None:
    """Two models in two languages, and files of the user's own."""
    configure(folder, "One", "Two", head=HEAD)
    lock(project=folder)
    generate(project=folder)
    for each in MINE:
        (folder / each).parent.mkdir(parents=True, exist_ok=True)
        (folder / each).write_text("mine\n")


def change(folder: Path) -> None:
    """One model changes, one goes, one comes: files are updated, removed, created."""
    save(folder / "signatures/one.json", "one", method("other", field("x")))
    configure(folder, "One", "Three", head=HEAD)


def regenerate(folder: Path) -> None:
    lock(project=folder, update=True)
    generate(project=folder)


def add_one(folder: Path) -> None:
    source = save(folder / "signatures/four.json", "four")
    add(source, project=folder)


def remove_two(folder: Path) -> None:
    names = (folder / "clarifai-codegen.toml").read_text()
    remove(*[name for name in ("Three", "Two") if name in names], project=folder)


def texts(folder: Path) -> dict[str, bytes]:
    return {path: data for path, (_, data) in snapshot(folder).items()}


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Ends the process at a write of this number."""
    left = [0]
    for name in ("replace", "unlink", "rmdir", "mkdir", "fsync"):
        real = getattr(os, name)

        def write(*arguments: Any, real: Any = real, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, write)

    def at(number: int) -> None:
        left[0] = number

    yield at
    left[0] = 0


@pytest.mark.slow
@pytest.mark.parametrize("command", [regenerate, add_one, remove_two])
def test_a_crash_at_any_write_loses_nothing(
    command: Callable[[Path], None], here: Path, dying: Callable[[int], None]
) -> None:
    base = here / "base"
    base.mkdir()
    project(base)
    if command is regenerate:
        change(base)
    wanted = shutil.copytree(base, here / "wanted")
    command(wanted)
    crashes = 0
    while True:
        folder = shutil.copytree(base, here / "crashed")
        dying(crashes + 1)
        try:
            command(folder)
        except Killed:
            crashes += 1
        else:
            break
        finally:
            dying(0)
        assert all((folder / each).read_text() == "mine\n" for each in MINE)
        # What a user does then: the same again, and what its problems say.
        command(folder)
        lock(project=folder)
        generate(project=folder)
        assert texts(folder) == texts(wanted)
        assert check(project=folder).exit is Exit.WELL
        shutil.rmtree(folder)
    assert crashes > 5


def test_every_command_leaves_the_users_files(here: Path) -> None:
    project(here)
    change(here)
    regenerate(here)
    add_one(here)
    remove("One", "Four")
    generate(force=True)
    assert all((here / each).read_text() == "mine\n" for each in MINE)


def test_twice_generated_is_the_same_to_the_byte_and_the_moment(here: Path) -> None:
    project(here)
    before = snapshot(here)
    (here / PYTHON / MANIFEST).write_bytes((here / PYTHON / MANIFEST).read_bytes())
    lock(update=True)
    generate()
    after = snapshot(here)
    del before[f"{PYTHON}/{MANIFEST}"], after[f"{PYTHON}/{MANIFEST}"]
    assert after == before


@pytest.mark.slow
def test_neither_the_servers_order_nor_the_hash_seed_shows(here: Path) -> None:
    methods = [
        method(f"m{n}", *(field(f"p{k}", "INT", default="1") for k in range(9)))
        for n in range(9)
    ]
    found = set()
    for seed, order in (
        ("1", methods),
        ("2", methods[::-1]),
        ("3", methods[3:] + methods[:3]),
    ):
        folder = here / seed
        folder.mkdir()
        configure(folder, "One", "Two", head=HEAD)
        file = folder / "signatures/one.json"
        file.write_text(json.dumps(document("one", *order)))
        code = "import clarifai_codegen as c; c.lock(); c.generate()"
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, check=True)
        made = {k: v for k, v in texts(folder).items() if not k.startswith("sign")}
        found.add(json.dumps({k: v.hex() for k, v in made.items()}, sort_keys=True))
    assert len(found) == 1


def reformat(folder: Path) -> None:
    command = ["format", "--isolated", "--quiet", "--line-length", "120", PYTHON]
    subprocess.run([sys.executable, "-m", "ruff", *command], cwd=folder, check=True)


def to_crlf(folder: Path) -> None:
    for path in (folder / "generated").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def prettier(*options: str) -> Callable[[Path], None]:
    """All files that prettier knows, with its own style or another one."""

    def run(folder: Path) -> None:
        command = [
            packages() / ".bin/prettier",
            "--log-level",
            "warn",
            *options,
            "--write",
        ]
        subprocess.run([*command, "generated"], cwd=folder, check=True)

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    "disturb",
    [
        reformat,
        to_crlf,
        pytest.param(prettier("--print-width", "120"), marks=pytest.mark.full),
        pytest.param(
            prettier("--no-semi", "--single-quote", "--tab-width", "4"),
            marks=pytest.mark.full,
        ),
        pytest.param(
            prettier("--trailing-comma", "none", "--arrow-parens", "avoid"),
            marks=pytest.mark.full,
        ),
        pytest.param(
            prettier("--use-tabs", "--quote-props", "consistent"),
            marks=pytest.mark.full,
        ),
    ],
)
def test_layout_and_line_ends_are_no_difference(
    here: Path, disturb: Callable[[Path], None]
) -> None:
    (here / "signatures").mkdir()
    shutil.copy(ALL_TYPES, here / "signatures/one.json")
    configure(here, "One", head='targets = ["python", "typescript", "tools"]')
    lock()
    generate()
    before = texts(here)
    disturb(here)
    assert texts(here) != before
    assert check().exit is Exit.WELL


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"{PYTHON}/one.py", '"prompt"', '"promt"'),
        (f"{TYPESCRIPT}/one.ts", '"prompt"', '"promt"'),
    ],
)
def test_one_changed_literal_stops_by_name(
    here: Path, file: str, old: str, new: str
) -> None:
    project(here)
    change(here)
    lock(update=True)
    text = (here / file).read_text()
    assert old in text
    (here / file).write_text(text.replace(old, new, 1))
    before = snapshot(here)
    assert [each.file for each in check().differences if each.state == "edited"] == [
        file
    ]
    with pytest.raises(ProblemError) as caught:
        generate()
    assert [each.where.file for each in caught.value.problems] == [file]
    assert snapshot(here) == before


def test_a_third_model_changes_only_its_files_and_the_index(here: Path) -> None:
    project(here)
    before = snapshot(here)
    configure(here, "One", "Two", "Three", head=HEAD)
    lock()
    generate()
    after = snapshot(here)
    changed = {path for path in after if after[path] != before.get(path)}
    assert before.keys() - after.keys() == set()
    assert changed == {
        "clarifai-codegen.toml",
        "clarifai-codegen.lock",
        "signatures/three.json",
        *(
            f"{PYTHON}/{name}"
            for name in ("three.py", "__init__.py", "testing.py", MANIFEST)
        ),
        *(
            f"{TYPESCRIPT}/{name}"
            for name in ("three.ts", "index.ts", "testing.ts", MANIFEST)
        ),
    }
    old, new = (
        json.loads(data["clarifai-codegen.lock"][1]) for data in (before, after)
    )
    assert new["models"].pop("Three")
    assert new == old


@pytest.mark.slow
def test_twenty_runs_at_once_end_well(here: Path) -> None:
    configure(here, "One", "Two", "Three", head=HEAD)
    lock()
    command = [sys.executable, "-m", "clarifai_codegen.cli", "generate"]
    pipe = subprocess.PIPE
    runs = [
        subprocess.Popen(command, cwd=here, stdout=pipe, stderr=subprocess.STDOUT)
        for _ in range(20)
    ]
    said = [run.communicate()[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0] * 20, "".join(said)
    assert check().exit is Exit.WELL
    assert check().files > 50
    alone = here / "alone"
    generate(output=alone, targets=["python"])
    assert texts(alone) == texts(here / PYTHON)
