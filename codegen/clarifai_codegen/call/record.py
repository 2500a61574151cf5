"""What a snippet prints: taken from a run of it, never made up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..shown import shown
from ..source.reference import parse
from ..target.entry import Entry, Settings
from ..target.snippets.emit import Snippet
from ..target.snippets.text import snippet_text
from .interpreter import prepared

__all__ = ["kept_output", "with_output"]

_PAT = "local"
_SECONDS = 600
_ROUTING = ("deployment_id", "deployment_user_id", "compute_cluster_id", "nodepool_id")


@dataclass(frozen=True, slots=True)
class _Run:
    """The model, the options and the variables of a run."""

    entry: Entry
    options: Mapping[str, Any]
    environment: Mapping[str, str]


def with_output(
    source: str,
    entry: Entry,
    snippet: Snippet,
    options: Mapping[str, Any],
    *,
    base_url: str = "",
    settings: Settings | None = None,
) -> Snippet:
    """The snippet with what it prints, run in the working directory.

    A model directory is served for the run unless a `base_url` says where it runs.
    Raises ProblemError `snippet-failed`, `missing-package`.
    """
    with _place(source, entry, options, base_url) as run:
        flavor = snippet.flavor.name
        with TemporaryDirectory() as name:
            command, more = prepared(snippet.flavor, run.entry, Path(name), run.options)
            given = {**run.options, **more}
            again = snippet_text(run.entry, snippet.method, flavor, given, settings)
            output = _run(again, command, Path(name), run.environment)
    return replace(snippet, output=output)


def kept_output(
    folder: str | os.PathLike[str],
    source: str,
    method: str,
    flavor: str,
    *,
    base_url: str = "",
    pat_env: str = "",
    name: str = "",
) -> Snippet:
    """The snippet of a folder with what it prints, which is kept beside it.

    Raises ProblemError: what `with_output` and `place_of` raise, and `snippet-failed`
    where it prints the PAT.
    """
    from ..project.recording import place_of

    names = {"name": name, "base_url": base_url, "pat_env": pat_env}
    place = place_of(folder, source, method, flavor, **names)
    options = {**place.settings.options}
    if base_url:
        options["base_url"] = base_url
    settings = place.settings
    entry, snippet = place.entry, place.snippet
    found = with_output(
        source, entry, snippet, options, base_url=base_url, settings=settings
    )
    pat = os.environ.get(entry.pat_env or "CLARIFAI_PAT", "")
    if pat and pat in (found.output or ""):
        raise _failed(found, "it prints the PAT, so its output is not kept")
    place.keep(found.output or "")
    return found


@contextmanager
def _place(
    source: str, entry: Entry, options: Mapping[str, Any], base_url: str
) -> Iterator[_Run]:
    if base_url or parse(source).kind != "model_py":
        yield _Run(entry, options, {})
        return
    from ..serve import serve

    with serve([source]) as endpoint:
        ids = endpoint.models[0]._asdict() | {"version_id": ""}
        model = entry.model.model_copy(update=ids)
        variable = entry.pat_env or "CLARIFAI_PAT"
        # Deployments are the platform's; here there is one place to run.
        given = {
            **options,
            **dict.fromkeys(_ROUTING, ""),
            "base_url": endpoint.base_url,
        }
        yield _Run(replace(entry, model=model), given, {variable: _PAT})


def _run(
    snippet: Snippet, command: list[str], folder: Path, environment: Mapping[str, str]
) -> str:
    file = folder / f"snippet.{snippet.flavor.suffix}"
    file.write_text(snippet.text, encoding="utf-8")
    scripts = os.path.dirname(sys.executable)
    path = os.pathsep.join((scripts, os.environ.get("PATH", "")))
    own = {"PATH": path, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            [*command, str(file)],
            env={**os.environ, **own, **environment},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _failed(snippet, f"it took more than {_SECONDS} s") from None
    if done.returncode:
        raise _failed(snippet, shown(done.stderr.strip()[-400:] or "it says nothing"))
    return done.stdout.replace("\r\n", "\n")


def _failed(snippet: Snippet, why: str) -> ProblemError:
    what = f"The snippet {snippet.flavor.name!r} failed: {why}."
    place = Where(method=snippet.method)
    return ProblemError(Problem("snippet-failed", what, place))
