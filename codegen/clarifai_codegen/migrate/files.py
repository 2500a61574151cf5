"""Migrating files: each is read, rewritten in memory, told as a diff, then written."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import libcst as cst

from ..problems import Problem, ProblemError, Where
from ..project.replace import replace_file
from ..shown import shown
from .rewrite import rewritten

__all__ = ["Migrated", "migrate"]

PathLike = str | os.PathLike[str]
_SKIPPED = {"node_modules", "__pycache__", "site-packages", "venv"}


@dataclass(frozen=True, slots=True)
class Migrated:
    """One file: a unified diff, empty where nothing changes, and what was left alone."""

    file: str
    diff: str = ""
    problems: tuple[Problem, ...] = ()


def migrate(
    paths: Sequence[PathLike],
    *,
    package: str = "clarifai_models",
    names: Mapping[tuple[str, str, str], str] | None = None,
    write: bool = False,
) -> list[Migrated]:
    """Rewrite Python files, and those of folders, that use the SDK's `Model`.

    `package` is what the clients are imported from. `names` are the classes of models by
    user, app and model id, as the configuration gives them; others get their usual name.
    Files without such a use are not in the answer.
    """
    found = [_one(path, package, names or {}, write) for path in _files(paths)]
    return [each for each in found if each.diff or each.problems]


def _files(paths: Sequence[PathLike]) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(
                each for each in folders if each not in _SKIPPED and each[0] != "."
            )
            yield from (Path(folder, n) for n in sorted(files) if n.endswith(".py"))


def _one(
    path: Path, package: str, names: Mapping[tuple[str, str, str], str], write: bool
) -> Migrated:
    place = Where(shown(str(path)))
    try:
        before = path.read_bytes()
        if b"clarifai" not in before:
            return Migrated(place.file)
        after, problems = rewritten(before, package, names)
    except OSError as error:
        what = f"{place.file} cannot be read: {error.strerror or error}."
        return Migrated(place.file, "", (Problem("unreadable-file", what, place),))
    except (cst.ParserSyntaxError, RecursionError, UnicodeError, ValueError) as error:
        what = f"Python: {shown(str(error).splitlines()[0])}"
        return Migrated(place.file, "", (Problem("bad-syntax", what, place),))
    if write and after != before:
        try:
            replace_file(path, after)
        except ProblemError as error:
            return Migrated(place.file, "", error.problems)
    old, new = (
        text.decode("utf-8", "replace").splitlines(keepends=True)
        for text in (before, after)
    )
    diff = "".join(difflib.unified_diff(old, new, place.file, place.file))
    return Migrated(
        place.file, diff, tuple(problem.at(file=place.file) for problem in problems)
    )
