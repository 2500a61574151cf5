"""The steps of the demo: how they are run and told."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Problem, ProblemError

if TYPE_CHECKING:
    from .console import Console

__all__ = ["Steps", "run_in"]


class Steps:
    """Runs steps, says how each went, and collects that for `--json`."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.done: list[dict[str, Any]] = []

    def tell(self, what: str, told: str) -> None:
        """A step that says something and does nothing."""
        self.run(what, str, lambda _: told)

    def run(self, what: str, do: Callable[[], Any], tell: Callable[[Any], str]) -> Any:
        """Do a step, and say what `tell` makes of its result."""
        start = time.monotonic()
        number = len(self.done) + 1
        self.console.say(f"{number}. {what}", style="bold")
        result = do()
        seconds = round(time.monotonic() - start, 2)
        told = tell(result)
        for line in told.splitlines():
            self.console.say(f"   {line}")
        self.done.append({"step": what, "seconds": seconds, "result": told})
        return result


def run_in(folder: Path, *command: str) -> str:
    """The output of a program; ProblemError with it where the program failed."""
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    text = (done.stdout + done.stderr).strip()
    if done.returncode:
        what = f"A step of the demo failed.\n{text}"
        raise ProblemError(Problem("internal", what))
    return text
