"""The steps of the action, run by bash with git; only GitHub itself is a stand-in."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from clarifai_codegen import generate, lock
from tests.project.samples import configure, method, save
from tests.project.samples import field as parameter

from .conftest import commit, environment, run

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
OUT = "generated/python/clarifai_models"
BRANCH = "clarifai-codegen/update"

GH = """\
#!/bin/sh
echo "$@" >> "$GH_LOG"
[ "$2" != view ] || { cat "$GH_LOG.state" 2>/dev/null; exit; }
[ "$2" != create ] || echo OPEN > "$GH_LOG.state"
while [ $# -gt 0 ]; do [ "$1" != --body-file ] || cp "$2" "$GH_LOG.body"; shift; done
"""


@dataclass
class Runner:
    """Runs the action as GitHub does: conditions, inputs, environment, outputs."""

    project: Path
    home: Path
    said: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(self, **given: str) -> int:
        names = {name.replace("-", "_"): name for name in ACTION["inputs"]}
        inputs = {key: str(row["default"]) for key, row in ACTION["inputs"].items()}
        inputs |= {"version": "none", "working-directory": "app", "token": "secret"}
        inputs |= {names[key]: value for key, value in given.items()}
        self.said, self.outputs = "", {}
        for step in ACTION["runs"]["steps"]:
            if "if" in step and not self.holds(step["if"], inputs):
                continue
            status = self.step(step, inputs)
            if status:
                return status
        return 0

    def holds(self, condition: str, inputs: dict[str, str]) -> bool:
        rows = [re.split(r" (==|!=) ", each) for each in condition.split(" && ")]
        return all(
            (self.value(name, inputs) == literal.strip("'")) == (operator == "==")
            for name, operator, literal in rows
        )

    def value(self, name: str, inputs: dict[str, str]) -> str:
        home, *rest = name.split(".")
        if home == "inputs":
            return inputs[rest[0]]
        assert (home, rest[1]) == ("steps", "outputs")
        return self.outputs.get(rest[0], {}).get(rest[2], "")

    def filled(self, text: str, inputs: dict[str, str]) -> str:
        return re.sub(
            r"\$\{\{ ([\w.-]+) \}\}", lambda m: self.value(m[1], inputs), text
        )

    def step(self, step: dict[str, Any], inputs: dict[str, str]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        output = self.home / "output"
        output.write_text("")
        env = {k: self.filled(v, inputs) for k, v in step.get("env", {}).items()}
        env |= {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.home / "summary"),
            "RUNNER_TEMP": str(self.home),
            "GH_LOG": str(self.home / "gh.log"),
        }
        env = environment(env)
        env["PATH"] = f"{self.home / 'bin'}:{env['PATH']}"
        folder = self.filled(step.get("working-directory", "."), inputs)
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.project / folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.said += done.stdout
        rows = [tuple(row.split("=", 1)) for row in output.read_text().splitlines()]
        self.outputs[step.get("id", "")] = dict(rows)
        return done.returncode

    def read(self, name: str) -> str:
        return (self.home / name).read_text()


@pytest.fixture
def action(here: Path, tmp_path: Path) -> Runner:
    home = tmp_path / "runner"
    (home / "bin").mkdir(parents=True)
    (home / "bin/gh").write_text(GH)
    (home / "bin/gh").chmod(0o755)
    app = here / "app"
    configure_in(app)
    commit(here)
    run(["git", "clone", "--quiet", "--bare", here, tmp_path / "origin"], here)
    run(["git", "remote", "add", "origin", tmp_path / "origin"], here)
    return Runner(here, home)


def configure_in(app: Path) -> None:
    app.mkdir()
    configure(app, "One")
    lock(project=app)
    generate(project=app)


def test_check_passes_and_fails_by_name(action: Runner) -> None:
    assert action() == 0
    assert "Up to date" in action.said
    (action.project / "app" / OUT / "one.py").unlink()
    assert action() == 1
    assert f"missing   {OUT}/one.py" in action.said


def test_check_asks_the_live_models_on_request(action: Runner) -> None:
    save(action.project / "app/signatures/one.json", "one", method("other"))
    assert action() == 0
    assert action(remote="true") == 1


@pytest.mark.slow
def test_update_without_a_change_opens_nothing(action: Runner) -> None:
    assert action(command="update") == 0
    assert action.outputs["update"] == {"changed": "false"}
    assert not (action.home / "gh.log").exists()


@pytest.mark.slow
def test_update_opens_a_pull_request_that_says_what_changed(action: Runner) -> None:
    signatures = action.project / "app/signatures/one.json"
    save(signatures, "one", method("predict", parameter("words", required=True)))
    run(["git", "commit", "--quiet", "--all", "--message", "new model"], action.project)
    assert action(command="update") == 0, action.said
    assert action.outputs["update"] == {"changed": "true"}
    assert f"pr create --head {BRANCH} --base main" in action.read("gh.log")
    body = action.read("gh.log.body")
    assert body.startswith("## Clarifai models: a major release\n")
    assert "Pass `words` as a keyword wherever `predict` is called." in body
    files = run(
        ["git", "diff", "--name-only", "main", f"origin/{BRANCH}"], action.project
    ).split()
    assert "app/clarifai-codegen.lock" in files
    assert f"app/{OUT}/one.py" in files
    assert run(["git", "branch", "--show-current"], action.project) == "main\n"
    # The same again amends the pull request.
    assert action(command="update") == 0, action.said
    assert f"pr edit {BRANCH}" in action.read("gh.log")
    assert action.read("gh.log").count("pr create") == 1


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "status"), [("breaking", 1), ("", 0)])
def test_update_may_fail_on_weight(action: Runner, limit: str, status: int) -> None:
    signatures = action.project / "app/signatures/one.json"
    save(signatures, "one", method("other"))
    run(["git", "commit", "--quiet", "--all", "--message", "new model"], action.project)
    assert action(command="update", fail_on=limit) == status, action.said
    assert "pr create" in action.read("gh.log")


@pytest.mark.slow
def test_hostile_inputs_are_no_script(action: Runner) -> None:
    signatures = action.project / "app/signatures/one.json"
    save(signatures, "one", method("other"))
    run(["git", "commit", "--quiet", "--all", "--message", "new model"], action.project)
    action(command="update", branch="x; touch pwned", fail_on="$(touch pwned)")
    assert not list(action.project.rglob("pwned"))
