"""`diff`: what changed between two locks, git revisions of a lock, or sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..problems import Exit, highest
from . import options
from .console import Console

if TYPE_CHECKING:
    from ..project.difference import Diff

_LIMITS = {"breaking": 2, "behaviour": 1, "any": 0}


@options.command(
    "diff",
    short_help="Say what changed, what it breaks, and which version to release.",
    examples="""
    clarifai-codegen diff HEAD
    clarifai-codegen diff v1.2 main --fail-on breaking
    clarifai-codegen diff HEAD~1:clarifai-codegen.lock clarifai-codegen.lock --format markdown
    clarifai-codegen diff signatures.json u/a/models/m
    """,
)
@click.argument("old")
@click.argument("new", required=False, default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="How the changes are told; markdown is a changelog entry.",
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_LIMITS)),
    help="Exit 1 when there is a change of this weight or a heavier one.",
)
@options.of_model
@options.project
@options.pass_console
def command(
    console: Console,
    old: str,
    new: str,
    form: str,
    fail_on: str | None,
    **settings: Any,
) -> int:
    """Say what changed from OLD to NEW, and what it breaks for callers.

    OLD and NEW are two sources, or two locks: files, folders of projects, or revisions
    that git knows. Without NEW, it is the lock of the working tree.
    """
    from .. import changelog, diff

    console.as_json = console.as_json or form == "json"
    found = diff(old, new, **settings)
    if form == "markdown" and not console.as_json:
        console.write(changelog(found), end="")
    else:
        _tell(console, found)
    failed = fail_on is not None and (
        found.weight is not None and found.weight >= _LIMITS[fail_on]
    )
    status = max(Exit.DIFFERENCE if failed else Exit.WELL, highest(found.problems))
    answer = _as_json(found) if console.as_json else {}
    return console.finish(answer, found.problems, status)


def _tell(console: Console, found: Diff) -> None:
    from .changes import tell_changes

    for model in found.models:
        if model.name:
            console.mark(model.state, model.name)
        if model.state == "changed":
            tell_changes(console, model.changes, "    " if model.name else "")
    if found.weight is None:
        console.say("No changes.")
    else:
        console.say(f"Release: {found.step}")


def _as_json(found: Diff) -> dict[str, Any]:
    from .. import changelog
    from .changes import changes_as_json

    return {
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
        "changelog": changelog(found),
    }
