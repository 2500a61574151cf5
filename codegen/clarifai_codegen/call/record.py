"""What a snippet prints: taken from a run of it, never made up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..shown import shown
from ..source.reference import parse
from ..target.entry import Entry, Settings
from ..target.snippets.emit import Snippet
from ..target.snippets.flavors import Flavor
from ..target.snippets.text import snippet_text

__all__ = ["with_output"]

_PAT = "local"
_SECONDS = 600


def with_output(
    source: str, entry: Entry, snippet: Snippet, options: Mapping[str, Any]
) -> Snippet:
    """The snippet with what it prints, run in the working directory.

    A model directory is served for the run. Raises ProblemError `snippet-failed`.
    """
    with _place(source, entry, options) as (called, given, environment):
        again = snippet_text(called, snippet.method, snippet.flavor.name, given)
        output = _run(called, again, given, environment)
    return replace(snippet, output=output)


@contextmanager
def _place(
    source: str, entry: Entry, options: Mapping[str, Any]
) -> Iterator[tuple[Entry, Mapping[str, Any], dict[str, str]]]:
    """The model and the options of the run, and the variables that it has."""
    if options.get("base_url") or parse(source).kind != "model_py":
        yield entry, options, {}
        return
    from ..serve import serve

    with serve([source]) as endpoint:
        ids = endpoint.models[0]._asdict() | {"version_id": ""}
        model = entry.model.model_copy(update=ids)
        variable = entry.pat_env or "CLARIFAI_PAT"
        given = {**options, "base_url": endpoint.base_url}
        yield replace(entry, model=model), given, {variable: _PAT}


def _run(
    entry: Entry,
    snippet: Snippet,
    options: Mapping[str, Any],
    environment: Mapping[str, str],
) -> str:
    with TemporaryDirectory() as name:
        folder = Path(name)
        if snippet.flavor.family == "python":
            _write_client(entry, folder, options)
        file = folder / f"snippet.{snippet.flavor.suffix}"
        file.write_text(snippet.text, encoding="utf-8")
        scripts = os.path.dirname(sys.executable)
        path = os.pathsep.join((scripts, os.environ.get("PATH", "")))
        variables = {**os.environ, "PATH": path, "PYTHONPATH": name, "NO_COLOR": "1"}
        try:
            done = subprocess.run(
                [*_interpreter(snippet.flavor), str(file)],
                env=variables | dict(environment),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise _failed(snippet, f"it took more than {_SECONDS} s") from None
    if done.returncode:
        raise _failed(snippet, shown(done.stderr.strip()[-400:] or "it says nothing"))
    return done.stdout


def _write_client(entry: Entry, folder: Path, options: Mapping[str, Any]) -> None:
    from ..target.python.emit import emit

    package = str(options.get("package") or "clarifai_models")
    root = folder.joinpath(*package.split("."))
    for path, text in emit([entry], Settings()).files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())


def _interpreter(flavor: Flavor) -> list[str]:
    if flavor.suffix == "py":
        return [sys.executable]
    bash = shutil.which("bash") if flavor.suffix == "sh" else None
    if bash is None:
        what = f"Snippets in {flavor.language} are not run here."
        raise ProblemError(Problem("bad-usage", what, fix="Leave out --with-output."))
    return [bash]


def _failed(snippet: Snippet, why: str) -> ProblemError:
    what = f"The snippet {snippet.flavor.name!r} failed: {why}."
    place = Where(method=snippet.method)
    return ProblemError(Problem("snippet-failed", what, place))
