"""Is what is on disk what the lock says?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..problems import Exit, Problem, ProblemError, Where, highest
from .configuration import Configuration, Output
from .fresh import is_fresh, project_inputs
from .lock import load_lock
from .manifest import MANIFEST, load_manifest
from .pages import Page, stale_pages
from .texts import path_shown

__all__ = ["CheckReport", "Difference", "check"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not what it should be.

    `state` is "missing", "outdated", "stale" (of ours, and no longer needed), "edited"
    or "foreign" (in the place of one of ours).
    """

    file: str
    target: str
    state: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many files were compared, manifests included, and which differ.

    `reformatted` ones do not count as different.
    """

    files: int
    differences: tuple[Difference, ...] = ()
    reformatted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def exit(self) -> Exit:
        """The exit status: a difference is no problem, but not well either."""
        found = Exit.DIFFERENCE if self.differences else Exit.WELL
        return max(found, highest(self.problems))


def check(
    configuration: Configuration, outputs: Sequence[Output] | None = None
) -> CheckReport:
    """Hold the files of a project against its lock; nothing is written.

    Raises ProblemError where nothing can be compared.
    """
    outputs = configuration.outputs if outputs is None else outputs
    if not configuration.models or not outputs:
        what = "The configuration names no models, so there is nothing to check."
        where = Where(file=path_shown(configuration.file))
        fix = "Run `clarifai-codegen add SOURCE`."
        raise ProblemError(Problem("bad-configuration", what, where, fix))
    lock = load_lock(configuration.lock_file)
    if is_fresh(outputs, project_inputs(configuration, lock)):
        files = sum(len(load_manifest(each.folder).files) + 1 for each in outputs)
        pages = stale_pages(configuration, outputs)
        return CheckReport(files, tuple(map(_stale, pages)))
    from .generate import project_job, render, stale_rendered
    from .plan import Rendered, make_plan

    job = project_job(configuration, lock, outputs)
    problems = list(job.problems)
    differences: list[Difference] = []
    reformatted: list[str] = []
    files = 0
    kept = job.keep_models - {entry.name for entry in job.entries}
    every: list[tuple[Output, Rendered]] = []
    for output, rendered, warnings in render(job):
        every.append((output, rendered))
        problems += warnings
        manifest = load_manifest(output.folder)
        plan = make_plan(
            output.folder, output.target.name, rendered, manifest, keep_models=kept
        )
        files += len(rendered.files) + 1
        listed = {step.path: step.after for step in plan.steps if step.after}
        for step in plan.steps:
            name = path_shown(output.folder / step.path)
            if step.reason == "reformatted" and step.after:
                same_meaning = manifest.files.get(step.path)
                if same_meaning and same_meaning.digest == step.after.digest:
                    reformatted.append(name)
                    continue
            state = _STATES.get((step.action.value, step.reason))
            state = state or _STATES.get((step.action.value, ""), "")
            if state:
                differences.append(Difference(name, output.target.name, state))
        if not manifest.files:
            state = "missing"
        elif manifest.pending or manifest.files != listed:
            state = "outdated"
        else:
            continue
        name = path_shown(output.folder / MANIFEST)
        differences.append(Difference(name, output.target.name, state))
    differences += map(_stale, stale_rendered(job, every))
    return CheckReport(files, tuple(differences), tuple(reformatted), tuple(problems))


def _stale(page: Page) -> Difference:
    """A page of the user's whose snippets are not those of the project."""
    return Difference(path_shown(page.path), "pages", "outdated")


_STATES = {
    ("create", ""): "missing",
    ("update", ""): "outdated",
    ("remove", ""): "stale",
    ("conflict", ""): "foreign",
    ("conflict", "edited"): "edited",
}
