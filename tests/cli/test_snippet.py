"""`snippet`: a call of a method to be copied."""

from __future__ import annotations

import ast

import pytest

from clarifai_codegen.serve import DEMO

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
        ((), "several methods: chat, "),
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
