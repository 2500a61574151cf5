"""`call`: call a method and print what it gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..problems import Problem, ProblemError, Where
from . import options
from .console import Console

if TYPE_CHECKING:
    from ..call.perform import Answer


@options.command(
    "call",
    short_help="Call a method and print what it gives.",
    examples="""
    clarifai-codegen call u/a/models/m predict prompt="Hello" max_tokens=64
    clarifai-codegen call grpc://localhost:8000 describe image=@cat.jpg --json
    clarifai-codegen call ./my-model thumbnail image=@cat.jpg --save small.png
    clarifai-codegen call ./my-model transcribe audio=@call.wav
    """,
)
@click.argument("source")
@click.argument("method")
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answer to a file; each item of a stream to a numbered one.",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="For the whole call.")
@options.of_routing
@options.of_model
@options.pass_console
def command(
    console: Console,
    source: str,
    method: str,
    arguments: tuple[str, ...],
    save: Path | None,
    base_url: str,
    pat_env: str,
    **client: Any,
) -> int:
    """Call METHOD of a model; values are checked before anything is sent.

    A VALUE is a text where the method takes one, else JSON; media are URLs. NAME=@PATH
    takes a file, NAME=- standard input. Where a parameter is a stream, give it several
    times, or a file: texts go by the line, media in pieces. A model directory is served
    for the call. Answers of streams are printed as they come; with --json, each is a
    line of its own.
    """
    from ..call import opened
    from ..call.arguments import arguments_of

    chosen = {key: value for key, value in client.items() if value is not None}
    with opened(source, base_url=base_url, pat_env=pat_env) as callee:
        found = callee.method(method)
        values = arguments_of(found, arguments)
        with callee.call(method, values, **chosen) as answer:
            if answer.streams:
                _stream(console, answer, save)
            else:
                _single(console, answer, save)
    return 0


def _single(console: Console, answer: Answer, save: Path | None) -> None:
    from ..call.show import as_json, as_text

    answer.collect()
    if save is not None:
        _save(console, answer, answer.value, save)
    if console.as_json:
        value = (
            {"value": as_json(answer.value)} if save is None else {"file": str(save)}
        )
        console.finish(value | _told(answer))
    elif save is None:
        console.write(as_text(answer.value))


def _stream(console: Console, answer: Answer, save: Path | None) -> None:
    from ..call.show import as_json, as_text

    texts = False
    for number, value in enumerate(answer, 1):
        if save is not None:
            file = save.with_stem(f"{save.stem}-{number:04}")
            _save(console, answer, value, file)
            item: dict[str, Any] = {"file": str(file)}
        elif console.as_json:
            item = {"item": as_json(value)}
        else:
            texts = isinstance(value, str)
            text = as_text(value, indent=None)
            console.write(text, end="" if texts else "\n")
            continue
        if console.as_json:
            click.echo(json.dumps(item))
    if texts:
        console.write("")
    if console.as_json:
        click.echo(json.dumps({"exit": 0, "problems": []} | _told(answer)))


def _save(console: Console, answer: Answer, value: Any, file: Path) -> None:
    from ..call.show import as_bytes
    from ..project.write import replace_file

    try:
        data = as_bytes(value)
    except ValueError as error:
        where = Where(method=answer.method.name)
        fix = "Leave out --save to see the URL."
        raise ProblemError(Problem("cannot-write", f"{error}.", where, fix)) from None
    replace_file(file, data)
    console.say(f"{file}: {len(data)} bytes")


def _told(answer: Answer) -> dict[str, Any]:
    response = answer.response
    return {
        "request_id": response.request_id,
        "usage": response.usage._asdict(),
        "model_version": response.model_version,
    }
