"""Linting files: reading each, adding advice, mending it where that is asked for."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError
from ..source.directory import model_file
from ..source.model_py import Reading, read_file, read_text
from .advice import advise

__all__ = ["Linted", "check", "mend"]

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Linted:
    """One file and what there is to say of it.

    `changes` is a unified diff of what was mended, empty where nothing was.
    """

    file: str
    problems: tuple[Problem, ...]
    methods: tuple[str, ...] = ()
    changes: str = ""


def check(paths: Sequence[PathLike], *, advice: bool = True) -> list[Linted]:
    """Read model.py files or model directories and say what is wrong with each.

    Errors are what the SDK refuses, or what cannot be known; advice comes as warnings.
    """
    return [_check(os.fspath(path), advice) for path in paths]


def mend(
    paths: Sequence[PathLike], *, advice: bool = True, write: bool = True
) -> list[Linted]:
    """Mend what has one right answer, then check; `write` replaces the files."""
    return [_mend(os.fspath(path), advice, write) for path in paths]


def _check(path: str, advice: bool) -> Linted:
    try:
        file, name = model_file(Path(path), path)
        return _linted(name, read_file(file, name), advice)
    except ProblemError as error:
        return Linted(path, error.problems)


def _linted(name: str, reading: Reading, advice: bool, changes: str = "") -> Linted:
    told = advise(reading) if advice else []
    problems = sorted(
        [*reading.problems, *told], key=lambda p: (p.where.line, p.where.column)
    )
    return Linted(name, tuple(problems), tuple(reading.signatures), changes)


def _mend(path: str, advice: bool, write: bool) -> Linted:
    from .fixes import fixed

    try:
        file, name = model_file(Path(path), path)
        reading = read_file(file, name)
    except ProblemError as error:
        return Linted(path, error.problems)
    before = file.read_bytes()
    after = fixed(before, name)
    if after == before:
        return _linted(name, reading, advice)
    if write:
        from ..project.replace import replace_file

        replace_file(file, after)
    changes = _diff(before, after, name)
    return _linted(name, read_text(after, name), advice, changes)


def _diff(before: bytes, after: bytes, name: str) -> str:
    old, new = (
        text.decode("utf-8", "replace").splitlines(keepends=True)
        for text in (before, after)
    )
    return "".join(difflib.unified_diff(old, new, name, name))
