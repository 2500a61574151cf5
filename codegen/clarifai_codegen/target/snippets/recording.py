"""What a run of a snippet printed. Standard library only: an up-to-date run reads it."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import NamedTuple

__all__ = ["Recording", "digest_of", "output_file"]


class Recording(NamedTuple):
    """`output` was printed by the snippet whose digest is `snippet`.

    `snippet` is "" where the output is not what was recorded. `again` is the command that
    records it anew, but for the source.
    """

    output: str
    snippet: str
    again: str = ""

    def of(self, text: str) -> str | None:
        """What this snippet printed; None where another text was run."""
        return self.output if self.snippet == digest_of(text) else None


def digest_of(text: str) -> str:
    """The digest of a snippet or of its output."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def output_file(path: str) -> str:
    """Where the output of a snippet is kept: beside it."""
    return str(PurePosixPath(path).with_suffix(".output.txt"))
