"""`fetch`: lock what is missing."""

from __future__ import annotations

from typing import Any

from . import options
from .console import Console


@options.command(
    "fetch",
    short_help="Lock the models that are not locked yet.",
    examples="""
    clarifai-codegen fetch
    clarifai-codegen fetch --project services/api
    """,
)
@options.may_import
@options.project
@options.pass_console
def command(console: Console, **settings: Any) -> int:
    """Lock the configured models that are not locked yet, and keep the rest."""
    from .. import lock
    from .reporting import models_as_json, tell_generate, tell_models

    with console.progress("Fetching") as progress:
        report = lock(progress=progress, **settings)
    tell_models(console, report.models)
    tell_generate(console, report.models)
    return console.finish({"models": models_as_json(report.models)}, report.problems)
