"""`snippet`: a call of a method to be copied."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clarifai_codegen.serve import DEMO
from tests.target.snippets.running import packages

from .conftest import MODELS, Run

SIGNATURES = DEMO / "signatures.json"


def test_a_pipe_gets_the_snippet_and_nothing_else(run: Run) -> None:
    found = run("snippet", SIGNATURES, "chat")
    assert found.status == 0
    assert "model.chat(" in found.out
    assert ast.parse(found.out)
    assert "\x1b" not in found.out


def test_the_flavour_the_media_and_where_it_runs_are_chosen(run: Run) -> None:
    found = run(
        *("snippet", SIGNATURES, "describe_image", "--flavor", "clarifai-python"),
        *("--media", "file", "--deployment-id", "gpu", "--deployment-user-id", "me"),
    )
    assert 'Image(bytes=Path("image.jpg").read_bytes())' in found.out
    assert 'deployment_id="gpu", deployment_user_id="me"' in " ".join(found.out.split())


def test_json_tells_the_language_and_what_to_install(run: Run) -> None:
    found = run("snippet", SIGNATURES, "chat", "--flavor", "cli", "--json").json
    assert found["language"] == "bash"
    assert found["install"] == "pip install --upgrade clarifai"
    assert found["snippet"].startswith("#!/usr/bin/env bash\n")


def test_without_a_method_each_that_has_the_flavour_is_shown(run: Run) -> None:
    found = run("snippet", SIGNATURES, "--flavor", "curl", "--json").json["snippets"]
    methods = [each["method"] for each in found]
    assert "chat" in methods
    assert "read_aloud" not in methods
    shown = run("snippet", SIGNATURES, "--flavor", "curl").out
    assert shown.count("#!/usr/bin/env bash") == len(methods) > 1


def test_the_list_says_why_a_flavour_is_missing(run: Run) -> None:
    methods = run("snippet", SIGNATURES, "--list", "--json").json["methods"]
    assert methods["chat"]["python"] == ""
    assert "no stream over HTTP" in methods["read_aloud"]["curl"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("chatt",), "Write 'chat'."),
        (("chat", "--flavor", "curll"), "Write 'curl'."),
        (("chat", "--flavor", "mcp-python"), "It has: python, "),
        (("--flavor", "mcp-python"), "It has: python, "),
        (("chat", "--nodepool-id", "x"), "go together"),
    ],
)
def test_what_there_is_not_is_met_with_what_there_is(
    run: Run, arguments: tuple[str, ...], word: str
) -> None:
    found = run("snippet", SIGNATURES, *arguments)
    assert found.status == 2
    assert word in found.err


@pytest.mark.slow
def test_the_output_is_that_of_a_run_of_the_model(run: Run) -> None:
    found = run("snippet", MODELS / "my-model", "--with-output")
    assert found.out.endswith("\nOutput:\nWHAT IS THE FUTURE OF AI?!\n")
    assert "127.0.0.1" not in found.out


@pytest.mark.slow
def test_a_snippet_that_fails_says_so(run: Run) -> None:
    found = run("snippet", MODELS / "all_types", "boom", "--with-output")
    assert found.status == 3
    assert "[snippet-failed]" in found.err
    assert "boom" in found.err


PROJECT = """
targets = ["snippets"]
[[models]]
source = "{source}"
name = "Loud"
[snippets]
package = "app.models"
deployment_id = "gpu"
"""


@pytest.mark.slow
def test_the_output_is_kept_beside_the_snippet_of_a_project(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, folder = MODELS / "my-model", Path("generated/snippets")
    Path("clarifai-codegen.toml").write_text(PROJECT.format(source=model))
    assert run("fetch").status == run("generate").status == 0
    recording = ("snippet", model, "--with-output", "--output", folder)
    found = run(*recording)
    assert found.status == 0, found.err
    assert "from app.models import" in found.out
    assert 'deployment_id="gpu"' in found.out
    kept = folder / "loud" / "shout.python.output.txt"
    assert kept.read_text() == "WHAT IS THE FUTURE OF AI?!\n"
    assert run("check").status == 1
    assert run("generate").status == run("check").status == 0
    assert f"Output:\n\n```text\n{kept.read_text()}```" in (
        (folder / "loud" / "loud.mdx").read_text()
    )
    monkeypatch.setenv("CLARIFAI_PAT", "FUTURE")
    refused = run(*recording)
    assert refused.status == 3
    assert "prints the PAT" in refused.err
    assert "no model 'Quiet'" in run(*recording, "--name", "Quiet").err


@pytest.mark.slow
def test_the_output_is_kept_without_a_project(run: Run) -> None:
    model = MODELS / "my-model"
    assert run("generate", model, "--target", "snippets", "--output", "s").status == 0
    found = run("snippet", model, "--flavor", "curl", "--with-output", "--output", "s")
    assert found.status == 0, found.err
    assert "FUTURE OF AI" in Path("s/my_model/shout.curl.output.txt").read_text()
    run("generate", model, "--target", "snippets", "--output", "s")
    assert "Output:" in Path("s/my_model/my_model.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--with-output",), "does not hold this snippet"),
        ((), "Give --with-output"),
        (("--with-output", "--media", "file"), "come from the project"),
    ],
)
def test_a_folder_takes_the_output_of_its_own_snippets(
    run: Run, arguments: tuple[str, ...], word: str
) -> None:
    found = run("snippet", SIGNATURES, "chat", "--output", "s", *arguments)
    assert found.status == 2
    assert word in found.err
    assert not Path("s").exists()


def test_typescript_is_not_run_without_its_packages(run: Run) -> None:
    arguments = ("chat", "--flavor", "typescript", "--with-output")
    found = run("snippet", SIGNATURES, *arguments)
    assert found.status == 2
    assert "tsx, @bufbuild/protobuf, @connectrpc/connect, " in found.err
    assert "Run: npm install tsx" in found.err


@pytest.mark.full
@pytest.mark.parametrize("flavor", ["typescript", "clarifai-node"])
def test_typescript_is_run_with_the_packages_of_the_folder(
    run: Run, flavor: str
) -> None:
    Path("node_modules").symlink_to(packages())
    arguments = ("--flavor", flavor, "--with-output")
    found = run("snippet", MODELS / "my-model", *arguments)
    assert found.status == 0, found.err
    assert "WHAT IS THE FUTURE OF AI?!" in found.out.partition("Output:")[2]
