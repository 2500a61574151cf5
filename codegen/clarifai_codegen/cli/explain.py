"""`explain`: what a problem's code means."""

from __future__ import annotations

import click

from ..problems import CATALOGUE, Problem, ProblemError
from . import options
from .console import Console


@options.command(
    "explain",
    short_help="Tell what a problem's code means.",
    examples="""
    clarifai-codegen explain
    clarifai-codegen explain edited-file
    """,
)
@click.argument("code", required=False)
@options.pass_console
def command(console: Console, code: str | None) -> int:
    """Tell what a problem's CODE means; without one, list all codes."""
    if code is None:
        rows = [(name, entry.title) for name, entry in CATALOGUE.items()]
        console.table(("CODE", "MEANING"), rows)
        codes = {name: entry.title for name, entry in CATALOGUE.items()}
        return console.finish({"codes": codes})
    entry = CATALOGUE.get(code)
    if entry is None:
        from ..nearest import nearest

        close = nearest(code, CATALOGUE)
        fix = f"Write {close!r}." if close else "List them: clarifai-codegen explain"
        raise ProblemError(Problem("bad-usage", f"There is no code {code!r}.", fix=fix))
    console.say(f"{code}: {entry.title}", style="bold")
    console.say(f"  Cause:  {entry.cause}")
    console.say(f"  Do:     {entry.fix}")
    console.say(f"  Exit:   {int(entry.exit)}")
    answer = {
        "code": code,
        "title": entry.title,
        "cause": entry.cause,
        "fix": entry.fix,
        "status": int(entry.exit),
    }
    return console.finish(answer)
