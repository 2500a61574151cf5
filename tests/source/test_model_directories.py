"""Model directories and model.py files as sources of every command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clarifai_codegen import ProblemError, diff, read
from clarifai_codegen.cli.main import run
from clarifai_codegen.serve.runner import Runner
from clarifai_codegen.source import permission
from clarifai_codegen.source.reference import parse
from clarifai_codegen.source.runner import read_at

MODELS = Path(__file__).parents[1] / "models"
FORMS = Path(__file__).parents[1] / "corpus" / "model_py"
NAMES = (
    "gpt-4_1",
    "all_types",
    "first_argument_optional",
    "no_arguments",
    "openai",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_what_the_runner_tells(name: str) -> None:
    still = read(MODELS / name)
    with Runner(MODELS / name) as runner:
        live = read_at(f"grpc://{runner.address}", parse(str(MODELS / name)))
    assert sorted(still.model.methods, key=lambda m: m.name) == sorted(
        live.model.methods, key=lambda m: m.name
    )


def test_the_ids_are_those_of_the_config() -> None:
    for source in (MODELS / "gpt-4_1", MODELS / "gpt-4_1" / "1" / "model.py"):
        model = read(source).model
        ids = (model.user_id, model.app_id, model.model_id)
        assert ids == ("openai", "chat-completion", "gpt-4_1")


def test_a_file_alone_is_a_source(tmp_path: Path) -> None:
    shutil.copy(FORMS / "args" / "model.py", tmp_path / "mine.py")
    model = read(tmp_path / "mine.py").model
    assert [method.name for method in model.methods] == ["predict"]
    assert model.model_id == ""


def test_a_method_under_two_names_is_one() -> None:
    methods = read(FORMS / "post_assignment").model.methods
    assert [method.name for method in methods] == ["_p"]


def test_a_model_that_the_sdk_refuses_is_told_with_its_place() -> None:
    with pytest.raises(ProblemError) as caught:
        read(FORMS / "optional")
    (problem,) = caught.value.problems
    assert problem.code == "optional-type"
    assert problem.where.file.endswith("optional/model.py")
    assert (problem.where.line, problem.where.column) == (13, 26)
    assert (
        problem.advice == "Write `str` and give it the default None: `x: str = None`."
    )


def test_a_folder_of_which_the_config_is_broken_is_a_problem(tmp_path: Path) -> None:
    shutil.copy(FORMS / "args" / "model.py", tmp_path / "model.py")
    (tmp_path / "config.yaml").write_text("model: [")
    with pytest.raises(ProblemError) as caught:
        read(tmp_path)
    assert caught.value.problems[0].code == "bad-syntax"


def test_two_files_are_compared() -> None:
    found = diff(FORMS / "args", FORMS / "async_def")
    assert found.step == "major"


@pytest.mark.slow
def test_import_asks_the_sdk(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(permission, "_allowed", False)
    source = str(FORMS / "loop_generated")
    assert run(["methods", source]) == 2
    assert "not-static" in capfd.readouterr().err
    assert run(["methods", source, "--import", "--json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert [method["name"] for method in document["methods"]] == ["f", "g"]


@pytest.mark.slow
def test_an_import_that_fails_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(permission, "_allowed", False)
    (tmp_path / "model.py").write_text("import os\nos._exit(3)\n")
    assert run(["methods", str(tmp_path), "--import"]) == 2
    assert "import-failed" in capfd.readouterr().err


def test_clients_are_generated_from_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = str(FORMS / "param_min_zero" / "model.py")
    assert run(["generate", source, "--output", str(tmp_path / "out")]) == 0
    assert list(tmp_path.glob("out/**/*.py"))
