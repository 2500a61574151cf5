"""`methods`: names and kinds of a model's methods."""

from __future__ import annotations

import click

from . import options
from .console import Console


@options.command(
    "methods",
    short_help="List the methods of a model.",
    examples="""
    clarifai-codegen methods openai/chat-completion/models/gpt-4_1
    clarifai-codegen methods grpc://localhost:8000
    """,
)
@click.argument("source")
@options.of_model
@options.pass_console
def command(console: Console, source: str, base_url: str, pat_env: str) -> int:
    """List the methods of a model with their kinds and parameters."""
    from .. import read

    found = read(source, base_url=base_url, pat_env=pat_env)
    rows = [
        (
            method.name,
            method.kind.name.lower().replace("_", "-"),
            ", ".join(
                p.name if p.required else f"[{p.name}]" for p in method.parameters
            ),
            method.description.strip().partition("\n")[0],
        )
        for method in found.model.methods
    ]
    console.table(("METHOD", "KIND", "PARAMETERS", "DESCRIPTION"), rows)
    answer = {
        "model": found.model.model_dump(exclude={"methods"}),
        "methods": [
            {
                "name": method.name,
                "kind": method.kind.name,
                "parameters": [parameter.name for parameter in method.parameters],
                "required": [each.name for each in method.parameters if each.required],
                "description": method.description,
            }
            for method in found.model.methods
        ],
    }
    return console.finish(answer, found.problems)
