"""`serve`: a local Clarifai endpoint for model directories."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from ..problems import Problem, ProblemError
from . import options
from .console import Console


@options.command(
    "serve",
    short_help="Serve model directories as Clarifai's API does.",
    examples="""
    clarifai-codegen serve ./my-model
    clarifai-codegen serve ./my-model ./other --port 8000 --pat-env MY_PAT
    """,
)
@click.argument("model_dirs", nargs=-1, required=True, metavar="MODEL_DIR...")
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen here.")
@click.option("--port", default=0, help="Listen there; a free one by default.")
@click.option(
    "--pat",
    default="",
    help="Refuse calls without this PAT. Other users of this machine can see it here.",
)
@click.option(
    "--pat-env",
    default="",
    metavar="NAME",
    help="Refuse calls without the PAT that this environment variable holds.",
)
@click.option("--logs", is_flag=True, help="Show what the models print.")
@options.pass_console
def command(
    console: Console,
    model_dirs: tuple[str, ...],
    host: str,
    port: int,
    pat: str,
    pat_env: str,
    logs: bool,
) -> int:
    """Serve model directories at an address that answers as Clarifai's API does.

    It runs until Ctrl-C. The models' code runs on this machine.
    """
    from ..serve import serve

    if pat and pat_env:
        raise ProblemError(Problem("bad-usage", "Give either --pat or --pat-env."))
    pat = os.environ.get(pat_env, "") if pat_env else pat
    if pat_env and not pat:
        what = f"The environment variable {pat_env} is not set."
        raise ProblemError(Problem("bad-usage", what, fix="Set it, or omit --pat-env."))
    told: dict[str, Any] = {} if console.as_json else {"on_call": console.say}
    if logs:
        told["on_log"] = console.note
    with serve(model_dirs, host=host, port=port, pat=pat, **told) as endpoint:
        if console.as_json:
            models = [model._asdict() | {"url": model.url} for model in endpoint.models]
            click.echo(json.dumps({"base_url": endpoint.base_url, "models": models}))
        else:
            console.say(f"Serving at {endpoint.base_url} until Ctrl-C.", style="bold")
            for model in endpoint.models:
                console.say(f"  {model.url}")
            first = endpoint.models[0].url
            console.say(
                f"  clarifai-codegen methods {first} --base-url {endpoint.base_url}"
            )
        endpoint.wait()
    return 0
