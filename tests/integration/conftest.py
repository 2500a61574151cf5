"""Projects that are built by real tools, in folders of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.project.conftest import here as here

BIN = Path(sys.executable).parent


def run(
    command: list[str | Path], folder: Path, *, fails: bool = False, **env: str
) -> str:
    """What a program says; it ends well, or badly where it `fails`."""
    done = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) == fails, done.stdout
    return done.stdout


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The toolkit on the path, and git with a name and without a user's settings."""
    who = {"NAME": "n", "EMAIL": "e@example.com"}
    names = {
        f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()
    }
    return {
        **os.environ,
        **names,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        **more,
    }


def commit(folder: Path, message: str = "change") -> None:
    """All of a folder as a commit."""
    if not (folder / ".git").exists():
        run(["git", "init", "--quiet", "--initial-branch", "main"], folder)
    run(["git", "add", "--all"], folder)
    run(["git", "commit", "--quiet", "--allow-empty", "--message", message], folder)


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "VIRTUAL_ENV", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
