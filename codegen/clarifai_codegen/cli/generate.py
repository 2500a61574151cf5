"""`generate`: lock -> files, or sources -> files."""

from __future__ import annotations

import os
from typing import Any

import click

from . import options
from .console import Console


@options.command(
    "generate",
    short_help="Write clients from the lock, or from sources.",
    examples="""
    clarifai-codegen generate
    clarifai-codegen generate --dry-run
    clarifai-codegen generate --shard 2/8
    clarifai-codegen generate signatures.json --output clients
    clarifai-codegen generate openai/chat-completion/models/gpt-4_1 --output clients
    """,
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@options.targets
@click.option("--output", metavar="DIR", help="Write here; needed with sources.")
@click.option("--name", default="", help="The class, where one source is given.")
@options.of_model
@click.option("--pin", is_flag=True, help="Call the version that was seen.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@options.forced
@click.option(
    "--locked/--not-locked",
    default=None,
    help="Stop when the lock does not fit the configuration. On where CI is set.",
)
@click.option(
    "--shard",
    default="",
    metavar="I/N",
    help="Only part I of N of the models; parts merge by copying.",
)
@click.option("--list-files", is_flag=True, help="Answer with the files, one a line.")
@options.project
@options.pass_console
def command(
    console: Console,
    sources: tuple[str, ...],
    list_files: bool,
    locked: bool | None,
    **settings: Any,
) -> int:
    """Write the clients of the configured models, or of SOURCEs.

    Without sources, what the lock says is written, with no network. With sources,
    neither a configuration nor a lock is needed, only --output.
    """
    from .. import generate

    if not sources:
        _refuse_source_options(settings)
    if locked is None:
        locked = os.environ.get("CI", "").lower() not in ("", "0", "false")
    with console.progress("Reading") as progress:
        report = generate(*sources, locked=locked, progress=progress, **settings)
    dry_run = settings["dry_run"]
    if list_files:
        from ..project.texts import path_shown

        for file in report.files:
            console.say(path_shown(file))
    else:
        from .reporting import tell_run

        tell_run(console, report, dry_run=dry_run)
    from .reporting import run_as_json

    return console.finish(lambda: run_as_json(report, dry_run), report.problems)


def _refuse_source_options(settings: dict[str, Any]) -> None:
    for key in ("name", "base_url", "pat_env", "pin"):
        if settings[key]:
            option = "--" + key.replace("_", "-")
            raise click.UsageError(f"{option} is for sources; there is none.")
