"""Output folders: which are refused, and one run at a time in each."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from .texts import path_shown

__all__ = ["alone_in", "cannot_write", "check_folder"]

_REPOSITORY = (".git", ".hg", ".svn", ".jj")
_held = threading.local()


def check_folder(folder: Path, root: Path) -> None:
    """Raise `bad-output` where generated files must not go.

    Refused: a file system's root, the home folder and what is above it, the root of a
    repository, and what a link leads to, unless it stays in `root` (the project's folder).
    """

    def refuse(what: str) -> ProblemError:
        where = Where(file=path_shown(folder))
        return ProblemError(Problem("bad-output", what, where))

    full = Path(os.path.abspath(folder))
    try:
        real = full.resolve()
    except (OSError, RuntimeError):
        raise refuse("The path runs in a circle of links.") from None
    home = Path(os.path.expanduser("~")).resolve()
    if real == Path(real.anchor) or full == Path(full.anchor):
        raise refuse("The output is the root of the file system.")
    if home.is_relative_to(real):
        raise refuse("The output is the home folder, or above it.")
    if any((real / name).exists() for name in _REPOSITORY):
        raise refuse("The output is the root of a repository.")
    if any(part in _REPOSITORY for part in real.parts):
        raise refuse("The output is inside of a repository's own data.")
    if os.path.lexists(full) and not full.is_dir():
        raise refuse("The output is a file, not a folder.")
    root = Path(os.path.abspath(root))
    if full.is_relative_to(root):
        if not real.is_relative_to(root.resolve()):
            raise refuse(f"A link leads out of the project, to {real}.")
    elif full.is_symlink():
        raise refuse(f"The output is a link, to {real}.")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder against other runs of ours while the block runs.

    The folder is made when it is missing; what was made goes again when it stays empty.
    A folder that this thread holds already is not taken twice.
    """
    made = _make(folder)
    held = _held.__dict__.setdefault("folders", set())
    real = folder.resolve()
    handle = None
    try:
        if real in held:
            yield
            return
        handle = _lock(folder)
        held.add(real)
        yield
    finally:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        if handle is not None:
            held.discard(real)
            os.close(handle)


def cannot_write(path: Path, error: OSError) -> ProblemError:
    """The problem of a write that the system refused."""
    what = f"{error.strerror or error}."
    return ProblemError(Problem("cannot-write", what, Where(file=path_shown(path))))


def _make(folder: Path) -> list[Path]:
    missing = []
    path = folder
    while not path.exists():
        missing.append(path)
        path = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    return missing[::-1]


if sys.platform == "win32":

    def _lock(folder: Path) -> int | None:
        import hashlib
        import msvcrt
        import tempfile
        import time

        name = hashlib.sha256(str(folder.resolve()).casefold().encode()).hexdigest()
        file = Path(tempfile.gettempdir()) / f"clarifai-codegen-{name[:32]}.lock"
        handle = os.open(file, os.O_RDWR | os.O_CREAT)
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:
                time.sleep(0.05)
            else:
                return handle

else:

    def _lock(folder: Path) -> int | None:
        """An exclusive lock on the folder itself, so that no lock file is left."""
        import fcntl

        while True:
            try:
                handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            except FileNotFoundError:
                folder.mkdir(parents=True, exist_ok=True)
                continue
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError:  # a file system without locks: better alone than not at all
                return handle
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), os.stat(folder)):
                    return handle
            os.close(handle)
