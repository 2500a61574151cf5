"""`migrate`: calls through the SDK's `Model` become calls of typed clients."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import highest
from . import options
from .console import Console


@options.command(
    "migrate",
    short_help="Move code from the SDK's Model to typed clients.",
    examples="""
    clarifai-codegen migrate src
    clarifai-codegen migrate src/app.py --package app.models --write
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--package", default="", help="What clients are imported from.")
@click.option("--write", is_flag=True, help="Write the files; else only show a diff.")
@options.project
@options.pass_console
def command(
    console: Console,
    paths: tuple[str, ...],
    package: str,
    write: bool,
    config: str | None,
    project: str | None,
) -> int:
    """Show, as a diff, Python files with typed clients in place of the SDK's Model.

    The classes are those of the configuration; of other models, those that `add` would
    give them. What cannot be moved surely is left alone and listed.
    """
    from ..migrate import migrate

    known, names = _configured(config, project)
    package = package or known or "clarifai_models"
    found = migrate(paths, package=package, names=names, write=write)
    problems = [problem for each in found for problem in each.problems]
    for each in found:
        if each.diff and not console.as_json:
            console.write(each.diff, end="")
    changed = sum(bool(each.diff) for each in found)
    word = "written" if write else "to write"
    console.say(f"{changed} file{'s' * (changed != 1)} {word}.")
    answer = {
        "package": package,
        "written": write,
        "files": [{"file": each.file, "diff": each.diff} for each in found],
    }
    return console.finish(answer, problems, highest(problems))


def _configured(
    config: str | None, project: str | None
) -> tuple[str, dict[tuple[str, str, str], str]]:
    """The package of the configured Python target, and the classes by model."""
    from ..project.discovery import find, load

    if config is None and find(Path(project or ".")) is None:
        return "", {}
    found = load(Path(config) if config else None, Path(project) if project else None)
    names = {}
    for source in found.models:
        address = source.reference().address
        if address is not None:
            names[address.user_id, address.app_id, address.model_id] = source.name
    folders = [each.folder for each in found.outputs if each.target.name == "python"]
    if not folders:
        return "", names
    from .next_python import import_path

    return import_path(folders[0])[1], names
