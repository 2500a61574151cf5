"""`mcp`: an MCP server over the methods of models."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from . import options
from .console import Console
from .parameters import fixed_of, hidden_of

if TYPE_CHECKING:
    from ..mcp_server.run import Started

_HOSTS = ("claude", "vscode", "cursor")


@options.command(
    "mcp",
    short_help="Offer methods to MCP hosts, as tools.",
    examples="""
    clarifai-codegen mcp openai/chat-completion/models/gpt-4_1 --print-config claude
    clarifai-codegen mcp u/a/models/m ./my-model --hide predict.seed
    clarifai-codegen mcp grpc://localhost:8000 --http 127.0.0.1:8080
    """,
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--http",
    default="",
    metavar="HOST:PORT",
    help="Serve over HTTP, at the path /mcp, instead of standard input and output.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Answer requests for this host too, over HTTP; several times.",
)
@click.option(
    "--print-config",
    "host",
    type=click.Choice(_HOSTS),
    help="Print what a host is told of this server, and end.",
)
@click.option(
    "--name",
    default="clarifai",
    show_default=True,
    help="How hosts call the server.",
)
@click.option(
    "--hide",
    multiple=True,
    metavar="METHOD.PARAM",
    help="Leave a parameter to the model's default; several times.",
)
@click.option(
    "--fixed",
    multiple=True,
    metavar="METHOD.PARAM=JSON",
    help="Give a parameter this value with each call; several times.",
)
@options.of_model
@options.pass_console
def command(
    console: Console,
    sources: tuple[str, ...],
    http: str,
    allowed: tuple[str, ...],
    host: str | None,
    name: str,
    hide: tuple[str, ...],
    fixed: tuple[str, ...],
    base_url: str,
    pat_env: str,
) -> int:
    """Serve the methods of each SOURCE as tools of an MCP server.

    It runs until its client is gone, or until Ctrl-C. A METHOD is that of each model that
    has it; MODEL.METHOD, with the model's class, that of one. A model directory is
    served meanwhile. Over HTTP only this machine is answered, unless --allow-host says
    otherwise; whoever is answered calls models with your PAT.
    """
    from ..agents import mcp_configuration, serve_mcp

    given: dict[str, Any] = {
        "name": name,
        "hide": hidden_of(hide),
        "fixed": fixed_of(fixed),
        "http": http,
        "allowed_hosts": allowed,
        "base_url": base_url,
        "pat_env": pat_env,
    }
    if host is not None:
        document = mcp_configuration(host, *sources, **given)
        if not console.as_json:
            click.echo(json.dumps(document, indent=2))
        return console.finish({"config": document})

    def tell(started: Started) -> None:
        console.problems(started.problems)
        if not started.url:
            return
        if console.as_json:
            click.echo(json.dumps({"url": started.url, "tools": started.tools}))
        else:
            console.say(f"Serving at {started.url} until Ctrl-C.", style="bold")
            for tool in started.tools:
                console.say(f"  {tool}")

    serve_mcp(*sources, **given, on_start=tell)
    return 0
