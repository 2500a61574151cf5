"""`remove`: models out of the configuration, the lock and the output."""

from __future__ import annotations

from typing import Any

import click

from . import options
from .console import Console


@options.command(
    "remove",
    short_help="Take models out again.",
    examples="""
    clarifai-codegen remove Gpt4_1
    """,
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@options.forced
@options.project
@options.pass_console
def command(console: Console, names: tuple[str, ...], **settings: Any) -> int:
    """Take models out of the configuration, the lock and the output.

    A NAME is the class of a model or its source, as the configuration has them.
    """
    from .. import remove
    from ..project.texts import path_shown
    from .reporting import models_as_json, run_as_json, tell_models, tell_run

    done = remove(*names, **settings)
    assert done.report is not None
    tell_models(console, done.models)
    tell_run(console, done.report)
    answer = {
        "configuration": path_shown(done.configuration.file),
        "removed": models_as_json(done.models),
        **run_as_json(done.report),
    }
    return console.finish(answer, done.problems)
