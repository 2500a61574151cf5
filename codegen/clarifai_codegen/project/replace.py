"""Replacing a file of the user's by its mended text, in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from ..shown import shown

__all__ = ["replace_file"]


def replace_file(path: Path, data: bytes) -> None:
    """Write a file anew with the permissions that it had; links stay links.

    Raises ProblemError `cannot-write`.
    """
    place = path.resolve()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(place, temporary)
        os.replace(temporary, place)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True) if temporary else None
        name = shown(str(path))
        what = f"{name} cannot be written: {error.strerror or error}."
        raise ProblemError(Problem("cannot-write", what, Where(name))) from None
