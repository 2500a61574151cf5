"""What is wrong with a model.py, and what would make its clients better.

    check(paths)            the problems of files, with advice as warnings
    mend(paths)             the same files with what has one right answer put right

Nothing of the files runs.
"""

from __future__ import annotations

from .report import Linted, check, mend

__all__ = ["Linted", "check", "mend"]
