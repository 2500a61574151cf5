"""The recipes for Turborepo and Nx, run by Turborepo and Nx."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clarifai_codegen import check, lock
from clarifai_codegen.problems import Exit
from tests.project.samples import configure, method, save, snapshot
from tests.typescript.npm import packages

from .conftest import commit, run

pytestmark = pytest.mark.full

HERE = Path(__file__).parent
RECIPES = HERE.parents[1] / "recipes"
INSTALL = ("install", "--no-save")
CLIENTS = "packages/clients"
QUIET = {"NX_DAEMON": "false", "NX_TUI": "false", "TURBO_TELEMETRY_DISABLED": "1"}
ROOT = """{
  "name": "repository",
  "private": true,
  "packageManager": "npm@10.0.0",
  "workspaces": ["packages/*"]
}
"""

Engine = Callable[[], str]


@pytest.fixture
def clients(here: Path) -> Path:
    """A package of a repository, without the files that are generated."""
    modules = packages(HERE / "engines", INSTALL)
    (here / "node_modules").symlink_to(modules)
    (here / "package.json").write_text(ROOT)
    (here / ".gitignore").write_text("node_modules\ngenerated\n.turbo\n.nx\n")
    (here / CLIENTS).mkdir(parents=True)
    configure(here / CLIENTS, "One", head='targets = ["python", "typescript"]')
    lock(project=here / CLIENTS)
    return here / CLIENTS


@pytest.fixture(params=["turbo", "nx"])
def engine(request: pytest.FixtureRequest, clients: Path, here: Path) -> Engine:
    """Generate by the recipe; gives what the engine says."""
    name: str = request.param
    for file in (RECIPES / name).iterdir():
        shutil.copy(file, clients)
    (here / f"{name}.json").write_text('{ "tasks": {} }' if name == "turbo" else "{}")
    commit(here)
    task = ["run", "generate"] if name == "turbo" else ["run", "clients:generate"]
    return lambda: run([here / "node_modules/.bin" / name, *task], here, **QUIET)


def test_a_second_run_takes_all_files_from_the_cache(
    engine: Engine, clients: Path
) -> None:
    assert "created" in engine()
    before = {path: data for path, (_, data) in snapshot(clients / "generated").items()}
    assert before
    shutil.rmtree(clients / "generated")
    said = engine()
    assert "FULL TURBO" in said or "1/1 hit" in said
    after = {path: data for path, (_, data) in snapshot(clients / "generated").items()}
    assert after == before
    assert check(project=clients).exit is Exit.WELL


def test_a_changed_lock_is_generated_anew(engine: Engine, clients: Path) -> None:
    engine()
    save(clients / "signatures/one.json", "one", method("other"))
    lock(project=clients, update=True)
    engine()
    assert "def other(" in next(clients.rglob("one.py")).read_text()
    assert check(project=clients).exit is Exit.WELL
