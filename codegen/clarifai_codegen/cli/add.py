"""`add`: models into the configuration, the lock and the output."""

from __future__ import annotations

from typing import Any

import click

from . import options
from .console import Console


@options.command(
    "add",
    short_help="Configure, lock and write models.",
    examples="""
    clarifai-codegen add https://clarifai.com/openai/chat-completion/models/gpt-4_1
    clarifai-codegen add openai/chat-completion/models/gpt-4_1 --name Chat --pin
    clarifai-codegen add grpc://localhost:8000 --name Local
    """,
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--name", default="", help="The class, where one source is given.")
@options.of_model
@options.new_targets
@click.option("--pin", is_flag=True, help="Call the version that was seen.")
@options.forced
@options.project
@options.pass_console
def command(console: Console, sources: tuple[str, ...], **settings: Any) -> int:
    """Configure, lock and write models. Makes the configuration if there is none."""
    from .. import add
    from ..project.texts import path_shown
    from .reporting import models_as_json, run_as_json, tell_models, tell_run

    with console.progress("Fetching") as progress:
        done = add(*sources, progress=progress, **settings)
    for name in done.present:
        console.say(f"{name} is configured already.")
    if done.report is not None:
        console.say(f"Configured in {path_shown(done.configuration.file)}:")
        tell_models(console, done.models)
        tell_run(console, done.report)
    answer = {
        "configuration": path_shown(done.configuration.file),
        "added": models_as_json(done.models),
        "present": list(done.present),
        **(run_as_json(done.report) if done.report else {}),
    }
    return console.finish(answer, done.problems)
