"""`serve`: a local Clarifai endpoint for model directories."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from ..problems import Problem, ProblemError
from . import options
from .console import Console

if TYPE_CHECKING:
    from ..serve.endpoint import Endpoint
    from ..serve.models import ServedModel


@options.command(
    "serve",
    short_help="Serve model directories as Clarifai's API does.",
    examples="""
    clarifai-codegen serve ./my-model
    clarifai-codegen serve ./my-model ./other --port 8000 --pat-env MY_PAT
    clarifai-codegen serve ./my-model --fail deploying:2 --latency 200ms
    clarifai-codegen serve ./my-model --deployment my-org/gpu-eu --nodepool aws/gpus
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
@click.option(
    "--deployment",
    "deployments",
    multiple=True,
    metavar="[USER/]ID",
    help="A deployment that calls may name. Several times.",
)
@click.option(
    "--nodepool",
    "nodepools",
    multiple=True,
    metavar="[USER/]CLUSTER/ID",
    help="A nodepool that calls may name. Several times.",
)
@click.option(
    "--fail",
    "failures",
    multiple=True,
    metavar="WHAT[:TIMES]",
    help="Let the next predictions fail: deploying, loading, busy, throttled, failure, "
    "unavailable, exhausted, deadline. Several times, in this order.",
)
@click.option("--latency", metavar="TIME", help="Delay predictions, by 200ms or 1.5s.")
@click.option(
    "--allow-origin",
    "allow_origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin call, beside those of this machine. Several times.",
)
@click.option(
    "--reload/--no-reload",
    default=True,
    show_default=True,
    help="Load a model anew when its Python files, config.yaml or requirements.txt change.",
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
    deployments: tuple[str, ...],
    nodepools: tuple[str, ...],
    failures: tuple[str, ...],
    latency: str | None,
    allow_origins: tuple[str, ...],
    reload: bool,
    logs: bool,
) -> int:
    """Serve model directories at an address that answers as Clarifai's API does.

    One port speaks gRPC, REST, gRPC-web, and OpenAI's interface and MCP for models that
    have their transport methods. It runs until Ctrl-C. The models' code runs on this
    machine.
    """
    from ..serve import serve
    from ..serve.trouble import read_duration, read_failure

    if pat and pat_env:
        raise ProblemError(Problem("bad-usage", "Give either --pat or --pat-env."))
    pat = os.environ.get(pat_env, "") if pat_env else pat
    if pat_env and not pat:
        what = f"The environment variable {pat_env} is not set."
        raise ProblemError(Problem("bad-usage", what, fix="Set it, or omit --pat-env."))
    told: dict[str, Any] = {}
    if not console.as_json:
        told |= {"on_call": console.say, "on_change": console.note}
    if logs:
        told["on_log"] = console.note
    with serve(
        model_dirs,
        host=host,
        port=port,
        pat=pat,
        deployments=deployments,
        nodepools=nodepools,
        failures=[read_failure(text) for text in failures],
        latency=read_duration(latency) if latency is not None else 0.0,
        allow_origins=allow_origins,
        reload=reload,
        **told,
    ) as endpoint:
        models = [
            model._asdict() | {"url": model.url} | _interfaces(endpoint, model)
            for model in endpoint.models
        ]
        if console.as_json:
            click.echo(json.dumps({"base_url": endpoint.base_url, "models": models}))
        else:
            _say(console, endpoint.base_url, models)
        endpoint.wait()
    return 0


def _interfaces(endpoint: Endpoint, model: ServedModel) -> dict[str, str]:
    """Where else a model is spoken to, by what its methods are."""
    methods, base = endpoint.methods(model), f"{endpoint.base_url}/v2/ext"
    found = {}
    if "openai_transport" in methods:
        found["openai_base_url"] = f"{base}/openai/v1"
    if "mcp_transport" in methods:
        ids = f"users/{model.user_id}/apps/{model.app_id}/models/{model.model_id}"
        found["mcp_url"] = f"{base}/mcp/v1/{ids}"
    return found


def _say(console: Console, base_url: str, models: list[dict[str, str]]) -> None:
    console.say(f"Serving at {base_url} until Ctrl-C.", style="bold")
    for model in models:
        console.say(f"  {model['url']}")
        for key, title in (("openai_base_url", "OpenAI"), ("mcp_url", "MCP")):
            if key in model:
                console.say(f"    {title:<6}  {model[key]}")
    first = models[0]["url"]
    console.say(f"  clarifai-codegen methods {first} --base-url {base_url}")
