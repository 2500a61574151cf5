"""A job -> files in memory -> a plan -> files on disk.

All targets are rendered and planned before anything is written, so what stops one of
them stops the run.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from ..problems import Problem, ProblemError, Where, highest
from .configuration import Output
from .folder import alone_in, cannot_write, check_folder
from .job import Job
from .manifest import MANIFEST, load_manifest
from .pages import Page, library_of, own_output, pages_of
from .plan import Plan, Rendered, make_plan
from .recorded import drop_recorded
from .render import render
from .report import Report
from .texts import path_shown
from .write import replace_file, staging

__all__ = ["run", "stale_rendered"]


def run(
    job: Job,
    *,
    force: bool = False,
    dry_run: bool = False,
    before: Callable[[], None] | None = None,
) -> Report:
    """Render, plan and, unless `dry_run`, write.

    `before` runs when all is staged, ahead of the first file. A dry run gives the plans
    with their conflicts among the problems.

    Raises ProblemError, with nothing written: `bad-output`, `edited-file`,
    `foreign-file`, `bad-manifest`, `unproved`, `bad-template`, `name-taken`.
    """
    problems = list(job.problems)
    plans: list[Plan] = []
    pages: list[Page] = []
    try:
        for output in job.outputs:
            check_folder(output.folder, job.root)
        with ExitStack() as held:
            if not dry_run:
                for output in sorted(job.outputs, key=lambda each: each.folder):
                    held.enter_context(alone_in(output.folder))
            staged = held.enter_context(staging())
            written: list[Output] = []
            conflicts: list[Problem] = []
            for output, files, warnings in render(job):
                problems += warnings
                plan = _plan(job, output, files, force=force)
                conflicts += plan.conflicts
                pages += stale_rendered(job, output, files)
                written.append(output)
                plans.append(plan if dry_run or conflicts else staged.add(plan))
                del files, plan
            if dry_run:
                problems += conflicts
            elif conflicts:
                raise ProblemError(*conflicts)
            else:
                if before is not None:
                    before()
                staged.commit("" if highest(problems) else job.inputs)
                for plan, output in zip(plans, written, strict=True):
                    if job.shard is None:
                        drop_recorded(output, plan.files)
                    _drop_empty(plan, job.root)
                for page in pages:
                    replace_file(page.path, page.after)
    except ProblemError as error:
        raise ProblemError(*job.problems, *error.problems) from error
    except OSError as error:
        raise cannot_write(Path(error.filename or "."), error) from None
    changed = tuple(page.path for page in pages)
    return Report(job.outputs, job.entries, tuple(plans), tuple(problems), changed)


def stale_rendered(job: Job, output: Output, rendered: Rendered) -> list[Page]:
    """The project's pages that do not hold the rendered snippets; none for other outputs.

    Raises ProblemError `bad-marker`.
    """
    if job.configuration is None or job.shard is not None:
        return []
    if own_output(job.configuration, [output]) is None:
        return []
    kept = job.keep_models - {entry.name for entry in job.entries}
    library = library_of(rendered.files, output, kept)
    if library is None:
        return []
    return [page for page in pages_of(job.configuration, library) if page.is_stale]


def _plan(job: Job, output: Output, rendered: Rendered, *, force: bool) -> Plan:
    name = job.shard.manifest if job.shard else MANIFEST
    manifest = load_manifest(output.folder, name if job.shard else "")
    if manifest.target not in ("", output.target.name):
        what = f"The folder holds the files of the target {manifest.target!r}."
        where = Where(file=path_shown(output.folder))
        raise ProblemError(Problem("bad-output", what, where))
    return make_plan(
        output.folder,
        output.target.name,
        rendered,
        manifest,
        keep_models=job.keep_models - {entry.name for entry in job.entries},
        force=force,
        name=name,
    )


def _drop_empty(plan: Plan, root: Path) -> None:
    """Where no file of ours is left, neither are the folders that led there."""
    if not plan.files:
        for folder in plan.folder.parents:
            if folder == root or not folder.is_relative_to(root):
                return
            try:
                folder.rmdir()
            except OSError:
                return
