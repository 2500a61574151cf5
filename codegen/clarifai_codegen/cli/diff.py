"""`diff`: what changed between two sources or two locks."""

from __future__ import annotations

import click

from ..problems import Exit, highest
from . import options
from .console import Console

_LIMITS = {"breaking": 2, "behaviour": 1, "any": 0}


@options.command(
    "diff",
    short_help="Say what changed between two sources or locks.",
    examples="""
    clarifai-codegen diff old.json new.json
    clarifai-codegen diff clarifai-codegen.lock.old clarifai-codegen.lock --fail-on breaking
    clarifai-codegen diff signatures.json u/a/models/m --format json
    """,
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="How the changes are told.",
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_LIMITS)),
    help="Exit 1 when there is a change of this weight or a heavier one.",
)
@options.of_model
@options.pass_console
def command(
    console: Console,
    old: str,
    new: str,
    form: str,
    fail_on: str | None,
    base_url: str,
    pat_env: str,
) -> int:
    """Say what changed from OLD to NEW, and what it breaks for callers.

    OLD and NEW are sources, or two locks.
    """
    from .. import diff
    from .changes import changes_as_json, tell_changes

    console.as_json = console.as_json or form == "json"
    found = diff(old, new, base_url=base_url, pat_env=pat_env)
    for model in found.models:
        if model.name:
            console.mark(model.state, model.name)
        tell_changes(console, model.changes, "    " if model.name else "")
    if found.weight is None:
        console.say("No changes.")
    else:
        console.say(f"Release: {found.step}")
    failed = fail_on is not None and (
        found.weight is not None and found.weight >= _LIMITS[fail_on]
    )
    status = max(Exit.DIFFERENCE if failed else Exit.WELL, highest(found.problems))
    answer = {
        "step": found.step,
        "weight": None if found.weight is None else found.weight.name.lower(),
        "models": [
            {
                "name": model.name,
                "state": model.state,
                "changes": changes_as_json(model.changes),
            }
            for model in found.models
        ],
    }
    return console.finish(answer, found.problems, status)
