"""The snippet of a folder whose output is to be recorded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..source.reference import parse
from ..target.entry import Entry, Settings
from ..target.snippets.emit import Snippet
from ..target.snippets.text import snippet_file, snippet_text
from .configuration import Configuration, Output
from .direct import single_entry
from .discovery import find, load_file
from .job import project_job
from .lock import load_lock
from .recorded import TARGET, save_recorded
from .targets import TARGETS
from .texts import path_shown

__all__ = ["Place", "place_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """A snippet as it stands at `path` below `folder`, and the settings it is made by."""

    folder: Path
    path: str
    entry: Entry
    settings: Settings
    snippet: Snippet

    def keep(self, output: str) -> Path:
        """Write what it printed beside it. Raises ProblemError."""
        return save_recorded(self.folder, self.path, self.snippet.text, output)


def place_of(
    folder: str | os.PathLike[str],
    source: str,
    method: str,
    flavor: str,
    *,
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
) -> Place:
    """The snippet of a model in a folder of the target `snippets`.

    The folder is a project's, whose options count, or what `generate SOURCE` wrote. The
    model is that of the name, else of the source. Raises ProblemError: `bad-output` where
    the folder does not hold this snippet, `unknown-model`, and what `snippet` raises.
    """
    full = Path(os.path.abspath(folder))
    configuration, output = _owner(full)
    if configuration is None:
        options = {"name": name, "base_url": base_url, "pat_env": pat_env}
        entry, settings = single_entry(source, **options), Settings()
    else:
        job = project_job(configuration, load_lock(configuration.lock_file))
        wanted = name or _name_of(source, configuration, base_url, pat_env)
        entry = _chosen(job.entries, wanted, full)
        settings = replace(job.settings, options=output.options)
    snippet = snippet_text(entry, method, flavor, settings.options, settings)
    path = snippet_file(entry, snippet)
    place = Place(full, path, entry, settings, snippet)
    try:
        found = (full / path).read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        found = ""
    if found != snippet.text:
        what = "The folder does not hold this snippet as it is made now."
        fix = "Name the folder of the target `snippets`, after `clarifai-codegen generate`."
        where = Where(path_shown(full / path))
        raise ProblemError(Problem("bad-output", what, where, fix))
    return place


def _owner(folder: Path) -> tuple[Configuration | None, Output]:
    """The project whose folder of snippets this is, None where it is nobody's."""
    start = next(each for each in (folder, *folder.parents) if each.is_dir())
    files = (find(start), find(Path.cwd()))
    for file in dict.fromkeys(each for each in files if each is not None):
        configuration = load_file(file)
        for each in configuration.outputs:
            if each.target.name == TARGET and each.folder.resolve() == folder.resolve():
                return configuration, each
    return None, Output(TARGETS[TARGET], folder)


def _name_of(
    source: str, configuration: Configuration, base_url: str, pat_env: str
) -> str:
    """The name of the configured model that the source is, else the source's own."""
    given = parse(source)
    for each in configuration.models:
        reference = each.reference()
        paths = [_real(path) for path in (reference.path, given.path)]
        if paths[0] == paths[1] and (paths[0] or reference.text == given.text):
            return each.name or load_lock(configuration.lock_file).name_of(each)
    return single_entry(source, base_url=base_url, pat_env=pat_env).name


def _real(path: Path | None) -> Path | None:
    return path.resolve() if path else None


def _chosen(entries: tuple[Entry, ...], name: str, folder: Path) -> Entry:
    found = {entry.name: entry for entry in entries}
    if name in found:
        return found[name]
    close = nearest(name, found)
    what = f"The project has no model {name!r}."
    names: Iterator[str] = iter([close] if close else sorted(found))
    fix = f"Add --name: {', '.join(names) or 'there is none'}."
    raise ProblemError(Problem("unknown-model", what, Where(path_shown(folder)), fix))
