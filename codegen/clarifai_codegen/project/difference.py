"""What changed between two sources, or between two locks, and what it breaks."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError
from ..signature.compare import Change, Weight, compare, version_step
from ..signature.method import Model
from ..source import read
from ..source.reference import parse
from .lock import Lock, parse_lock

__all__ = ["Diff", "ModelDiff", "diff"]


@dataclass(frozen=True, slots=True)
class ModelDiff:
    """The changes of one model; `state` is "added", "removed" or "changed"."""

    name: str
    state: str
    changes: tuple[Change, ...] = ()

    @property
    def weight(self) -> Weight:
        """The heaviest change; a model that is gone breaks its users."""
        own = {"removed": Weight.BREAKING}.get(self.state, Weight.COMPATIBLE)
        return max([own, *(change.weight for change in self.changes)])


@dataclass(frozen=True, slots=True)
class Diff:
    """All models that differ, and the problems of methods that could not be read."""

    models: tuple[ModelDiff, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all models together."""
        return tuple(change for model in self.models for change in model.changes)

    @property
    def weight(self) -> Weight | None:
        """The heaviest change; None where nothing changed."""
        return max((model.weight for model in self.models), default=None)

    @property
    def step(self) -> str:
        """The part of a version to raise: "major", "minor", "patch" or "none"."""
        if any(model.state == "removed" for model in self.models):
            return "major"
        step = version_step(self.changes)
        added = any(model.state == "added" for model in self.models)
        return "minor" if added and step in ("none", "patch") else step


def diff(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    *,
    base_url: str = "",
    pat_env: str = "",
) -> Diff:
    """Compare two sources or two locks. Raises ProblemError where one is unreadable."""
    before, problems = _models(os.fspath(old), base_url, pat_env)
    after, more = _models(os.fspath(new), base_url, pat_env)
    if (_ONE in before) != (_ONE in after):
        what = "A lock can only be compared with a lock."
        raise ProblemError(Problem("bad-usage", what))
    rows = []
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            rows.append(ModelDiff(name, "added"))
        elif name not in after:
            rows.append(ModelDiff(name, "removed"))
        elif changes := compare(before[name], after[name]):
            rows.append(ModelDiff(name, "changed", changes))
    return Diff(tuple(rows), (*problems, *more))


_ONE = ""


def _models(
    text: str, base_url: str, pat_env: str
) -> tuple[Mapping[str, Model], tuple[Problem, ...]]:
    lock = _lock(Path(text))
    if lock is not None:
        decoded = {name: each.decoded() for name, each in lock.models.items()}
        problems = [problem for each in decoded.values() for problem in each.problems]
        return {name: each.model for name, each in decoded.items()}, tuple(problems)
    one = read(parse(text, base_url=base_url, pat_env=pat_env))
    return {_ONE: one.model}, one.problems


def _lock(path: Path) -> Lock | None:
    """The lock at a path, whatever it is called; None where something else is."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    if path.suffix != ".lock":
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            return None
        if not isinstance(document, dict) or "lock" not in document:
            return None
    return parse_lock(data, path)
