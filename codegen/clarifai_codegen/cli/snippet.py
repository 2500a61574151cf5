"""`snippet`: a call of a method, in the form that one of its clients has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ..target.snippets.flavors import FLAVORS, MEDIA
from . import options
from .console import Console, has_colour, safe

if TYPE_CHECKING:
    from ..target.snippets.emit import Snippet


@options.command(
    "snippet",
    short_help="Show how a method is called.",
    examples="""
    clarifai-codegen snippet openai/chat-completion/models/gpt-4_1 predict
    clarifai-codegen snippet u/a/models/m predict --flavor curl --deployment-id gpu
    clarifai-codegen snippet ./my-model shout --flavor clarifai-python
    clarifai-codegen snippet ./my-model shout --with-output
    clarifai-codegen snippet ./my-model shout --with-output --output generated/snippets
    clarifai-codegen snippet u/a/models/m --list
    """,
)
@click.argument("source")
@click.argument("method", required=False)
@click.option(
    "--flavor",
    default="python",
    show_default=True,
    metavar="NAME",
    help=f"Whose call: {', '.join(FLAVORS)}.",
)
@click.option(
    "--media",
    type=click.Choice(MEDIA),
    default="url",
    show_default=True,
    help="How images, audio and video are given.",
)
@click.option(
    "--with-output", is_flag=True, help="Run it, and show what it prints too."
)
@click.option(
    "--output",
    metavar="DIR",
    help="Keep what it prints beside it, in this folder of snippets.",
)
@click.option("--list", "listed", is_flag=True, help="List methods and their flavours.")
@click.option("--name", default="", help="The class of our clients.")
@click.option("--package", default="", help="What Python imports our client from.")
@click.option("--module", default="", help="What TypeScript imports our client from.")
@options.of_routing
@options.of_model
@options.pass_console
def command(
    console: Console,
    source: str,
    method: str | None,
    flavor: str,
    listed: bool,
    with_output: bool,
    output: str | None,
    **settings: Any,
) -> int:
    """Show a call of METHOD as source that runs; without METHOD, one of each method.

    With --with-output the snippet is run here, a model directory being served for it.
    With --output as well, it is that of the project, and what it prints is shown on the
    project's pages from the next `generate` on.
    The PAT is read from the environment, never written. --base-url is where the source is
    read and where the snippet calls.
    """
    from .. import snippet

    given = {key: value or "" for key, value in settings.items()}
    methods = [method] if method else []
    if listed or not methods:
        flavors = _available(source, given)
        if listed:
            return _list(console, flavors)
        having = [name for name, known in flavors.items() if not known.get(flavor, "-")]
        methods = having or list(flavors)[:1]
    answers = []
    for number, name in enumerate(methods):
        found = snippet(
            source, name, flavor, with_output=with_output, output=output, **given
        )
        if number:
            console.say()
        _show(console, found)
        answers.append(_answer(found))
    return console.finish(answers[0] if method else {"snippets": answers})


def _answer(found: Snippet) -> dict[str, Any]:
    return {
        "method": found.method,
        "flavor": found.flavor.name,
        "language": found.flavor.language,
        "install": found.flavor.install,
        "snippet": found.text,
        "output": found.output,
    }


def _available(source: str, given: dict[str, str]) -> dict[str, dict[str, str]]:
    """Method -> flavour -> why it is missing, if it is."""
    from ..project.direct import single_entry
    from ..target.snippets.text import availability

    kept = {key: given.pop(key) for key in ("name", "pat_env")}
    entry = single_entry(source, base_url=given["base_url"], **kept)
    found = availability(entry.model, given)
    given |= kept
    return found


def _list(console: Console, flavors: dict[str, dict[str, str]]) -> int:
    rows = [
        (method, name, why or "yes")
        for method, names in flavors.items()
        for name, why in names.items()
    ]
    console.table(("METHOD", "FLAVOUR", "SNIPPET"), rows)
    return console.finish({"methods": flavors})


def _show(console: Console, found: Snippet) -> None:
    if console.as_json:
        return
    if not has_colour(sys.stdout):
        console.write(found.text, end="")
        _show_output(console, found)
        return
    from rich.console import Console as Rich
    from rich.syntax import Syntax

    text = safe(found.text, "\n\t")
    theme = "ansi_dark"
    Rich().print(Syntax(text, found.flavor.language, theme=theme, word_wrap=True))
    _show_output(console, found)


def _show_output(console: Console, found: Snippet) -> None:
    if found.output is not None:
        console.say()
        console.say("Output:", style="bold")
        console.write(found.output.rstrip("\n"))
