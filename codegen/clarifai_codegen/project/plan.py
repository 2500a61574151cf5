"""What a run would do to one output folder: create, update, keep, remove, conflict."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..problems import Problem, Where
from .edited import syntax_digest
from .manifest import MANIFEST, Manifest, Record
from .texts import digest_of, lf, path_shown

__all__ = ["Action", "Plan", "Rendered", "Step", "make_plan", "record_of"]


class Action(StrEnum):
    """What happens to a file."""

    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"
    REMOVE = "remove"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files that a target makes, and who owns them ("" for what is shared).

    `records` are what the manifest will say of files, as far as that is known.
    """

    files: Mapping[str, bytes]
    owners: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one file.

    `reason` tells more where the action does not. `before` is what stands on disk and is
    ours, `after` what the manifest will say; None where there is no such file.
    """

    path: str
    action: Action
    reason: str = ""
    before: Record | None = None
    after: Record | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps for one folder, by path. `manifest` is the name of its manifest."""

    folder: Path
    target: str
    steps: tuple[Step, ...]
    rendered: Rendered
    manifest: str = MANIFEST

    def of(self, *actions: Action) -> list[Step]:
        """The steps with one of these actions."""
        return [step for step in self.steps if step.action in actions]

    @property
    def files(self) -> list[str]:
        """The files that are ours after the run."""
        return [step.path for step in self.steps if step.after]

    @property
    def changes(self) -> bool:
        """Whether a file would be created, updated or removed."""
        return bool(self.of(Action.CREATE, Action.UPDATE, Action.REMOVE))

    @property
    def conflicts(self) -> list[Problem]:
        """A problem for each file that stops the run."""
        return [
            Problem(
                "edited-file" if step.reason == "edited" else "foreign-file",
                _CONFLICTS[step.reason],
                Where(file=path_shown(self.folder / step.path)),
            )
            for step in self.of(Action.CONFLICT)
        ]


_CONFLICTS = {
    "foreign": "clarifai-codegen did not write this file and would have to replace it.",
    "no file": "Something that is no plain file stands where one of ours belongs.",
    "edited": "The file was edited since clarifai-codegen wrote it.",
}


def make_plan(
    folder: Path,
    target: str,
    rendered: Rendered,
    manifest: Manifest,
    *,
    keep_models: Set[str] = frozenset(),
    force: bool = False,
    name: str = MANIFEST,
) -> Plan:
    """Hold the rendered files against the folder and its manifest.

    Files of `keep_models` that were not rendered stay and stay ours. With `force`,
    edits in files of ours do not stop the run. `name` is that of the manifest to write.
    """
    planner = _Planner(folder, manifest, force)
    steps = []
    for path, data in rendered.files.items():
        after = rendered.records.get(path) or record_of(
            manifest, path, data, rendered.owners.get(path, "")
        )
        steps.append(planner.wanted(path, data, after))
    for path in {**manifest.files, **manifest.pending}:
        if path not in rendered.files and (step := planner.unwanted(path, keep_models)):
            steps.append(step)
    steps.sort(key=lambda step: step.path)
    return Plan(folder, target, tuple(steps), rendered, name)


def record_of(manifest: Manifest, path: str, data: bytes, owner: str) -> Record:
    """What the manifest will say of a file."""
    digest = digest_of(lf(data))
    for before in _known(manifest, path):
        if before.digest == digest and before.syntax:
            return Record(digest, owner, before.syntax)
    text = lf(data).decode("utf-8", "surrogateescape")
    return Record(digest, owner, syntax_digest(path, text))


def _known(manifest: Manifest, path: str) -> list[Record]:
    lists = (manifest.files, manifest.pending)
    return [records[path] for records in lists if path in records]


class _Planner:
    def __init__(self, folder: Path, manifest: Manifest, force: bool) -> None:
        self.folder = folder
        self.manifest = manifest
        self.force = force
        self.odd_folders: dict[str, bool] = {}

    def wanted(self, path: str, data: bytes, after: Record) -> Step:
        """The step for a file that was rendered."""
        kind = self.kind(path)
        if kind not in (0, stat.S_IFREG):
            return Step(path, Action.CONFLICT, "no file")
        found = self.read(path) if kind else None
        if found is None:
            return Step(path, Action.CREATE, after=after)
        if lf(found) == lf(data):
            return Step(path, Action.KEEP, before=after, after=after)
        known = self.known(path)
        if not known:
            return Step(path, Action.CONFLICT, "foreign")
        return self.change(path, Action.UPDATE, found, known, after)

    def unwanted(self, path: str, keep_models: Set[str]) -> Step | None:
        """The step for a file of ours that was not rendered, None where it is gone."""
        known = self.known(path)
        blocked = self.kind(path) not in (0, stat.S_IFREG)
        found = None if blocked else self.read(path)
        if known[0].model and known[0].model in keep_models:
            digest = "" if found is None else digest_of(lf(found))
            same = [record for record in known if record.digest == digest]
            record = (same or known)[0]
            reason = "its model was not rendered"
            return Step(path, Action.KEEP, reason, before=record, after=record)
        if blocked:
            return Step(path, Action.CONFLICT, "no file")
        if found is None:
            return None
        return self.change(path, Action.REMOVE, found, known, None)

    def change(
        self,
        path: str,
        action: Action,
        found: bytes,
        known: list[Record],
        after: Record | None,
    ) -> Step:
        """The step for a file of ours: the action, unless someone edited the file."""
        state = _state(path, found, known)
        if state == "edited" and not self.force:
            return Step(path, Action.CONFLICT, state)
        before = Record(digest_of(lf(found)), known[0].model)
        return Step(path, action, state, before, after)

    def known(self, path: str) -> list[Record]:
        """What the file was, or was about to be, when a run of ours last saw it."""
        return _known(self.manifest, path)

    def read(self, path: str) -> bytes | None:
        try:
            with open(f"{self.folder}/{path}", "rb", buffering=0) as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def kind(self, path: str) -> int:
        """The type bits of what stands at the path, links not followed, 0 for nothing; a
        folder's place that something else has counts as taken."""
        folder = path.rpartition("/")[0]
        if self.is_odd(folder):
            return stat.S_IFDIR
        return _kind(f"{self.folder}/{path}")

    def is_odd(self, folder: str) -> bool:
        """Whether what stands at a folder's place below the output is no folder."""
        if not folder:
            return False
        if folder not in self.odd_folders:
            odd = _kind(f"{self.folder}/{folder}") not in (0, stat.S_IFDIR)
            above = folder.rpartition("/")[0]
            self.odd_folders[folder] = odd or self.is_odd(above)
        return self.odd_folders[folder]


def _state(path: str, found: bytes, known: list[Record]) -> str:
    """Whether a file of ours is as we wrote it (""), "reformatted" or "edited"."""
    if digest_of(lf(found)) in {record.digest for record in known}:
        return ""
    meanings = {record.syntax for record in known if record.syntax}
    try:
        text = lf(found).decode("utf-8-sig")
    except UnicodeDecodeError:
        return "edited"
    same = bool(meanings) and syntax_digest(path, text) in meanings
    return "reformatted" if same else "edited"


def _kind(path: str) -> int:
    """The type bits of what stands at a path, links not followed; 0 for nothing."""
    try:
        return stat.S_IFMT(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return 0
