"""The lock as git knows it: `HEAD~1`, `v1.2`, or `HEAD~1:path/to/clarifai-codegen.lock`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..problems import Problem, ProblemError

__all__ = ["locked_at"]


def locked_at(text: str, lock_file: Path) -> tuple[Path, bytes] | None:
    """The lock of a git revision, and its name for people; None where it is none.

    A bare revision means `lock_file` at that revision. A path behind a colon starts at
    the root of the repository, as in git, or else at the working directory. Raises
    ProblemError `bad-source` where the revision exists and the file does not.
    """
    revision, colon, path = text.partition(":")
    if not revision or revision.startswith("-") or path.startswith("//"):
        return None
    folder = Path.cwd() if colon else lock_file.parent
    if (
        not folder.is_dir()
        or _git(folder, "rev-parse", f"{revision}^{{commit}}") is None
    ):
        return None
    paths = [path, f"./{path}"] if colon else [f"./{lock_file.name}"]
    for each in paths:
        name = f"{revision}:{each}"
        data = _git(folder, "cat-file", "blob", name)
        if data is not None:
            return Path(name), data
    what = f"The revision {revision!r} holds no {path or lock_file.name}."
    raise ProblemError(Problem("bad-source", what))


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers, None where it fails or is not installed.

    Only plumbing is run, which uses neither a pager nor filters of the repository.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
