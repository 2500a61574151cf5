"""Is what is on disk what the lock says, and the lock what the models say?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Exit, Problem, ProblemError, Where, highest
from .configuration import Configuration, Output
from .fresh import is_fresh, project_inputs
from .lock import Lock, load_lock
from .manifest import MANIFEST, Manifest, Record, load_manifest
from .stray import strays
from .texts import lf, path_shown

if TYPE_CHECKING:
    from .fetch import Fetched, Progress
    from .pages import Page
    from .plan import Plan, Step

__all__ = ["CheckReport", "Difference", "check"]

_MISSING = ("missing",)
_CHANGED = ("outdated", "edited", "foreign")
_ORPHANED = ("stale", "stray")


class Difference(NamedTuple):
    """A file that is not what it should be.

    `state` is "missing", "outdated", "edited", "foreign" (in the place of one of ours),
    "stale" (of ours, and no longer needed) or "stray" (it says that it is ours, and no
    manifest lists it). `diff` is the unified diff from what is there to what should be,
    "" where there is nothing to compare.
    """

    file: str
    target: str
    state: str
    diff: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many files were compared, manifests included, and which differ.

    `reformatted` ones do not count as different. `remote` are the models whose live
    signature is not the locked one, where that was asked for.
    """

    files: int
    differences: tuple[Difference, ...] = ()
    reformatted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    remote: tuple[Fetched, ...] = ()

    @property
    def missing(self) -> list[str]:
        """The files that are not there."""
        return self._files(_MISSING)

    @property
    def changed(self) -> list[str]:
        """The files that hold something else."""
        return self._files(_CHANGED)

    @property
    def orphaned(self) -> list[str]:
        """The files of ours that should not be there."""
        return self._files(_ORPHANED)

    @property
    def exit(self) -> Exit:
        """The exit status: a difference is no problem, but not well either."""
        differs = self.differences or self.remote
        found = Exit.DIFFERENCE if differs else Exit.WELL
        return max(found, highest(self.problems))

    def _files(self, states: Sequence[str]) -> list[str]:
        return [each.file for each in self.differences if each.state in states]


def check(
    configuration: Configuration,
    outputs: Sequence[Output] | None = None,
    *,
    remote: bool = False,
    progress: Progress | None = None,
) -> CheckReport:
    """Hold the files of a project against its lock; nothing is written.

    With `remote`, the lock is held against the live models too. Raises ProblemError where
    nothing can be compared.
    """
    outputs = configuration.outputs if outputs is None else outputs
    if not configuration.models or not outputs:
        word = "targets" if configuration.models else "models"
        what = f"The configuration names no {word}, so there is nothing to check."
        where = Where(file=path_shown(configuration.file))
        fix = "Run `clarifai-codegen add SOURCE`."
        raise ProblemError(Problem("bad-configuration", what, where, fix))
    lock = load_lock(configuration.lock_file)
    comparison = _Comparison()
    if is_fresh(outputs, project_inputs(configuration, lock)):
        for output in outputs:
            comparison.fresh(output)
        if configuration.pages:
            from .pages import stale_pages

            comparison.pages(stale_pages(configuration, outputs))
    else:
        _compare(comparison, configuration, lock, outputs)
    found: tuple[Fetched, ...] = ()
    if remote:
        found, problems = _live(configuration, lock, progress)
        comparison.problems += problems
    return CheckReport(
        comparison.files,
        tuple(comparison.differences),
        tuple(comparison.reformatted),
        tuple(dict.fromkeys(comparison.problems)),
        found,
    )


def _compare(
    comparison: _Comparison,
    configuration: Configuration,
    lock: Lock,
    outputs: Sequence[Output],
) -> None:
    from .generate import stale_rendered
    from .job import project_job
    from .plan import make_plan
    from .render import render

    job = project_job(configuration, lock, outputs)
    comparison.problems += job.problems
    kept = job.keep_models - {entry.name for entry in job.entries}
    for output, rendered, warnings in render(job):
        comparison.problems += warnings
        manifest = load_manifest(output.folder)
        name = output.target.name
        plan = make_plan(output.folder, name, rendered, manifest, keep_models=kept)
        comparison.add(output, plan, manifest)
        comparison.pages(stale_rendered(job, output, rendered))


def _live(
    configuration: Configuration, lock: Lock, progress: Progress | None
) -> tuple[tuple[Fetched, ...], tuple[Problem, ...]]:
    """The models whose live signature is another one; those out of reach are problems."""
    from .fetch import merge, read_sources

    report = merge(configuration, lock, read_sources(configuration.models, progress))
    differs = tuple(row for row in report.models if row.state in ("changed", "new"))
    return differs, report.problems


class _Comparison:
    """Collects what differs, output by output."""

    def __init__(self) -> None:
        self.files = 0
        self.differences: list[Difference] = []
        self.reformatted: list[str] = []
        self.problems: list[Problem] = []

    def fresh(self, output: Output) -> None:
        """An output that is as a good run left it."""
        files = load_manifest(output.folder).files
        self.files += len(files) + 1
        self.strays(output, files)

    def add(self, output: Output, plan: Plan, manifest: Manifest) -> None:
        """An output and what would have to happen to it."""
        self.files += len(plan.rendered.files) + 1
        for step in plan.steps:
            self.step(output, plan, manifest, step)
        listed = {
            step.path: record
            for step in plan.steps
            if (record := step.after or _as_listed(step, manifest))
        }
        if not manifest.files:
            self.note(output, MANIFEST, "missing")
        elif manifest.pending or manifest.files != listed:
            self.note(output, MANIFEST, "outdated")
        known = {*manifest.files, *manifest.pending, *plan.rendered.files}
        self.strays(output, known)

    def step(self, output: Output, plan: Plan, manifest: Manifest, step: Step) -> None:
        if step.reason == "reformatted" and step.after:
            same_meaning = manifest.files.get(step.path)
            if same_meaning and same_meaning.digest == step.after.digest:
                self.reformatted.append(path_shown(output.folder / step.path))
                return
        state = _STATES.get((step.action.value, step.reason))
        state = state or _STATES.get((step.action.value, ""), "")
        if state:
            wanted = plan.rendered.files.get(step.path)
            shown = state in _CHANGED and wanted is not None
            diff = _unified(output.folder / step.path, wanted or b"") if shown else ""
            self.note(output, step.path, state, diff)

    def pages(self, stale: Iterable[Page]) -> None:
        """Pages of the user's whose snippets are not those of the project."""
        for page in stale:
            name = path_shown(page.path)
            self.differences.append(Difference(name, "pages", "outdated"))

    def strays(self, output: Output, listed: Collection[str]) -> None:
        for path in strays(output.folder, listed):
            self.note(output, path, "stray")

    def note(self, output: Output, path: str, state: str, diff: str = "") -> None:
        name = path_shown(output.folder / path)
        self.differences.append(Difference(name, output.target.name, state, diff))


def _as_listed(step: Step, manifest: Manifest) -> Record | None:
    """An edited file is told by its own name, not by that of the manifest as well."""
    return manifest.files.get(step.path) if step.reason == "edited" else None


_STATES = {
    ("create", ""): "missing",
    ("update", ""): "outdated",
    ("remove", ""): "stale",
    ("conflict", ""): "foreign",
    ("conflict", "edited"): "edited",
}


def _unified(file: Path, wanted: bytes) -> str:
    """The diff from what is on disk to what should be, line ends aside."""
    try:
        found = file.read_bytes()
    except OSError:
        return ""
    from difflib import unified_diff

    name = path_shown(file)
    texts = [lf(data).decode("utf-8", "backslashreplace") for data in (found, wanted)]
    before, after = (text.splitlines(keepends=True) for text in texts)
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in unified_diff(before, after, name, f"{name} (as it should be)")
    )
