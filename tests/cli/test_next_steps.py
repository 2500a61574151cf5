"""What `generate` says to type works as it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clarifai_codegen.serve import DEMO
from tests.cli.conftest import Result, Run
from tests.project.samples import configure, document, field, method, save


def steps(result: Result) -> list[str]:
    return [line[2:] for line in result.out.partition("Next:\n")[2].splitlines()]


def typed_in(lines: list[str], **env: str) -> str:
    """What Python says when the lines after the install line are typed."""
    assert lines[0] == "pip install clarifai-grpc grpcio"
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines[1:])],
        capture_output=True,
        text=True,
        env=os.environ | env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("output", "imported"),
    [
        ("clients", "from clients import Demo"),
        ("a/b/clients", "from a.b.clients import Demo"),
        ("src/app/clients", "from app.clients import Demo"),
        ("../elsewhere/clients", "from clients import Demo"),
        ("my-clients", "import importlib; Demo ="),
        ("my app/clients", "from clients import Demo"),
        ("class/clients", "from clients import Demo"),
    ],
)
def test_the_lines_work_from_here_wherever_the_output_is(
    run: Run, here: Path, demo: str, output: str, imported: str
) -> None:
    if output.startswith("src/app"):
        (here / "src/app").mkdir(parents=True)
        (here / "src/app/__init__.py").write_text("")
    lines = steps(run("generate", DEMO / "signatures.json", "--output", output))
    assert any(line.startswith(imported) for line in lines)
    assert lines[-1] == "print(Demo().chat(messages=[{}]))"
    assert typed_in(lines, CLARIFAI_API_BASE=demo) == "Please go on, friend.\n"


def test_a_project_is_imported_from_here_too(run: Run, here: Path, demo: str) -> None:
    result = run("add", demo, "--name", "Local")
    lines = steps(result)
    assert lines[1] == "from generated.python.clarifai_models import Local"
    assert typed_in(lines) == "Please go on, friend.\n"


def test_a_model_without_ids_is_called_by_its_url(run: Run, here: Path) -> None:
    save(here / "s.json", "", user_id="", app_id="")
    last = steps(run("generate", "s.json", "--output", "c"))[-1]
    assert last == (
        'print(S("https://clarifai.com/USER/APP/models/ID").predict(prompt="Hello"))'
    )


def test_names_of_a_stranger_are_typed_only_where_they_are_plain(
    run: Run, here: Path
) -> None:
    import json

    hostile = method("f(); import os #", field("x", required=True))
    dunder = method("__init__", field("x", required=True))
    keyword = method("a", field("from", required=True))
    choice = method(
        "z", field("x", required=True, modelTypeEnumOptions=[{"id": '"); x("\u202e'}])
    )
    file = here / "s.json"
    file.write_text(json.dumps(document("m", hostile, dunder, keyword)))
    assert steps(run("generate", file, "--output", "a"))[-1] == "print(M())"
    file.write_text(json.dumps(document("m", hostile, choice)))
    last = steps(run("generate", file, "--output", "b"))[-1]
    assert last == "print(M().z(x='\"); x(\"\\u202e'))"
    compile(last, "x", "exec")


def test_only_what_must_be_given_is_given(run: Run, here: Path) -> None:
    optional = method("predict", field("a", "INT", default="1"))
    save(here / "s.json", "m", optional)
    assert (
        steps(run("generate", "s.json", "--output", "a"))[-1] == "print(M().predict())"
    )
    configure(here, "One")
    run("fetch")
    assert steps(run("generate", "--dry-run")) == []
