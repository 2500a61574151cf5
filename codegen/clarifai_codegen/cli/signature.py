"""`signature`: what a model's methods take and give, in a language or as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from . import options
from .console import Console

if TYPE_CHECKING:
    from ..signature.method import Model


def _python(model: Model, name: str) -> str:
    from ..target.python.text import signature_text

    return signature_text(model, name=name).rstrip("\n")


def _stub(model: Model, name: str) -> str:
    from ..target.python.text import signature_text

    return signature_text(model, format="pyi", name=name).rstrip("\n")


def _typescript(model: Model, name: str) -> str:
    from ..target.typescript.text import signature_text

    return signature_text(model, name=name).rstrip("\n")


def _json(model: Model, name: str) -> str:
    from ..signature.encode import encode_model

    return json.dumps(encode_model(model), indent=2)


_FORMATS: dict[str, Callable[[Model, str], str]] = {
    "python": _python,
    "pyi": _stub,
    "typescript": _typescript,
    "json": _json,
}


@options.command(
    "signature",
    short_help="Show what methods take and give.",
    examples="""
    clarifai-codegen signature openai/chat-completion/models/gpt-4_1
    clarifai-codegen signature grpc://localhost:8000 predict --format pyi
    clarifai-codegen signature u/a/models/m --format json > signatures.json
    """,
)
@click.argument("source")
@click.argument("method", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMATS)),
    default="python",
    show_default=True,
    help="Python as it reads, a stub for type checkers, TypeScript, or a signatures file.",
)
@options.of_model
@options.pass_console
def command(
    console: Console,
    source: str,
    method: str | None,
    form: str,
    base_url: str,
    pat_env: str,
) -> int:
    """Show the signatures of a model, or of one METHOD."""
    from .. import read
    from ..nearest import method_of
    from ..project.names import default_name
    from ..source.reference import parse

    found = read(source, base_url=base_url, pat_env=pat_env)
    model = found.model
    if method is not None:
        chosen = (method_of(model, method),)
        model = model.model_copy(update={"methods": chosen})
    text = _FORMATS[form](model, default_name(parse(source), model.model_id))
    if console.as_json:
        answer = {
            "format": form,
            "signature": json.loads(text) if form == "json" else text,
        }
        return console.finish(answer, found.problems)
    if form == "json":
        click.echo(text)
    else:
        console.write(text)
    return console.finish({}, found.problems)
