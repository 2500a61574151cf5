"""Parts of a generation, made apart and put together by copying."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clarifai_codegen import check, generate, lock
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project.manifest import MANIFEST, shard_manifests
from tests.project.samples import configure, method, save, snapshot

NAMES = [f"Model{letter}" for letter in "ABCDEFGHIJ"]
HEAD = 'targets = ["python", "typescript"]'
OUT = Path("generated/python/clarifai_models")


def project(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    configure(folder, *(names or NAMES), head=HEAD)
    lock(project=folder)
    return folder


def texts(folder: Path) -> dict[str, bytes]:
    found = {path: data for path, (_, data) in snapshot(folder / "generated").items()}
    return {
        path: data for path, data in found.items() if ".clarifai-codegen." not in path
    }


@pytest.mark.slow
@pytest.mark.parametrize("many", [1, 3, 16])
def test_parts_from_several_machines_merge_by_copying(here: Path, many: int) -> None:
    whole = project(here / "whole")
    generate(project=whole)
    merged = project(here / "merged")
    seen = 0
    for number in range(1, many + 1):
        machine = project(here / f"machine{number}")
        report = generate(project=machine, shard=f"{number}/{many}")
        models = list((machine / OUT).glob("model_*.py"))
        seen += len(models)
        assert report.exit is Exit.WELL
        if (machine / "generated").exists():
            shutil.copytree(
                machine / "generated", merged / "generated", dirs_exist_ok=True
            )
    assert seen == len(NAMES)
    assert texts(merged) == texts(whole)
    assert check(project=merged).differences == ()
    before = {path: time for path, (time, _) in snapshot(merged / OUT).items()}
    generate(project=merged)
    after = {path: time for path, (time, _) in snapshot(merged / OUT).items()}
    assert shard_manifests(merged / OUT) == []
    assert {path for path in after if after[path] != before.get(path)} == {MANIFEST}
    assert (merged / OUT / MANIFEST).read_bytes() == (
        whole / OUT / MANIFEST
    ).read_bytes()
    assert generate(project=merged).fresh


def test_a_part_that_is_missing_is_a_difference(here: Path) -> None:
    project(here)
    generate(shard="1/2")
    report = check()
    assert report.exit is Exit.DIFFERENCE
    assert any(Path(file).name.startswith("model_") for file in report.missing)


def test_parts_in_one_folder_leave_each_other_alone(here: Path) -> None:
    project(here)
    for shard in ("2/2", "1/2"):
        generate(shard=shard)
    assert check().exit is Exit.WELL
    save(here / "signatures/modela.json", "modela", method("other"))
    configure(here, *NAMES[:-1], head=HEAD)
    lock(update=True)
    for shard in ("1/2", "2/2"):
        generate(shard=shard)
    assert check().exit is Exit.WELL
    assert not (here / OUT / "model_j.py").exists()
    assert "def other(" in (here / OUT / "model_a.py").read_text()


def test_a_model_stays_in_its_part_whatever_others_there_are(here: Path) -> None:
    def part(folder: Path) -> set[str]:
        report = generate(project=folder, shard="2/3", dry_run=True)
        return {file.name for file in report.files if file.name.startswith("model_")}

    few = part(project(here / "few", *NAMES[::2]))
    assert few == part(project(here / "many")) & {
        f"model_{x}.{e}" for x in "acegi" for e in ("py", "ts")
    }


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "1/0", "-1/2", "1/2/3"])
def test_what_is_no_part_is_bad_usage(here: Path, shard: str) -> None:
    project(here)
    with pytest.raises(ProblemError) as caught:
        generate(shard=shard)
    assert caught.value.problems[0].code == "bad-usage"
    assert not (here / "generated").exists()
