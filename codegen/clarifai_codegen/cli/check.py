"""`check`: is what is on disk what the lock says?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import options
from .console import Console

if TYPE_CHECKING:
    from ..project.check import CheckReport

_MOST = 400
"""Lines of differences that are shown; `--json` has all."""


@options.command(
    "check",
    short_help="Hold the files against the lock.",
    examples="""
    clarifai-codegen check
    clarifai-codegen check --remote
    clarifai-codegen check --json
    """,
)
@options.targets
@click.option(
    "--remote", is_flag=True, help="Hold the lock against the live models as well."
)
@click.option("--quiet", is_flag=True, help="Name the files, without their diffs.")
@options.project
@options.pass_console
def command(console: Console, quiet: bool, **settings: Any) -> int:
    """Compare the files on disk with what the lock says; exit 1 when they differ.

    Nothing is written, and no network is used but with --remote. A file that was only
    reformatted, or has other line ends, does not count.
    """
    from .. import check

    with console.progress("Reading") as progress:
        report = check(progress=progress, **settings)
    for difference in report.differences:
        console.mark(difference.state, difference.file)
    for file in report.reformatted:
        console.say(f"  {file} is reformatted, which does not count.")
    if not quiet:
        _tell_diffs(console, report)
    if report.remote:
        from .reporting import tell_models

        console.say("The live models differ from the lock:")
        tell_models(console, report.remote)
    if steps := _next_steps(report):
        console.say()
        console.say("Next:", style="bold")
        for step in steps:
            console.say(f"  {step}")
    elif not report.exit:
        console.say(f"Up to date: {report.files} files.")
    return console.finish(_as_json(report), report.problems, report.exit)


def _tell_diffs(console: Console, report: CheckReport) -> None:
    lines = [line for each in report.differences for line in each.diff.splitlines()]
    if lines:
        console.say()
    for line in lines[:_MOST]:
        console.diff(line)
    if len(lines) > _MOST:
        console.say(f"... and {len(lines) - _MOST} more lines; --json has them all.")


def _next_steps(report: CheckReport) -> list[str]:
    steps = []
    if stray := [each.file for each in report.differences if each.state == "stray"]:
        from shlex import join

        steps.append(join(["rm", "--", *stray]))
    if report.remote:
        steps.append("clarifai-codegen update")
    edited = any(each.state == "edited" for each in report.differences)
    if report.remote or len(report.differences) > len(stray):
        steps.append(f"clarifai-codegen generate{' --force' if edited else ''}")
    return steps


def _as_json(report: CheckReport) -> dict[str, Any]:
    from .reporting import models_as_json

    return {
        "files": report.files,
        "missing": report.missing,
        "changed": report.changed,
        "orphaned": report.orphaned,
        "differences": [difference._asdict() for difference in report.differences],
        "reformatted": list(report.reformatted),
        "remote": models_as_json(report.remote),
    }
