"""Files to disk: all staged before the first is replaced, each replaced at once.

What a crash leaves, at any point: every file either old or new, and a manifest that
names all of ours. So the next run goes on where this one stopped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from .folder import cannot_write
from .manifest import MANIFEST, Manifest, seal, shard_manifests
from .plan import Action, Plan

__all__ = ["GITATTRIBUTES", "replace_file", "write_plans"]

GITATTRIBUTES = b"* text eol=lf linguist-generated=true\n"

_STAGE = ".clarifai-codegen.tmp"


def write_plans(
    plans: Iterable[Plan], inputs: str = "", before: Callable[[], None] | None = None
) -> None:
    """Make the folders what their plans say. `inputs` goes into the manifests, `before`
    runs when all is staged and nothing replaced.

    The caller holds the folders (`alone_in`). Nothing is written for a plan without
    changes whose manifest is the same already. Raises ProblemError `cannot-write`.
    """
    plans = list(plans)
    staged: list[_Staged] = []
    try:
        for plan in plans:
            _clear(plan.folder)
            staged.append(_Staged(plan, inputs))
        for each in staged:
            each.stage()
        if before is not None:
            before()
        for each in staged:
            each.commit()
    except OSError as error:
        failed = Path(os.fspath(error.filename)) if error.filename else Path()
        raise cannot_write(failed, error) from None
    finally:
        for plan in plans:
            with suppress(OSError):
                _clear(plan.folder)
                if not plan.files:
                    plan.folder.rmdir()


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

    def __init__(self, plan: Plan, inputs: str) -> None:
        self.plan = plan
        self.stage_folder = plan.folder / _STAGE
        self.files: list[tuple[Path, Path]] = []
        changed = plan.of(Action.CREATE, Action.UPDATE)
        self.interim = Manifest(
            plan.target,
            {step.path: step.before for step in plan.steps if step.before},
            pending={step.path: step.after for step in changed if step.after},
        )
        files = {step.path: step.after for step in plan.steps if step.after}
        self.final = Manifest(plan.target, files, seal(inputs, files))
        self.manifest = plan.folder / plan.manifest

    def stage(self) -> None:
        """Write all that is new beside its place."""
        if not self.plan.changes:
            return
        self.make_stage()
        for step in self.plan.of(Action.CREATE, Action.UPDATE):
            place = self.plan.folder / step.path
            temporary = self.stage_folder / str(len(self.files))
            stands = place if step.action is Action.UPDATE else None
            _save(temporary, self.plan.rendered.files[step.path], stands)
            self.files.append((temporary, place))

    def commit(self) -> None:
        """Say what is to come, replace, remove, and say what is."""
        if self.plan.changes:
            self.save(self.interim)
            for folder in dict.fromkeys(place.parent for _, place in self.files):
                folder.mkdir(parents=True, exist_ok=True)
            for temporary, place in self.files:
                os.replace(temporary, place)
            for step in self.plan.of(Action.REMOVE):
                self.remove(self.plan.folder / step.path)
        if self.plan.files:
            self.save(self.final)
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


def _save(path: Path, data: bytes, place: Path | None, *, sync: bool = False) -> None:
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
