"""`templates`: what all text comes from, to look at and to change."""

from __future__ import annotations

import click

from . import options
from .console import Console


@options.command(
    "templates",
    short_help="List the templates, or copy them to be changed.",
    examples="""
    clarifai-codegen templates
    clarifai-codegen templates --export templates
    clarifai-codegen templates python/client.py --export templates
    """,
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--export", "folder", metavar="DIR", help="Copy them into this folder.")
@options.pass_console
def command(console: Console, names: tuple[str, ...], folder: str | None) -> int:
    """List our templates, or copy them into a folder; all, or those that NAMEs begin.

    A folder that the configuration names as `templates` overrides ours one by one: keep
    in it only what you change. Files that are there already stay.
    """
    from .. import export_templates, list_templates

    if folder is None:
        found = list_templates(*names)
        for name in found:
            console.say(name)
        return console.finish({"templates": list(found)})
    rows = export_templates(folder, *names)
    for row in rows:
        if row.state != "keep":
            console.mark(row.state, row.file)
    console.say(f"{len(rows)} templates are in {folder}.")
    console.say()
    console.say("Next:", style="bold")
    console.say(f'  templates = "{folder}"   # in the configuration, relative to it')
    answer = {"files": [{"file": row.file, "state": row.state} for row in rows]}
    return console.finish(answer)
