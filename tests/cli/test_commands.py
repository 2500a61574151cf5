"""What each command says, and the status it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from clarifai_codegen import __version__
from clarifai_codegen.catalogue import model_py, signatures, sources, usage
from clarifai_codegen.catalogue import project as catalogue_project
from clarifai_codegen.cli import main
from clarifai_codegen.problems import CATALOGUE
from tests.cli.conftest import Run, command
from tests.project.samples import BAD_METHOD, configure, field, method, save, snapshot

OUT = "generated/python/clarifai_models"


def test_every_command_has_help_with_examples(run: Run) -> None:
    for name in main.COMMANDS:
        result = run(name, "--help")
        assert result.status == 0, name
        assert f"Examples:\n    clarifai-codegen {name}" in result.out
        assert "--json" in result.out


def test_the_help_of_all_lists_the_commands_and_what_a_source_is(run: Run) -> None:
    out = run("--help").out
    assert all(f"\n  {name} " in out for name in main.COMMANDS)
    assert "A SOURCE is a model URL" in out
    assert "_CLARIFAI_CODEGEN_COMPLETE=bash_source" in out
    assert "...\n" not in out.partition("Commands:")[2]


def test_the_help_of_all_says_of_a_command_what_its_own_says() -> None:
    context = click.Context(main.cli)
    for name, said in main.COMMANDS.items():
        found = main.cli.get_command(context, name)
        assert found is not None
        assert found.get_short_help_str(limit=100) == said


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == f"clarifai-codegen, version {__version__}\n"


def test_generate_says_what_it_did_and_what_is_next(run: Run, here: Path) -> None:
    save(here / "s.json", "gpt-4_1", method("predict", field("prompt", required=True)))
    result = run("generate", "s.json", "--output", "clients")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("python: clients: ")
    assert result.out.endswith(
        "Next:\n"
        "  pip install clarifai-grpc grpcio\n"
        "  from clients import Gpt4_1\n"
        '  print(Gpt4_1().predict(prompt="Hello"))\n'
    )
    again = run("generate", "s.json", "--output", "clients")
    assert again.out.startswith("Up to date: ")
    assert again.out.count("\n") == 1


def test_a_dry_run_lists_each_file_and_writes_none(run: Run, here: Path) -> None:
    save(here / "s.json", "m")
    before = snapshot(here)
    result = run("generate", "s.json", "--output", "clients", "--dry-run")
    assert "  create    clients/m.py\n" in result.out
    assert "Next:" not in result.out
    assert snapshot(here) == before


def test_list_files_is_one_a_line_fresh_or_not(run: Run, here: Path) -> None:
    save(here / "s.json", "m")
    arguments = ("generate", "s.json", "--output", "clients", "--list-files")
    listed = run(*arguments).out
    assert "clients/m.py\n" in listed
    assert run(*arguments).out == listed
    on_disk = sorted(f"clients/{path}\n" for path in snapshot(here / "clients"))
    assert sorted(listed.splitlines(keepends=True)) == on_disk


def test_generate_as_json(run: Run, here: Path) -> None:
    save(here / "s.json", "m", method("good"), BAD_METHOD)
    result = run("generate", "s.json", "--output", "clients", "--json")
    answer = result.json
    assert (result.status, answer["exit"], result.err) == (2, 2, "")
    assert answer["problems"][0]["code"] == "unknown-kind"
    assert answer["problems"][0]["where"]["method"] == "broken"
    assert {"file": "clients/m.py", "target": "python", "action": "create"} in answer[
        "changes"
    ]
    assert answer["models"] == ["M"]


def test_the_life_of_a_project(run: Run, here: Path) -> None:
    save(here / "s.json", "m", version_id="v1")
    added = run("add", "s.json")
    assert (added.status, added.err) == (0, "")
    assert "new       M: ./s.json (version v1)" in added.out
    assert run("check").out.startswith("Up to date")
    save(here / "s.json", "m", method("other"))
    updated = run("update")
    assert "breaking    predict: method removed" in updated.out
    assert updated.out.endswith("Next:\n  clarifai-codegen generate\n")
    differs = run("check")
    assert differs.status == 1
    assert f"  outdated  {OUT}/m.py\n" in differs.out
    assert run("generate").status == 0
    assert run("check", "--json").json["differences"] == []
    removed = run("remove", "M", "--json")
    assert removed.json["removed"][0]["name"] == "M"
    assert run("fetch").status == 0


def test_locked_is_implied_by_ci(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(here, "One")
    run("fetch")
    configure(here, "One", "Two")
    monkeypatch.setenv("CI", "true")
    refused = run("generate")
    assert refused.status == 2
    assert (
        "error [not-locked] clarifai-codegen.lock: The lock does not fit" in refused.err
    )
    assert not (here / "generated").exists()
    assert run("generate", "--not-locked").status == 2
    assert (here / OUT / "one.py").exists()


def test_methods_and_signatures_are_shown(run: Run, here: Path) -> None:
    document = save(
        here / "s.json",
        "m",
        method(
            "f",
            field("a", required=True),
            field("n", "INT", default="3", description="How many."),
            description="Do it.",
        ),
        method("g", outputFields=[field("return", iterator=True)], methodType=2),
    )
    listed = run("methods", document)
    assert listed.out.splitlines() == [
        "METHOD  KIND             PARAMETERS  DESCRIPTION",
        "f       unary-unary      a, [n]      Do it.",
        "g       unary-streaming  prompt",
    ]
    assert run("methods", document, "--json").json["methods"][0]["required"] == ["a"]
    shown = run("signature", document, "f").out
    assert shown.startswith('def f(a: str, *, n: int = 3) -> str:\n    """Do it.')
    compile(shown, "m.py", "exec")
    assert "How many." in shown
    stub = run("signature", document, "--format", "pyi").out
    compile(stub, "m.pyi", "exec")
    assert "def f(self, a: str, *, n: int = 3" in " ".join(
        stub.replace("(\n", "(").split()
    )
    again = json.loads(run("signature", document, "--format", "json").out)
    written = json.loads(document.read_text())["method_signatures"]
    assert again["method_signatures"][0] == written[0]
    assert again["method_signatures"][1]["methodType"] == "UNARY_STREAMING"
    wrapped = run("signature", document, "--format", "json", "--json").json
    assert wrapped["signature"] == again


def test_an_unknown_method_is_told_with_the_nearest(run: Run, here: Path) -> None:
    save(here / "s.json", "m", method("predict"))
    result = run("signature", "s.json", "predct")
    assert (result.status, result.err) == (
        2,
        "error [unknown-method] model m: The model has no method 'predct'.\n"
        "  Write 'predict'.\n",
    )


def test_diff_says_what_changed_and_what_to_release(run: Run, here: Path) -> None:
    old = save(here / "old.json", "m", method("f", field("n", "INT", default="1")))
    new = save(here / "new.json", "m", method("f", field("n", "INT", default="2")))
    result = run("diff", old, new)
    assert result.status == 0
    assert result.out == (
        "behaviour   f.n: default changed from '1' to '2'\nRelease: minor\n"
    )
    assert run("diff", old, old).out == "No changes.\n"
    for limit, status in {"any": 1, "behaviour": 1, "breaking": 0}.items():
        assert run("diff", old, new, "--fail-on", limit).status == status
        assert run("diff", old, old, "--fail-on", limit).status == 0
    answer = run("diff", old, new, "--format", "json").json
    assert (answer["step"], answer["weight"]) == ("minor", "behaviour")
    assert answer["models"][0]["changes"][0]["field"] == "n"


def test_locks_are_compared_model_by_model(run: Run, here: Path) -> None:
    configure(here, "One", "Two")
    run("fetch")
    (here / "old.json").write_bytes((here / "clarifai-codegen.lock").read_bytes())
    save(here / "signatures/two.json", "two", method("other"))
    configure(here, "Two", "Three")
    run("update")
    result = run("diff", "old.json", "clarifai-codegen.lock", "--fail-on", "breaking")
    assert result.status == 1
    assert [line.split() for line in result.out.splitlines()[:3]] == [
        ["removed", "One"],
        ["added", "Three"],
        ["changed", "Two"],
    ]
    assert "breaking    predict: method removed" in result.out
    assert result.out.endswith("Release: major\n")
    assert run("diff", "old.json", "signatures/two.json").status == 2


def test_no_code_stands_in_two_parts_of_the_catalogue() -> None:
    parts = (model_py, catalogue_project, signatures, sources, usage)
    assert sum(len(each.ENTRIES) for each in parts) == len(CATALOGUE)


def test_every_code_is_explained(run: Run) -> None:
    assert run("explain").out.count("\n") == len(CATALOGUE) + 1
    for code, entry in CATALOGUE.items():
        out = run("explain", code).out
        assert out.startswith(f"{code}: {entry.title}\n")
        assert entry.fix in out
    assert run("explain", "edited-file", "--json").json["status"] == 2
    assert run("explain", "editedfile").err.endswith("Write 'edited-file'.\n")


FAILURES = {
    "an unknown command": (("generte",), 2, "bad-usage", "Did you mean 'generate'?"),
    "an unknown option": (("generate", "--forse"), 2, "bad-usage", "--force"),
    "a missing argument": (("methods",), 2, "bad-usage", "SOURCE"),
    "no configuration": (("generate",), 2, "no-configuration", "add SOURCE"),
    "sources without output": (("generate", "s.json"), 2, "bad-usage", "--output DIR"),
    "a name without source": (("generate", "--name", "X"), 2, "bad-usage", "--name"),
    "no source": (("methods", "nothing"), 2, "bad-source", "Give a model URL"),
    "a missing file": (("methods", "./x.json"), 2, "unreadable-file", "x.json"),
    "an unknown target": (
        ("generate", "s.json", "--output", "o", "--target", "pyton"),
        2,
        "bad-usage",
        "Write 'python'.",
    ),
    "a config that is not there": (
        ("generate", "--config", "nope.toml"),
        2,
        "unreadable-file",
        "nope.toml",
    ),
    "a server that is out of reach": (
        ("methods", "grpc://127.0.0.1:9"),
        3,
        "unreachable",
        "127.0.0.1:9",
    ),
    "credentials in a URL": (
        ("methods", "https://a:b@clarifai.com/u/a/models/m"),
        2,
        "bad-source",
        "CLARIFAI_PAT",
    ),
    "no PAT": (
        ("methods", "u/a/models/m", "--base-url", "http://127.0.0.1:9"),
        3,
        "no-credentials",
        "CLARIFAI_PAT",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", FAILURES.values(), ids=FAILURES)
def test_a_failure_is_a_problem_with_a_status(
    run: Run, here: Path, case: tuple[tuple[str, ...], int, str, str]
) -> None:
    arguments, status, code, words = case
    save(here / "s.json", "m")
    before = snapshot(here)
    result = run(*arguments)
    assert result.status == status
    assert result.out == ""
    assert result.err.startswith(f"error [{code}] ")
    assert words in result.err
    assert "Traceback" not in result.err
    answer = run(*arguments, "--json")
    assert (answer.status, answer.err) == (status, "")
    assert answer.json["exit"] == status
    assert answer.json["problems"][0]["code"] == code
    assert snapshot(here) == before


@pytest.mark.slow
def test_the_highest_status_wins(run: Run, here: Path) -> None:
    save(here / "s.json", "m", method("good"), BAD_METHOD)
    result = run("generate", "s.json", "grpc://127.0.0.1:9", "--output", "clients")
    assert result.status == 3
    assert (here / "clients/m.py").exists()


def test_a_fault_of_ours_is_told_without_a_traceback(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here / "s.json", "m")
    monkeypatch.setattr("clarifai_codegen.source.read", lambda *_: 1 / 0)
    result = run("methods", "s.json")
    assert result.status == 4
    assert result.err == (
        "error [internal] ZeroDivisionError: division by zero\n"
        "  Run it again as `clarifai-codegen --debug ...` for a traceback to report.\n"
    )
    assert "Traceback" in run("--debug", "methods", "s.json").err


@pytest.mark.slow
def test_standard_input_is_a_source(here: Path) -> None:
    text = save(here / "s.json", "gpt").read_text()
    done = command("generate", "-", "--output", "clients", input=text, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert "# Source: standard input\n" in (here / "clients/gpt.py").read_text()


def test_shell_completion_knows_commands_and_options() -> None:
    def complete(words: str) -> list[str]:
        env = {
            "_CLARIFAI_CODEGEN_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        }
        lines = command(env=env).stdout.splitlines()
        return [line.partition(",")[2] for line in lines]

    assert complete("clarifai-codegen ge") == ["generate"]
    assert "--dry-run" in complete("clarifai-codegen generate --d")
    script = command(env={"_CLARIFAI_CODEGEN_COMPLETE": "bash_source"}).stdout
    assert "_CLARIFAI_CODEGEN_COMPLETE=bash_complete" in script


def test_a_closed_pipe_is_no_fault(here: Path) -> None:
    import subprocess
    import sys

    process = subprocess.Popen(
        [sys.executable, "-m", "clarifai_codegen.cli", "explain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141
