"""`update`: fetch anew and say what changed."""

from __future__ import annotations

from typing import Any

import click

from . import options
from .console import Console


@options.command(
    "update",
    short_help="Fetch models anew and say what changed.",
    examples="""
    clarifai-codegen update
    clarifai-codegen update Gpt4_1
    """,
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.may_import
@options.project
@options.pass_console
def command(console: Console, names: tuple[str, ...], **settings: Any) -> int:
    """Fetch models anew, lock them, and say what changed; all, or those of NAMEs.

    A source that cannot be read keeps its entry in the lock.
    """
    from .. import lock
    from .reporting import models_as_json, tell_generate, tell_models

    with console.progress("Fetching") as progress:
        report = lock(names=names, update=True, progress=progress, **settings)
    tell_models(console, report.models)
    tell_generate(console, report.models)
    return console.finish({"models": models_as_json(report.models)}, report.problems)
