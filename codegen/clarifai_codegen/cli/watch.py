"""`watch`: generate whenever something changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from . import options
from .console import Console

if TYPE_CHECKING:
    from ..project.watch import Round


@options.command(
    "watch",
    short_help="Generate whenever something changes.",
    examples="""
    clarifai-codegen watch
    clarifai-codegen watch --project app
    """,
)
@options.forced
@options.project
@options.pass_console
def command(console: Console, **settings: Any) -> int:
    """Generate once, then once after each change, until it is interrupted.

    Followed are the configuration, the lock, templates, pages and recorded outputs,
    signatures files and model directories; these last are locked anew when they change.
    Models of servers are not asked: run `clarifai-codegen update`. With --json, each
    generation is one line.
    """
    from .. import watch

    watch(tell=lambda found: _tell(console, found), **settings)
    return console.finish({})


def _tell(console: Console, found: Round) -> None:
    from ..project.texts import path_shown
    from .reporting import run_as_json, tell_models, tell_run

    if console.as_json:
        run = run_as_json(found.report) if found.report else {}
        answer = {
            "changed": [path_shown(path) for path in found.changed],
            "problems": [problem.as_json() for problem in found.problems],
            **run,
        }
        click.echo(json.dumps(answer))
        return
    for path in found.changed:
        console.note(f"{path_shown(path)} changed.")
    if found.fetched:
        rows = [
            row
            for row in found.fetched.models
            if row.state not in ("kept", "unchanged")
        ]
        tell_models(console, tuple(rows))
    if found.report:
        tell_run(console, found.report)
    console.problems(found.problems)
    console.note("Watching; Ctrl-C ends it.")
