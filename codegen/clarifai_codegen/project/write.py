"""Files to disk: all staged before the first is replaced, each replaced at once.

What a crash leaves, at any point: every file either old or new, and a manifest that
names all of ours. So the next run goes on where this one stopped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from .folder import cannot_write
from .manifest import MANIFEST, Manifest, as_listed, seal, shard_manifests
from .plan import Action, Plan, Rendered

__all__ = ["GITATTRIBUTES", "Staging", "replace_file", "staging"]

GITATTRIBUTES = b"* text eol=lf linguist-generated=true\n"

_STAGE = ".clarifai-codegen.tmp"


class Staging:
    """What a run is about to write, output by output.

    A plan is added as soon as it is made, so that its files need no memory any more.
    """

    def __init__(self) -> None:
        self._staged: list[_Staged] = []

    def add(self, plan: Plan) -> Plan:
        """Write all that is new beside its place; the plan without its files."""
        _clear(plan.folder)
        staged = _Staged(replace(plan, rendered=Rendered({})))
        self._staged.append(staged)
        staged.stage(plan.rendered)
        return staged.plan

    def commit(self, inputs: str = "") -> None:
        """Make the folders what their plans say. `inputs` goes into the manifests.

        Nothing is written for a plan without changes whose manifest is the same already.
        """
        for each in self._staged:
            each.commit(inputs)
        self.clear()

    def clear(self) -> None:
        """Remove what was not committed, and the folders that are left empty."""
        for each in self._staged:
            with suppress(OSError):
                _clear(each.plan.folder)
                if not each.plan.files:
                    each.plan.folder.rmdir()


@contextmanager
def staging() -> Iterator[Staging]:
    """A place for what a run is about to write; nothing of it is left there at the end.

    The caller holds the folders (`alone_in`). Raises ProblemError `cannot-write`.
    """
    held = Staging()
    try:
        yield held
    except OSError as error:
        failed = Path(os.fspath(error.filename)) if error.filename else Path()
        raise cannot_write(failed, error) from None
    finally:
        held.clear()


def replace_file(path: Path, data: bytes) -> bool:
    """Write a file of the project atomically; False when it holds `data` already.

    A link is followed, and the permissions of an existing file stay.
    """
    path = path.resolve()
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        _save(temporary, data, path, sync=True)
        os.replace(temporary, path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    return True


class _Staged:
    """One plan on its way to disk."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stage_folder = plan.folder / _STAGE
        self.files: list[tuple[str, str]] = []
        changed = plan.of(Action.CREATE, Action.UPDATE)
        self.interim = Manifest(
            plan.target,
            {step.path: step.before for step in plan.steps if step.before},
            pending={step.path: step.after for step in changed if step.after},
        )
        self.manifest = plan.folder / plan.manifest

    def stage(self, rendered: Rendered) -> None:
        """Write all that is new beside its place."""
        if not self.plan.changes:
            return
        self.make_stage()
        for step in self.plan.of(Action.CREATE, Action.UPDATE):
            place = f"{self.plan.folder}/{step.path}"
            temporary = f"{self.stage_folder}/{len(self.files)}"
            stands = place if step.action is Action.UPDATE else None
            _save(temporary, rendered.files[step.path], stands)
            self.files.append((temporary, place))

    def commit(self, inputs: str) -> None:
        """Say what is to come, replace, remove, and say what is."""
        if self.plan.changes:
            self.save(self.interim)
            for folder in {os.path.dirname(place) for _, place in self.files}:
                os.makedirs(folder, exist_ok=True)
            for temporary, place in self.files:
                os.replace(temporary, place)
            for step in self.plan.of(Action.REMOVE):
                self.remove(self.plan.folder / step.path)
        files = {step.path: step.after for step in self.plan.steps if step.after}
        if files:
            self.save(Manifest(self.plan.target, files, seal(inputs, as_listed(files))))
        else:
            self.manifest.unlink(missing_ok=True)
        if self.plan.manifest == MANIFEST:
            for name in shard_manifests(self.plan.folder):
                (self.plan.folder / name).unlink()

    def save(self, manifest: Manifest) -> None:
        data = manifest.dump().encode("utf-8")
        with suppress(FileNotFoundError):
            if self.manifest.read_bytes().replace(b"\r\n", b"\n") == data:
                return
        self.make_stage()
        temporary = self.stage_folder / MANIFEST
        _save(temporary, data, self.manifest, sync=True)
        os.replace(temporary, self.manifest)

    def make_stage(self) -> None:
        try:
            self.stage_folder.mkdir()
        except FileExistsError:
            if self.stage_folder.is_symlink() or not self.stage_folder.is_dir():
                raise

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.plan.folder:
                break
            try:
                folder.rmdir()
            except OSError:
                break


def _save(
    path: str | Path, data: bytes, place: str | Path | None, *, sync: bool = False
) -> None:
    """Write a new file with the permissions of the one whose place it takes, if any."""
    with open(path, "xb") as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    if place is not None:
        with suppress(FileNotFoundError, NotADirectoryError):
            shutil.copymode(place, path)


def _clear(folder: Path) -> None:
    """Remove the stage of this run, or of one that crashed: only names that it gives."""
    stage = folder / _STAGE
    if stage.is_symlink() or not stage.is_dir():
        return
    for each in list(stage.iterdir()):
        if (each.name.isdecimal() or each.name == MANIFEST) and not each.is_dir():
            each.unlink()
    with suppress(OSError):
        stage.rmdir()
