"""`doctor`: what keeps a project from working."""

from __future__ import annotations

from . import options
from .console import Console


@options.command(
    "doctor",
    short_help="Find what keeps a project from working.",
    examples="""
    clarifai-codegen doctor
    clarifai-codegen doctor --json
    """,
)
@options.project
@options.pass_console
def command(console: Console, config: str | None, project: str | None) -> int:
    """Look at configuration, credentials, address, packages, lock and runtimes.

    Each problem comes with the command that mends it. Nothing is sent or written.
    """
    from .. import doctor

    found = doctor(config=config, project=project)
    if not found.problems:
        console.say(f"Well: {', '.join(found.looked_at)}.")
    answer = {"looked_at": list(found.looked_at)}
    return console.finish(answer, found.problems)
