"""Which targets write where in a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from .configuration import Configuration, Output
from .discovery import find, load_file
from .targets import DEFAULT_TARGETS, TARGETS, Target, known_target
from .texts import path_shown

__all__ = ["configured_outputs", "outputs_below", "refuse_configured"]


def outputs_below(
    folder: str | os.PathLike[str], targets: Sequence[Target]
) -> tuple[Output, ...]:
    """Where targets write when an output was named: one target has it for itself."""
    full = Path(os.path.abspath(folder))
    names = list(dict.fromkeys(target.name for target in targets))
    rows = [TARGETS[name] for name in names or DEFAULT_TARGETS]
    if len(rows) == 1:
        return (Output(rows[0], full, rows[0].defaults),)
    return tuple(
        Output(row, full / row.folder.format_map(row.defaults), row.defaults)
        for row in rows
    )


def configured_outputs(
    configuration: Configuration,
    targets: Sequence[str],
    output: str | os.PathLike[str] | None,
) -> tuple[Output, ...]:
    """The project's outputs, or those of some targets, or below another folder.

    Raises ProblemError `bad-usage` for a target that is unknown or not configured.
    """
    chosen = [known_target(name) for name in targets]
    configured = {each.target.name: each for each in configuration.outputs}
    if output is not None:
        found = outputs_below(
            output, chosen or [each.target for each in configuration.outputs]
        )
        return tuple(
            (
                replace(each, options=configured[each.target.name].options)
                if each.target.name in configured
                else each
            )
            for each in found
        )
    for target in chosen:
        if target.name not in configured:
            what = f"The target {target.name!r} is not among the configured ones."
            where = Where(file=path_shown(configuration.file))
            fix = f"Configured: {', '.join(configured) or 'none'}; or give --output."
            raise ProblemError(Problem("bad-usage", what, where, fix))
    names = {target.name for target in chosen} or set(configured)
    return tuple(each for name, each in configured.items() if name in names)


def refuse_configured(folder: Path) -> None:
    """Raise `bad-output` where a configured project keeps its own output."""
    existing = next(each for each in (folder, *folder.parents) if each.is_dir())
    files = [file for file in (find(existing), find(Path.cwd())) if file is not None]
    for file in dict.fromkeys(files):
        configuration = load_file(file)
        own = [configuration.output, *(each.folder for each in configuration.outputs)]
        for each in own:
            if folder.resolve().is_relative_to(each.resolve()):
                what = f"The folder belongs to the project of {path_shown(file)}."
                fix = "Name another folder, or `clarifai-codegen add` the source."
                where = Where(file=path_shown(folder))
                raise ProblemError(Problem("bad-output", what, where, fix))
