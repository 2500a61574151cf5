"""Which source a text means."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clarifai_codegen.problems import Problem, ProblemError
from clarifai_codegen.source.reference import parse

MODEL = "https://clarifai.com/openai/chat-completion/models/gpt-4_1"
IDS = ("openai", "chat-completion", "gpt-4_1")


def problem_of(text: str, root: Path | None = None) -> Problem:
    with pytest.raises(ProblemError) as caught:
        parse(text, root=root)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (MODEL, ""),
        (f"  {MODEL}  ", ""),
        (f"{MODEL}/", ""),
        (f"{MODEL}?tab=overview", ""),
        (f"{MODEL}#readme", ""),
        (MODEL.replace("https", "http"), ""),
        (MODEL.replace("https", "HTTPS"), ""),
        (MODEL.replace("https://", ""), ""),
        (MODEL.replace("https://", "https://www."), ""),
        (MODEL.replace("https://", "www."), ""),
        (MODEL.replace("https://clarifai.com/", ""), ""),
        (f"{MODEL}/versions/abc123", "abc123"),
        (f"{MODEL}/versions/abc123/", "abc123"),
        (f"{MODEL}/model_version/abc123", "abc123"),
        ("openai/chat-completion/models/gpt-4_1/versions/abc123", "abc123"),
    ],
)
def test_every_form_of_a_model_url_ends_on_one_text(
    text: str, version: str, tmp_path: Path
) -> None:
    reference = parse(text, root=tmp_path)
    assert reference.kind == "platform"
    assert reference.address == (*IDS, version)
    assert reference.text == MODEL + (f"/versions/{version}" if version else "")


def test_the_host_of_a_private_platform_is_kept() -> None:
    text = "https://ai.example.com:8443/u/a/models/m?tab=x"
    assert parse(text).text == "https://ai.example.com:8443/u/a/models/m"
    assert parse("ai.example.com/u/a/models/m").text == (
        "https://ai.example.com/u/a/models/m"
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("https://clarifai.com/openai/chat-completion/models", "names no model"),
        ("https://clarifai.com/openai/chat-completion/workflows/w", "names no model"),
        ("clarifai.com/openai/chat-completion", "names no model"),
        (f"{MODEL}/revisions/3", "'revisions' where /versions/ belongs"),
        ("folder/u/a/models/m", "'folder' is no host"),
        ("ftp://clarifai.com/u/a/models/m", "scheme"),
        ("file:///model.json", "by its path"),
        ("grpc://localhost", "lacks a port"),
        ("grpc://localhost:99999", "no base URL"),
        ("https://[::1/u/a/models/m", "Invalid IPv6"),
        ("", "empty"),
        ("   ", "empty"),
        ("gpt-4_1", "neither a model nor a file"),
        ("a\0b", "no source"),
        ("a\x1b[31mb", "no source"),
        ("x" * 5000, "no source"),
        ("x" * 300, "neither"),
    ],
)
def test_a_wrong_source_is_a_problem_that_says_what_is_wrong_and_what_is_right(
    text: str, word: str, tmp_path: Path
) -> None:
    problem = problem_of(text, tmp_path)
    assert problem.code == "bad-source"
    assert word in problem.what
    assert problem.what.replace("\n", "").isprintable()
    assert "user/app/models/id" in problem.advice


def test_a_password_in_a_url_is_refused_and_not_shown() -> None:
    problem = problem_of("https://me:hunter2@clarifai.com/u/a/models")
    assert "password" in problem.what
    assert "hunter2" not in problem.what


def test_a_runner_is_named_by_its_address() -> None:
    reference = parse("grpc://LOCALHOST:8000/")
    assert (reference.kind, reference.text) == ("runner", "grpc://localhost:8000")
    assert parse("grpc://[::1]:8000").text == "grpc://[::1]:8000"


def test_a_dash_is_standard_input() -> None:
    assert parse("-").kind == "stdin"


@pytest.mark.parametrize("name", ["a.json", "sub/a.yaml", "a.YML", "plain"])
def test_a_file_keeps_its_path_as_it_was_given(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("{}")
    reference = parse(name, root=tmp_path)
    assert (reference.kind, reference.text) == ("file", name)
    assert reference.path == tmp_path / name


@pytest.mark.parametrize("text", ["gone.json", "./gone", "../gone.yaml", "~/gone.yml"])
def test_a_path_that_does_not_exist_is_still_a_file(text: str, tmp_path: Path) -> None:
    assert parse(text, root=tmp_path).kind == "file"


@pytest.mark.parametrize("file", ["1/model.py", "model.py"])
def test_a_folder_with_a_model_is_a_model_directory(file: str, tmp_path: Path) -> None:
    path = tmp_path / "my-model" / file
    path.parent.mkdir(parents=True)
    path.write_text("")
    assert parse("my-model", root=tmp_path).kind == "model_py"
    assert parse(f"my-model/{file}", root=tmp_path).kind == "model_py"


def test_a_folder_without_a_model_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no model" in problem_of("empty", tmp_path).what
    assert "holds no model" in problem_of("./empty", tmp_path).what


def test_a_path_that_reads_like_ids_must_be_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "u" / "a" / "models" / "m"
    path.parent.mkdir(parents=True)
    path.write_text("[]")
    problem = problem_of("u/a/models/m", tmp_path)
    assert "as well" in problem.what
    assert "./u/a/models/m" in problem.advice
    assert "https://clarifai.com/u/a/models/m" in problem.advice
    assert parse("./u/a/models/m", root=tmp_path).kind == "file"
    assert parse("https://clarifai.com/u/a/models/m", root=tmp_path).kind == "platform"


def test_a_file_with_a_known_ending_wins_over_ids(tmp_path: Path) -> None:
    path = tmp_path / "u" / "a" / "models" / "m.json"
    path.parent.mkdir(parents=True)
    path.write_text("[]")
    assert parse("u/a/models/m.json", root=tmp_path).kind == "file"


def test_reading_sources_costs_nothing_until_one_is_read() -> None:
    code = (
        "import sys, clarifai_codegen.source, clarifai_codegen.source.reference as r\n"
        "import clarifai_codegen.serve\n"
        "r.parse('u/a/models/m')\n"
        "heavy = {'grpc', 'pydantic', 'yaml', 'google.protobuf', 'clarifai'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
