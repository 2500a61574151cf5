"""`tools`: a model's methods as tools of a language model."""

from __future__ import annotations

import json
from typing import Any

import click

from ..target.tools.options import FORMATS, JSON, ON_LIMIT, PROFILES, STRICT
from . import options
from .console import Console
from .parameters import fixed_of, hidden_of


@options.command(
    "tools",
    short_help="Show methods as tools of a language model.",
    examples="""
    clarifai-codegen tools openai/chat-completion/models/gpt-4_1 > tools.json
    clarifai-codegen tools signatures.json predict --format anthropic
    clarifai-codegen tools u/a/models/m --hide predict.seed --fixed predict.top_p=0.9
    """,
)
@click.argument("source")
@click.argument("methods", nargs=-1, metavar="[METHOD]...")
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="Whose requests they go into.",
)
@click.option(
    "--strict",
    type=click.Choice(STRICT),
    default=STRICT[0],
    show_default=True,
    help="Claim strict where a schema can honour it; always (JSON as text); or never.",
)
@click.option(
    "--json-as",
    type=click.Choice(JSON),
    default=JSON[0],
    show_default=True,
    help="JSON parameters as they are (not strict), or as a text that holds JSON.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=PROFILES[0],
    show_default=True,
    help="Whose limits and keywords strict schemas keep to.",
)
@click.option(
    "--on-limit",
    type=click.Choice(ON_LIMIT),
    default=ON_LIMIT[0],
    show_default=True,
    help="What exceeds a limit: not strict, with a warning; or left out.",
)
@click.option(
    "--bidirectional", is_flag=True, help="Also methods that take a stream, as a list."
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
    help="Leave out a parameter that the host gives; several times.",
)
@click.option("--name", default="", help="The class that tools are named after.")
@options.of_model
@options.pass_console
def command(
    console: Console,
    source: str,
    methods: tuple[str, ...],
    hide: tuple[str, ...],
    fixed: tuple[str, ...],
    json_as: str,
    bidirectional: bool,
    **chosen: Any,
) -> int:
    """Show the methods of a model, or each METHOD, as a request's `tools`."""
    from .. import tools

    made = tools(
        source,
        *methods,
        json=json_as,
        include_bidirectional=bidirectional,
        hide=hidden_of(hide),
        fixed=fixed_of(fixed),
        **chosen,
    )
    if not console.as_json:
        click.echo(json.dumps(made.tools, indent=2))
    return console.finish({"tools": made.tools}, made.problems)
