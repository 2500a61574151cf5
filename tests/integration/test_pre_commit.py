"""The hooks of pre-commit, run by pre-commit."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from clarifai_codegen import generate, lock
from tests.project.samples import configure, method, save

from .conftest import BIN, commit, run

ROOT = Path(__file__).parents[2]
OUT = "generated/python/clarifai_models"

pytestmark = pytest.mark.slow


@pytest.fixture
def project(here: Path, tmp_path: Path) -> Path:
    """A project with our hooks. They run with the toolkit that is installed: pre-commit
    would install a copy from the package index for `language: python`."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    chosen = [hook for hook in hooks if "clarifai-codegen lint" not in hook["entry"]]
    assert {hook["language"] for hook in chosen} == {"python"}
    repository = tmp_path / "hooks"
    repository.mkdir()
    system = [hook | {"language": "system"} for hook in chosen]
    (repository / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(system))
    commit(repository)
    revision = run(["git", "rev-parse", "HEAD"], repository).strip()
    used = [
        {
            "id": hook["id"],
            "stages": ["manual" if "generate" in hook["id"] else "pre-commit"],
        }
        for hook in chosen
    ]
    settings = {"repos": [{"repo": str(repository), "rev": revision, "hooks": used}]}
    (here / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings))
    configure(here, "One")
    lock()
    generate()
    commit(here)
    return here


def hooks(project: Path, *options: str, fails: bool = False) -> str:
    command: list[str | Path] = [BIN / "pre-commit", "run", "--all-files", *options]
    home = str(project.parent / "pre-commit")
    return run(command, project, fails=fails, PRE_COMMIT_HOME=home)


def test_what_is_generated_passes(project: Path) -> None:
    assert "Passed" in hooks(project)


def test_an_edited_file_fails_by_its_name(project: Path) -> None:
    file = project / OUT / "one.py"
    file.write_text(file.read_text().replace("def predict(", "def predicts("))
    assert f"edited    {OUT}/one.py" in hooks(project, fails=True)


def test_generate_mends_and_then_passes(project: Path) -> None:
    save(project / "signatures/one.json", "one", method("other"))
    lock(update=True)
    commit(project)
    option = ("--hook-stage", "manual")
    assert "files were modified by this hook" in hooks(project, *option, fails=True)
    commit(project)
    assert "Passed" in hooks(project, *option)
    assert "Passed" in hooks(project)
