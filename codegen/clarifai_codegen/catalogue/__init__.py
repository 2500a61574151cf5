"""The catalogue of problems: code -> what it means and what to do.

A code that is not here cannot be used, so each one is documented; `explain` prints it.
"""

from __future__ import annotations

from . import model_py, project, signatures, sources, usage
from .entry import Entry, Exit

__all__ = ["CATALOGUE", "Entry", "Exit"]

CATALOGUE: dict[str, Entry] = {
    **signatures.ENTRIES,
    **sources.ENTRIES,
    **model_py.ENTRIES,
    **project.ENTRIES,
    **usage.ENTRIES,
}
