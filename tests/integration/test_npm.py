"""The npm package: a launcher that finds the program, and a plugin for Vite."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from clarifai_codegen import lock
from tests.project.samples import configure, method, save
from tests.typescript.npm import packages

from .conftest import BIN, run

ROOT = Path(__file__).parents[2]
INSTALL = ("install", "--no-save")
"""`npm ci` wants Rollup's packages of all platforms, which a mirror need not have."""
NODE = Path(shutil.which("node") or "node")
HEAD = 'targets = ["typescript"]\noutput = "src"\n[typescript]\noutput = "src/models"'

VITE = """\
import { defineConfig } from "vite";
import { clarifai } from "clarifai-codegen/vite";
export default defineConfig({
  plugins: [clarifai({ watch: ["signatures/one.json"] })],
  build: { minify: false },
});
"""
MAIN = """\
import { One } from "./models/index.js";
console.log(new One({ baseUrl: "/api" }).predict({ prompt: "hello" }));
"""
SERVE = """\
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "vite";

const server = await createServer({ server: { middlewareMode: true } });
const file = "signatures/one.json";
const now = () => readFileSync("src/models/one.ts", "utf8");
if (!now().includes("predict(")) throw new Error("not generated at the start");
await new Promise((resolve) =>
  server.watcher._readyEmitted ? resolve() : server.watcher.once("ready", resolve),
);
writeFileSync(file, readFileSync(file, "utf8").replaceAll('"predict"', '"ask"'));
for (let tries = 0; !now().includes("ask("); tries += 1) {
  if (tries > 200) throw new Error("the change was not followed");
  await sleep(100);
}
await server.close();
"""

pytestmark = pytest.mark.full


@pytest.fixture
def package(here: Path, tmp_path: Path) -> Path:
    """The package as npm would install it."""
    name = run(["npm", "pack", "--silent", ROOT / "npm"], tmp_path).split()[-1]
    run(["tar", "-xzf", name], tmp_path)
    return tmp_path / "package"


@pytest.fixture
def project(here: Path, package: Path) -> Path:
    """A Vite project whose clients are not there yet."""
    modules = here / "node_modules"
    modules.mkdir()
    for each in packages(Path(__file__).parent / "npm", INSTALL).iterdir():
        if not each.name.startswith(".") or each.name == ".bin":
            (modules / each.name).symlink_to(each)
    shutil.copytree(package, modules / "clarifai-codegen")
    (here / "package.json").write_text('{ "type": "module" }')
    (here / "vite.config.js").write_text(VITE)
    (here / "index.html").write_text(
        '<script type="module" src="/src/main.ts"></script>'
    )
    (here / "src").mkdir()
    (here / "src/main.ts").write_text(MAIN)
    configure(here, "One", head=HEAD)
    lock()
    return here


def vite(project: Path, *, fails: bool = False) -> str:
    return run([NODE, "node_modules/vite/bin/vite.js", "build"], project, fails=fails)


def test_a_build_generates_what_it_bundles(project: Path) -> None:
    vite(project)
    assert (project / "src/models/one.ts").is_file()
    (bundle,) = (project / "dist/assets").glob("*.js")
    assert 'modelId: "one"' in bundle.read_text()


def test_a_problem_ends_the_build_with_its_words(project: Path) -> None:
    configure(project, "One", "Two", head=HEAD)
    assert "[not-locked]" in vite(project, fails=True)


def test_the_development_server_follows_a_signatures_file(project: Path) -> None:
    (project / "serve.mjs").write_text(SERVE)
    run([NODE, "serve.mjs"], project)


def test_the_types_of_the_plugin_fit_vites(project: Path) -> None:
    (project / "vite.config.ts").write_text(VITE)
    options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck"]
    tsc = "node_modules/typescript/bin/tsc"
    run([NODE, tsc, *options, "--types", "node", "vite.config.ts"], project)


def launched(package: Path, folder: Path, path: Path, *, fails: bool = False) -> str:
    command: list[str | Path] = [NODE, package / "cli.mjs", "--version"]
    return run(command, folder, fails=fails, PATH=f"{path}{os.pathsep}/usr/bin:/bin")


def program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'#!/bin/sh\necho {text} "$@"\n')
    file.chmod(0o755)


def test_the_launcher_runs_the_program_of_the_path(package: Path, here: Path) -> None:
    assert launched(package, here, BIN).startswith("clarifai-codegen, version ")


def test_the_launcher_prefers_the_projects_own_then_uvx_then_pipx(
    package: Path, here: Path
) -> None:
    path = here / "bin"
    program(path / "pipx", "pipx")
    assert launched(package, here, path) == "pipx run clarifai-codegen --version\n"
    program(path / "uvx", "uvx")
    assert launched(package, here, path) == "uvx clarifai-codegen --version\n"
    program(here / ".venv/bin/clarifai-codegen", "own")
    assert launched(package, here, path) == "own --version\n"


def test_the_launcher_does_not_launch_itself(package: Path, here: Path) -> None:
    links = here / "node_modules/.bin"
    links.mkdir(parents=True)
    (links / "clarifai-codegen").symlink_to(package / "cli.mjs")
    said = launched(package, here, links, fails=True)
    assert "pip install clarifai-codegen" in said


def test_the_status_of_the_program_is_that_of_the_launcher(
    package: Path, here: Path
) -> None:
    configure(here, "One")
    save(here / "signatures/one.json", "one", method("other"))
    command: list[str | Path] = [NODE, package / "cli.mjs", "check"]
    assert "[not-locked]" in run(command, here, fails=True)
