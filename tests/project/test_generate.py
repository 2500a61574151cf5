"""From signatures to files on disk, with the real target."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import black
import pytest

from clarifai_codegen import add, check, generate, lock, remove, render
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project.discovery import load
from clarifai_codegen.project.job import project_job
from clarifai_codegen.project.lock import load_lock
from clarifai_codegen.project.manifest import MANIFEST, load_manifest
from clarifai_codegen.project.outputs import configured_outputs
from clarifai_codegen.project.targets import TARGETS
from tests.project.samples import (
    BAD_METHOD,
    CANARY,
    codes,
    configure,
    document,
    field,
    method,
    save,
    snapshot,
)

OUT = "generated/python/clarifai_models"


def canaries(folder: Path) -> dict[Path, int]:
    """A file of someone else in each folder of an output, with its time."""
    found = {}
    for each in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        canary = each / CANARY
        canary.write_text("mine")
        found[canary] = canary.stat().st_mtime_ns
    return found


def test_sources_need_neither_configuration_nor_network(here: Path) -> None:
    save(here / "s.json", "gpt-4_1")
    report = generate("s.json", output="clients")
    assert report.exit is Exit.WELL
    assert [entry.name for entry in report.entries] == ["Gpt4_1"]
    found = {path.name for path in (here / "clients").iterdir()}
    assert found == {
        "__init__.py",
        "_runtime",
        "gpt_4_1.py",
        "py.typed",
        "testing.py",
        ".gitattributes",
        MANIFEST,
    }
    attributes = (here / "clients/.gitattributes").read_bytes()
    assert attributes == b"* text eol=lf linguist-generated=true\n"
    done = subprocess.run(
        [sys.executable, "-c", "from clients import Gpt4_1; print(Gpt4_1.METHODS)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "('predict',)\n"


def test_generating_twice_changes_no_byte_and_no_time(here: Path) -> None:
    save(here / "s.json", "m")
    generate("s.json", output="clients")
    before = snapshot(here)
    for _ in range(2):
        assert generate("s.json", output="clients").fresh
        assert snapshot(here) == before
    # Neither do runs that have to look at everything.
    manifest = here / "clients" / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b"sha256", b"sha999", 1))
    generate("s.json", output="clients")
    assert {path: data for path, (_, data) in snapshot(here).items()} == {
        path: data for path, (_, data) in before.items()
    }


def test_all_commands_leave_canaries_alone(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    generate()
    mine = canaries(here / OUT)
    save(here / "signatures/one.json", "one", method("other"))
    save(here / "three.json", "three")
    lock(update=True)
    generate()
    add("three.json")
    check()
    generate(force=True)
    generate(dry_run=True)
    remove("Two")
    remove("One", "Three")
    assert {path: path.stat().st_mtime_ns for path in mine} == mine
    assert sorted(each.name for each in (here / OUT).rglob("*") if each.is_file()) == [
        CANARY
    ] * len(mine)


def test_the_order_of_methods_in_the_answer_changes_nothing(here: Path) -> None:
    one, two = method("one"), method("two")
    save(here / "a/s.json", "m", one, two)
    save(here / "b/s.json", "m", two, one)
    first = render("a/s.json").files["m.py"].replace(b"a/s.json", b"b/s.json")
    assert first == render("b/s.json").files["m.py"]


def test_a_new_upload_with_the_same_signature_changes_no_file(here: Path) -> None:
    configure(here, "One")
    save(here / "signatures/one.json", "one", version_id="v1")
    lock()
    generate()
    before = snapshot(here / "generated")
    save(here / "signatures/one.json", "one", version_id="v2")
    lock(update=True)
    assert load_lock(here / "clarifai-codegen.lock").models["One"].version_id == "v2"
    assert generate().fresh
    assert snapshot(here / "generated") == before


def test_a_version_is_in_the_client_only_when_pinned(here: Path) -> None:
    save(here / "s.json", "m", version_id="v123")
    assert b"v123" not in render("s.json").files["m.py"]
    assert b"v123" in render("s.json", pin=True).files["m.py"]


def test_headers_hold_no_path_of_this_machine(here: Path) -> None:
    save(here / "s.json", "m")
    rendered = render(str(here / "s.json"))
    assert all(str(here).encode() not in data for data in rendered.files.values())
    assert b"# Source: s.json\n" in rendered.files["m.py"]


def test_a_bad_method_is_left_out_and_reported_each_time(here: Path) -> None:
    save(here / "s.json", "m", method("good"), BAD_METHOD)
    for _ in range(2):
        report = generate("s.json", output="clients")
        assert not report.fresh
        assert codes(report.problems) == ["unknown-kind"]
        assert report.problems[0].where.method == "broken"
        assert report.exit is Exit.BAD_INPUT
    text = (here / "clients/m.py").read_text()
    assert "def good(" in text
    assert "broken" not in text


def test_the_lock_reports_a_bad_method_as_well(here: Path) -> None:
    configure(here, "One")
    save(here / "signatures/one.json", "one", method("good"), BAD_METHOD)
    assert codes(lock().problems) == ["unknown-kind"]
    for _ in range(2):
        report = generate()
        assert [(p.code, p.where.model) for p in report.problems] == [
            ("unknown-kind", "One")
        ]
    assert check().exit is Exit.BAD_INPUT


def test_a_bad_model_is_left_out_and_the_others_are_written(here: Path) -> None:
    save(here / "good.json", "good")
    (here / "bad.json").write_text("{")
    save(here / "twice.json", "twice", method("f"), method("f"))
    sources = ["good.json", "bad.json", "twice.json", "missing.json"]
    report = generate(*sources, output="clients")
    assert codes(report.problems) == [
        "bad-syntax",
        "duplicate-method",
        "unreadable-file",
    ]
    assert report.exit is Exit.BAD_INPUT
    assert (here / "clients/good.py").exists()


def test_a_model_that_went_bad_keeps_its_files_and_its_lock(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    generate()
    before = snapshot(here / "generated")
    (here / "signatures/one.json").write_text("{")
    assert codes(lock(update=True).problems) == ["bad-syntax"]
    assert generate().fresh
    assert snapshot(here / "generated") == before


def test_a_model_locked_for_another_source_keeps_its_files(here: Path) -> None:
    configuration = configure(here, "One", "Two")
    lock()
    generate()
    before = snapshot(here / OUT)
    configuration.write_text(configuration.read_text().replace("two.json", "2.json"))
    report = generate()
    assert [(p.code, p.where.model, p.where.line) for p in report.problems] == [
        ("not-locked", "Two", 5)
    ]
    after = snapshot(here / OUT)
    assert after.pop(MANIFEST) != before.pop(MANIFEST)
    assert after == before


def test_what_is_not_locked_is_reported_and_the_rest_is_written(here: Path) -> None:
    configure(here, "One")
    lock()
    configure(here, "One", "Two")
    assert codes(generate().problems) == ["not-locked"]
    assert (here / OUT / "one.py").exists()


def test_locked_stops_before_anything_is_written(here: Path) -> None:
    configure(here, "One")
    lock()
    configure(here, "One", "Two")
    before = snapshot(here)
    with pytest.raises(ProblemError) as caught:
        generate(locked=True)
    assert codes(caught.value.problems) == ["not-locked"]
    configure(here)
    with pytest.raises(ProblemError):
        generate(locked=True)
    configure(here, "One")
    assert snapshot(here)["signatures/one.json"] == before["signatures/one.json"]
    generate(locked=True)


def test_files_of_a_model_that_is_no_longer_configured_go(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    generate()
    mine = canaries(here / OUT)
    configure(here, "Two")
    generate()
    assert not (here / OUT / "one.py").exists()
    assert (here / OUT / "two.py").exists()
    assert all(path.exists() for path in mine)


def test_sources_that_could_not_be_read_cost_nobody_a_file(here: Path) -> None:
    save(here / "a.json", "a")
    save(here / "b.json", "b")
    generate("a.json", "b.json", output="clients")
    (here / "b.json").write_text("{")
    generate("a.json", "b.json", output="clients")
    assert (here / "clients/b.py").exists()
    generate("a.json", output="clients")
    assert not (here / "clients/b.py").exists()


def test_an_edited_file_stops_the_whole_run(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    generate()
    save(here / "signatures/one.json", "one", method("other"))
    lock(update=True)
    edited = here / OUT / "two.py"
    edited.write_text(edited.read_text() + "\nMINE = 1\n")
    before = snapshot(here)
    with pytest.raises(ProblemError) as caught:
        generate()
    [problem] = caught.value.problems
    assert (problem.code, problem.where.file) == ("edited-file", f"{OUT}/two.py")
    assert snapshot(here) == before
    assert generate(force=True).exit is Exit.WELL
    assert "MINE" not in edited.read_text()


def test_a_file_formatted_otherwise_is_not_edited(here: Path) -> None:
    save(here / "s.json", "m", method("f", field("x"), description="Say it.\n\nTwice."))
    generate("s.json", output="clients")
    for path in (here / "clients").glob("*.py"):
        text = path.read_text()
        mode = black.Mode(line_length=30, string_normalization=False)
        path.write_text(black.format_str(text, mode=mode))
        assert path.read_text() != text
    save(here / "s.json", "m", method("g"))
    assert generate("s.json", output="clients").exit is Exit.WELL


def test_a_template_of_ones_own_is_used_and_never_taken_for_up_to_date(
    here: Path,
) -> None:
    from clarifai_codegen.target.templates import template_files

    save(here / "s.json", "m")
    own = here / "own" / "python" / "header.py.jinja"
    own.parent.mkdir(parents=True)
    text = template_files()["python/header.py.jinja"].read_text()
    own.write_text(f"{text.rstrip()}\n# Of our house.\n")
    generate("s.json", output="clients", templates=here / "own")
    assert "# Of our house.\n" in (here / "clients/m.py").read_text()
    assert generate("s.json", output="clients", templates=here / "own").fresh
    own.write_text(own.read_text().replace("house", "home"))
    assert not generate("s.json", output="clients", templates=here / "own").fresh
    assert "# Of our home.\n" in (here / "clients/m.py").read_text()


def test_a_fault_of_ours_writes_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(here, "One")
    save(here / "two.json", "two")
    lock()
    own = here / "own" / "python"
    own.mkdir(parents=True)
    (own / "module.py.jinja").write_text("import os\n{{ nothing }}")
    configuration = configure(here, "One", head=f'templates = "{own.parent.name}"')
    before = snapshot(here)
    for run in (generate, lambda: add("two.json")):
        with pytest.raises(ProblemError) as caught:
            run()
        assert caught.value.exit is Exit.OUR_FAULT
        assert snapshot(here) == before
    assert configuration.exists()


@pytest.mark.parametrize("path", ["../x.py", "/x.py", MANIFEST, "a/../../x.py"])
def test_a_target_cannot_write_outside_of_its_folder(
    here: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    from clarifai_codegen.target.entry import Emitted
    from clarifai_codegen.target.python import emit

    save(here / "s.json", "m")
    monkeypatch.setattr(emit, "emit", lambda *_: Emitted({path: "x"}, {path: ""}))
    before = snapshot(here.parent)
    with pytest.raises(ProblemError) as caught:
        generate("s.json", output="clients")
    assert caught.value.exit is Exit.OUR_FAULT
    assert snapshot(here.parent) == before


def test_a_dry_run_writes_nothing(here: Path) -> None:
    save(here / "s.json", "m")
    before = snapshot(here)
    report = generate("s.json", output="new/clients", dry_run=True)
    assert report.plans[0].changes
    assert snapshot(here) == before
    assert not (here / "new").exists()


def test_two_sources_of_one_name_are_a_problem_and_one_is_written(here: Path) -> None:
    save(here / "a.json", "same")
    save(here / "b.json", "Same")
    report = generate("a.json", "b.json", output="clients")
    assert codes(report.problems) == ["name-taken"]
    assert [entry.name for entry in report.entries] == ["Same"]


def test_render_writes_nothing_and_says_what_generate_would_write(here: Path) -> None:
    save(here / "s.json", "m")
    before = snapshot(here.parent)
    rendered = render("s.json")
    assert snapshot(here.parent) == before
    generate("s.json", output="clients")
    written = {path: data for path, (_, data) in snapshot(here / "clients").items()}
    del written[MANIFEST]
    assert dict(rendered.files) == written


def test_render_of_a_project_names_files_from_its_root(here: Path) -> None:
    configure(here, "One")
    lock()
    assert f"{OUT}/one.py" in render().files


def test_a_lost_manifest_is_made_again_from_the_same_files(here: Path) -> None:
    save(here / "s.json", "m")
    generate("s.json", output="clients")
    before = (here / "clients" / MANIFEST).read_bytes()
    (here / "clients" / MANIFEST).unlink()
    generate("s.json", output="clients")
    assert (here / "clients" / MANIFEST).read_bytes() == before


def test_deployments_of_the_configuration_reach_the_client(here: Path) -> None:
    configure(here, "One", head='deployments = { gcp = "gpu-1" }')
    lock()
    generate()
    assert "gpu-1" in (here / OUT / "deployments.py").read_text()


def test_changed_settings_are_not_up_to_date(here: Path) -> None:
    configure(here, "One")
    lock()
    generate()
    assert generate().fresh
    configure(here, "One", head='deployments = { gcp = "gpu-1" }')
    assert not generate().fresh
    configure(here, "One", head="# a comment")
    assert not generate().fresh
    assert generate().fresh


def test_a_manifest_after_a_run_with_problems_is_never_fresh(here: Path) -> None:
    save(here / "s.json", "m", method("good"), BAD_METHOD)
    generate("s.json", output="clients")
    assert load_manifest(here / "clients").inputs == ""


def test_two_outputs_are_written_or_none(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second target, as later ones will be: a row of the registry."""
    from clarifai_codegen.project import targets

    other = targets.Target("other", "target.python.emit", "other")
    monkeypatch.setitem(targets.TARGETS, "other", other)
    save(here / "s.json", "m")
    generate("s.json", output="all", targets=["python", "other"])
    assert (here / "all/python/clarifai_models/m.py").exists()
    assert (here / "all/other/m.py").exists()
    (here / "all/other/m.py").write_text("edited")
    save(here / "s.json", "m", method("new"))
    before = snapshot(here)
    with pytest.raises(ProblemError):
        generate("s.json", output="all", targets=["python", "other"])
    assert snapshot(here) == before


def test_json_of_a_signatures_file_is_read_whatever_it_is_called(here: Path) -> None:
    (here / "model.txt").write_text(json.dumps(document("x")))
    assert generate("./model.txt", output="clients").exit is Exit.WELL


def test_when_every_model_is_bad_nothing_is_touched(here: Path) -> None:
    save(here / "s.json", "m")
    generate("s.json", output="clients")
    (here / "s.json").write_text("{")
    before = snapshot(here)
    for output in ("clients", "new"):
        assert generate("s.json", output=output).exit is Exit.BAD_INPUT
        assert snapshot(here) == before
    assert not (here / "new").exists()


def test_a_model_whose_name_cannot_be_told_keeps_its_files(here: Path) -> None:
    configuration = configure(here, "One", "Two")
    lock()
    generate()
    text = configuration.read_text().replace('name = "One"\n', "")
    configuration.write_text(text.replace("signatures/one.json", "no such thing"))
    assert codes(generate().problems) == ["bad-source"]
    assert (here / OUT / "one.py").exists()


def test_clients_know_of_tools_although_a_run_leaves_them_out(here: Path) -> None:
    configure(here, "One", head='targets = ["python", "tools"]\ntools.json = "string"')
    lock()
    configuration = load()
    for chosen in (["python"], ["tools"], []):
        outputs = configured_outputs(configuration, chosen, None)
        job = project_job(configuration, load_lock(configuration.lock_file), outputs)
        assert job.settings.tools is not None
        assert job.settings.tools.json == "string"


@pytest.mark.parametrize(
    ("target", "index", "module", "line"),
    [
        ("python", "__init__.py", "one.py", "    from .one import "),
        (
            "typescript",
            "index.ts",
            "one.ts",
            'export { One, type OneProtocol } from "./one',
        ),
        ("python", "tools/__init__.py", "tools/one.py", '"one"'),
        ("typescript", "tools.ts", "tools/one.ts", "ONE_TOOLS"),
    ],
)
def test_a_source_that_cannot_be_read_stays_in_the_index(
    here: Path, target: str, index: str, module: str, line: str
) -> None:
    one, two = save(here / "one.json", "one"), save(here / "two.json", "two")
    targets = [target, "tools"] if "tools" in index else [target]
    folder = here / "out" / TARGETS[target].folder.format(package="clarifai_models")
    folder = folder if len(targets) > 1 else here / "out"
    generate(one, two, output="out", targets=targets)
    before = snapshot(folder)
    assert line in (folder / index).read_text()
    one.write_text("{")
    report = generate(one, two, output="out", targets=targets)
    assert codes(report.problems) == ["bad-syntax"]
    after = snapshot(folder)
    assert (after[index], after[module]) == (before[index], before[module])


def test_a_manifest_cannot_put_text_into_the_index(here: Path) -> None:
    one, two = save(here / "one.json", "one"), save(here / "two.json", "two")
    generate(one, two, output="out")
    manifest = here / "out" / MANIFEST
    document = json.loads(manifest.read_text())
    document["files"]["one.py"]["model"] = "One\nimport os"
    manifest.write_text(json.dumps(document))
    one.write_text("{")
    generate(one, two, output="out")
    assert "import os" not in (here / "out/__init__.py").read_text()
