"""What changed between two locks, git revisions of a lock, or sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError
from ..signature.change import Change, Weight, version_step
from ..signature.compare import compare
from ..signature.method import Model
from ..source import read
from ..source.reference import parse
from .configuration import LOCK_NAME
from .lock import Lock, Locked, parse_lock
from .revisions import locked_at
from .texts import path_shown

__all__ = ["Diff", "ModelDiff", "diff"]


@dataclass(frozen=True, slots=True)
class ModelDiff:
    """The changes of one model; `state` is "added", "removed" or "changed".

    `name` is "" where sources were compared. `model` is what it is now, None where it is
    gone.
    """

    name: str
    state: str
    changes: tuple[Change, ...] = ()
    model: Model | None = None

    @property
    def weight(self) -> Weight:
        """The heaviest change."""
        return max(change.weight for change in self.changes)


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
        return version_step(self.changes)


def diff(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str] = "",
    *,
    lock_file: Path | None = None,
    base_url: str = "",
    pat_env: str = "",
) -> Diff:
    """Compare two sources, or two locks; each lock a file, a project's folder, or a
    revision that git knows.

    `new` is the lock of the working tree unless it is given. `lock_file` is what a bare
    revision means. Raises ProblemError where one is unreadable.
    """
    lock_file = lock_file or Path.cwd() / LOCK_NAME
    reader = _Reader(lock_file, base_url, pat_env)
    before = reader.read(os.fspath(old))
    after = reader.read(os.fspath(new) or str(lock_file))
    if before.is_lock != after.is_lock:
        what = "A lock can only be compared with a lock."
        raise ProblemError(Problem("bad-usage", what))
    rows = tuple(_rows(before.models, after.models))
    return Diff(rows, (*before.problems, *after.problems))


@dataclass(frozen=True, slots=True)
class _Side:
    """The models of one side, with their locked entries where they come from a lock."""

    models: Mapping[str, tuple[Model, Locked | None]]
    problems: tuple[Problem, ...]
    is_lock: bool


def _rows(
    before: Mapping[str, tuple[Model, Locked | None]],
    after: Mapping[str, tuple[Model, Locked | None]],
) -> Iterator[ModelDiff]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            gain = Change(code="model-added")
            yield ModelDiff(name, "added", (gain,), after[name][0])
        elif name not in after:
            yield ModelDiff(name, "removed", (Change(code="model-removed"),))
        else:
            (old, was), (new, is_) = before[name], after[name]
            changes = tuple(_entry(was, is_)) if was and is_ else ()
            if changes := (*changes, *compare(old, new)):
                yield ModelDiff(name, "changed", changes, new)


def _entry(old: Locked, new: Locked) -> Iterator[Change]:
    """What changed of a locked model beside its signature."""
    if _address(old) != _address(new):
        yield Change(code="model-moved", old=_address(old), new=_address(new))
    if _version(old) != _version(new):
        yield Change(code="model-pinned", old=_version(old), new=_version(new))
    if old.pat_env != new.pat_env:
        default = "CLARIFAI_PAT"
        was, is_ = old.pat_env or default, new.pat_env or default
        yield Change(code="model-credentials", old=was, new=is_)


def _address(locked: Locked) -> str:
    ids = "/".join((locked.user_id, locked.app_id, "models", locked.model_id))
    return f"{ids} at {locked.base_url}" if locked.base_url else ids


def _version(locked: Locked) -> str:
    return locked.version_id if locked.pinned else "the latest"


class _Reader:
    """Reads what a side of the comparison names."""

    def __init__(self, lock_file: Path, base_url: str, pat_env: str) -> None:
        self.lock_file = lock_file
        self.base_url = base_url
        self.pat_env = pat_env

    def read(self, text: str) -> _Side:
        lock = self.lock(text)
        if lock is None:
            reference = parse(text, base_url=self.base_url, pat_env=self.pat_env)
            one = read(reference)
            return _Side({"": (one.model, None)}, one.problems, is_lock=False)
        decoded = {name: each.decoded() for name, each in lock.models.items()}
        return _Side(
            {name: (each.model, lock.models[name]) for name, each in decoded.items()},
            tuple(
                problem.at(model=name)
                for name, each in decoded.items()
                for problem in each.problems
            ),
            is_lock=True,
        )

    def lock(self, text: str) -> Lock | None:
        """The lock that a text names; None where it names something else."""
        path = Path(text)
        if (path / LOCK_NAME).is_file():
            path = path / LOCK_NAME
        if path.is_file():
            data = path.read_bytes()
            return parse_lock(data, path) if _is_lock(path, data) else None
        if path.exists() or "://" in text or "/models/" in text or text == "-":
            return None
        if path == self.lock_file:
            what = f"There is no lock {path_shown(path)}."
            raise ProblemError(Problem("not-locked", what))
        found = locked_at(text, self.lock_file)
        return parse_lock(found[1], found[0]) if found else None


def _is_lock(path: Path, data: bytes) -> bool:
    """Whether a file is meant as a lock, whatever it is called."""
    if path.suffix == ".lock":
        return True
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "lock" in document
