"""Whether this process may import the model.py files that it is given: `--import`."""

from __future__ import annotations

__all__ = ["allow_import", "import_allowed"]

_allowed = False


def allow_import(allowed: bool) -> None:
    """Whether from now on Clarifai's SDK is asked, in a subprocess that runs the file."""
    global _allowed
    _allowed = allowed


def import_allowed() -> bool:
    """Whether it was allowed."""
    return _allowed
