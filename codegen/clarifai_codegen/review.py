"""The public functions that look: at files, at changes, at a project, at templates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .api import PathLike, Progress, configuration_of, outputs_of, path_of

if TYPE_CHECKING:
    from .project.check import CheckReport
    from .project.difference import Diff
    from .project.doctor import Diagnosis
    from .project.export import Exported

__all__ = [
    "changelog",
    "check",
    "diff",
    "doctor",
    "export_templates",
    "list_templates",
]


def check(
    *,
    targets: Sequence[str] = (),
    remote: bool = False,
    config: PathLike | None = None,
    project: PathLike | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Hold the project's files against its lock; with `remote`, the lock against the live
    models as well. Nothing is written. Raises ProblemError where nothing was compared.
    """
    from .project.check import check as compare

    configuration = configuration_of(config, project)
    outputs = outputs_of(configuration, targets, None)
    return compare(configuration, outputs, remote=remote, progress=progress)


def diff(
    old: PathLike,
    new: PathLike = "",
    *,
    base_url: str = "",
    pat_env: str = "",
    config: PathLike | None = None,
    project: PathLike | None = None,
) -> Diff:
    """What changed between two sources or two locks, and what it breaks.

    A lock is a file, a project's folder, or a git revision (`HEAD~1`, `HEAD~1:path`);
    `new` is that of the working tree unless it is given. Raises ProblemError.
    """
    from .project.difference import diff as compare
    from .project.discovery import locked_by

    lock_file = locked_by(path_of(config), path_of(project))
    return compare(old, new, lock_file=lock_file, base_url=base_url, pat_env=pat_env)


def changelog(difference: Diff) -> str:
    """The difference as an entry of a changelog, in Markdown, with what to do in Python
    and in TypeScript."""
    from .project.changelog import changelog as written

    return written(difference)


def list_templates(*names: str) -> tuple[str, ...]:
    """The names of our templates; those that one of `names` begins, if there are any."""
    from .target.templates import template_files

    return tuple(name for name in template_files() if name.startswith(names or ("",)))


def export_templates(folder: PathLike, *names: str) -> tuple[Exported, ...]:
    """Copy our templates into a folder, for a user to change; see `list_templates`.

    Files that are there already stay. Raises ProblemError.
    """
    from .project.export import export_templates as export

    return export(Path(folder), names)


def doctor(
    *, config: PathLike | None = None, project: PathLike | None = None
) -> Diagnosis:
    """What keeps a project from working, found without calling anyone."""
    from .project.doctor import diagnose

    return diagnose(path_of(config), path_of(project))
