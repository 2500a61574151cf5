"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from .console import Console

__all__ = [
    "command",
    "forced",
    "may_import",
    "new_targets",
    "of_model",
    "of_routing",
    "pass_console",
    "project",
    "targets",
]

_ROUTES = (
    "deployment-id",
    "deployment-user-id",
    "compute-cluster-id",
    "nodepool-id",
)

F = TypeVar("F", bound=Callable[..., Any])


def pass_console(function: F) -> F:
    """Give the run's console as first argument."""
    passed: Any = click.make_pass_decorator(Console, ensure=True)
    decorated: F = passed(function)
    return decorated


def command(name: str, *, examples: str, **settings: Any) -> Callable[[F], F]:
    """A command with `--json` and with examples at the end of its help."""

    def decorate(function: F) -> F:
        epilog = "\b\nExamples:\n" + "\n".join(
            f"  {line.strip()}" for line in examples.strip().splitlines()
        )
        option = click.option(
            "--json",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_as_json,
            help="Answer with one JSON document on standard output.",
        )
        made: Any = click.command(name, epilog=epilog, **settings)
        decorated: F = made(option(function))
        return decorated

    return decorate


def project(function: F) -> F:
    """`--config` and `--project`: which configuration counts."""
    function = click.option(
        "--project",
        type=click.Path(file_okay=False),
        help="Look for the configuration from this folder upward.",
    )(function)
    return click.option(
        "--config",
        type=click.Path(dir_okay=False),
        help="The configuration file, instead of the nearest one.",
    )(function)


def may_import(function: F) -> F:
    """`--import`: a model.py may be run to ask the SDK. It has no parameter."""
    return click.option(
        "--import",
        is_flag=True,
        expose_value=False,
        callback=_may_import,
        help="Run a model.py to ask Clarifai's SDK; else it is only read.",
    )(function)


def of_model(function: F) -> F:
    """`--base-url`, `--pat-env` and `--import`: how a model's source is reached."""
    function = may_import(function)
    function = click.option(
        "--pat-env",
        default="",
        metavar="NAME",
        help="The environment variable with the PAT, instead of CLARIFAI_PAT.",
    )(function)
    return click.option(
        "--base-url",
        default="",
        metavar="URL",
        help="The platform's address, instead of https://api.clarifai.com.",
    )(function)


def of_routing(function: F) -> F:
    """`--deployment-id` and its like: where calls run."""
    for name in reversed(_ROUTES):
        words = name.replace("-", " ").replace(" id", "").replace(" user", "'s owner")
        function = click.option(
            f"--{name}", metavar="ID", help=f"Where the call runs: the {words}."
        )(function)
    return function


def targets(function: F) -> F:
    """`--target`, several times."""
    return click.option(
        "--target",
        "targets",
        multiple=True,
        metavar="NAME",
        help="Only this target; may be given several times.",
    )(function)


def new_targets(function: F) -> F:
    """`--target` of a project to be, several times."""
    return click.option(
        "--target",
        "targets",
        multiple=True,
        metavar="NAME",
        help="What a new project writes: python, typescript, tools, snippets. Default: python.",
    )(function)


def forced(function: F) -> F:
    """`--force`: replace edited files."""
    return click.option(
        "--force", is_flag=True, help="Replace generated files that were edited."
    )(function)


def _may_import(context: click.Context, _: click.Parameter, value: bool) -> None:
    from ..source.permission import allow_import

    allow_import(value)


def _as_json(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Console).as_json = True
