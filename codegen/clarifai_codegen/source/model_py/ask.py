"""Asking Clarifai's SDK what a model.py says: a subprocess imports the file."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...problems import Problem, ProblemError, Where
from ...shown import shown

__all__ = ["ask_sdk"]

_CHILD = Path(__file__).with_name("asked.py")
_DEADLINE = 300.0
_TOLD = 12


def ask_sdk(file: Path, name: str) -> dict[str, dict[str, Any]]:
    """The signatures that the SDK registers, by attribute of the model class.

    As a runner does first; where a package is not installed, with mocks in place of all
    foreign packages, as an upload does.

    Raises ProblemError `missing-extra`, `bad-source`, `import-failed`.
    """
    if find_spec("clarifai") is None:
        what = "Importing a model needs Clarifai's SDK, the package `clarifai`."
        raise ProblemError(Problem("missing-extra", what))
    place = Where(shown(name))
    if file.name != "model.py":
        what = f"The SDK reads files named model.py only, not {place.file}."
        raise ProblemError(Problem("bad-source", what, place))
    folder = str(file.absolute().parent)
    answer = _ask(place, {"folder": folder, "mocking": False})
    if answer.get("kind") in ("ModuleNotFoundError", "ImportError"):
        answer = _ask(place, {"folder": folder, "mocking": True})
    if "signatures" not in answer:
        what = shown(f"The SDK says: {answer.get('error', 'nothing')}")
        raise ProblemError(Problem("import-failed", what, place))
    signatures: dict[str, dict[str, Any]] = answer["signatures"]
    return signatures


def _ask(place: Where, question: dict[str, Any]) -> dict[str, Any]:
    # -P: the child's own folder is not where the model's imports are looked for.
    command = [sys.executable, "-P", str(_CHILD)]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(question).encode() + b"\n",
            capture_output=True,
            timeout=_DEADLINE,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
        return answer
    except subprocess.TimeoutExpired:
        what = f"The import did not end within {_DEADLINE:g} s."
    except (IndexError, ValueError):
        tail = done.stderr.decode("utf-8", "replace").splitlines()[-_TOLD:]
        what = shown("\n".join(["The import ended the process.", *tail]))
    raise ProblemError(Problem("import-failed", what, place))
