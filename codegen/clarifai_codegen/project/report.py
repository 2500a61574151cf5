"""What a run did, or would do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import Exit, Problem, highest
from .configuration import Output
from .manifest import MANIFEST, load_manifest

if TYPE_CHECKING:
    from ..target.entry import Entry
    from .plan import Plan

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What `generate` did, or would do.

    `pages` are those of the user's pages whose snippets changed. `fresh` runs found nothing
    to do without rendering: they have no plans.
    """

    outputs: tuple[Output, ...] = ()
    entries: tuple[Entry, ...] = ()
    plans: tuple[Plan, ...] = ()
    problems: tuple[Problem, ...] = ()
    pages: tuple[Path, ...] = ()
    fresh: bool = False

    @property
    def exit(self) -> Exit:
        """The exit status of the run."""
        return highest(self.problems)

    @property
    def files(self) -> list[Path]:
        """All files that the run stands for, manifests included."""
        return [
            Path(path)
            for path in sorted(
                os.path.join(folder, path)
                for folder, paths, manifest in self._listed()
                for path in (*paths, *([manifest] if paths else []))
            )
        ]

    @property
    def many(self) -> int:
        """How many files the run stands for."""
        return sum(len(paths) + bool(paths) for _, paths, _ in self._listed())

    def _listed(self) -> list[tuple[Path, list[str], str]]:
        """The folder of each output, its files, the name of its manifest."""
        if self.plans:
            return [(plan.folder, plan.files, plan.manifest) for plan in self.plans]
        return [
            (output.folder, list(load_manifest(output.folder).files), MANIFEST)
            for output in self.outputs
        ]
