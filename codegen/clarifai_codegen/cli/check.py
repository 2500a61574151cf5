"""`check`: is what is on disk what the lock says?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from . import options
from .console import Console


@options.command(
    "check",
    short_help="Hold the files against the lock.",
    examples="""
    clarifai-codegen check
    clarifai-codegen check --json
    """,
)
@options.targets
@options.project
@options.pass_console
def command(console: Console, **settings: Any) -> int:
    """Compare the files on disk with what the lock says; exit 1 when they differ.

    Nothing is written and no network is used. A file that was only reformatted, or has
    other line ends, does not count.
    """
    from .. import check

    report = check(**settings)
    for difference in report.differences:
        console.mark(difference.state, difference.file)
    for file in report.reformatted:
        console.say(f"  {file} is reformatted, which does not count.")
    if report.differences:
        console.say()
        console.say("Next:", style="bold")
        console.say("  clarifai-codegen generate")
    elif not report.exit:
        console.say(f"Up to date: {report.files} files.")
    answer = {
        "files": report.files,
        "differences": [asdict(difference) for difference in report.differences],
        "reformatted": list(report.reformatted),
    }
    return console.finish(answer, report.problems, report.exit)
