"""Nothing heavy is imported where nothing heavy is done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.samples import configure, method, save

HEAVY = (
    "black",
    "google",
    "grpc",
    "jinja2",
    "libcst",
    "pydantic",
    "rich",
    "tree_sitter",
    "tree_sitter_typescript",
    "yaml",
)

_PROBE = """
import json, sys
from clarifai_codegen.cli.main import run
status = run(sys.argv[1:])
print("PROBE" + json.dumps([status, sorted(m for m in sys.modules if "." not in m)]))
"""


def imported(*arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    status, modules = json.loads(done.stdout.rpartition("PROBE")[2])
    return status, set(modules) & {*HEAVY, "clarifai", "numpy", "asyncio", "tomlkit"}


def test_help_and_version_import_nothing_heavy(here: Path) -> None:
    assert imported("--help") == (0, set())
    assert imported("--version") == (0, set())
    assert imported("generate", "--help") == (0, set())
    assert imported("explain", "edited-file") == (0, set())


@pytest.mark.slow
def test_an_up_to_date_project_imports_nothing_heavy(here: Path) -> None:
    configure(here, "One", "Two")
    assert imported("fetch")[0] == 0
    assert "pydantic" in imported("generate")[1]
    assert imported("generate") == (0, set())
    assert imported("generate", "--locked", "--list-files") == (0, set())
    assert imported("check") == (0, set())
    assert imported("check", "--json") == (0, set())
    save(here / "signatures/one.json", "one", method("other"))
    imported("update")
    assert "pydantic" in imported("check")[1]


@pytest.mark.slow
def test_an_up_to_date_run_of_sources_imports_nothing_heavy(here: Path) -> None:
    save(here / "s.json", "m")
    arguments = ("generate", "s.json", "--output", "clients")
    imported(*arguments)
    assert imported(*arguments) == (0, set())


@pytest.mark.parametrize("name", ["clarifai_codegen", "clarifai_codegen.api"])
def test_the_api_is_imported_at_no_cost(name: str) -> None:
    code = f"import sys, {name}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
