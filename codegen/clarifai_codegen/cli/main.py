"""The entry point: commands by name, problems as text or JSON, exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from ..problems import Problem, ProblemError
from ..version import __version__
from .console import Console

__all__ = ["cli", "main"]

_INTERRUPTED = 130
_CLOSED_PIPE = 141

COMMANDS = {
    "demo": "Do it all once, with a bundled model.",
    "add": "Configure, lock and write models.",
    "remove": "Take models out again.",
    "fetch": "Lock the models that are not locked yet.",
    "update": "Fetch models anew and say what changed.",
    "generate": "Write clients from the lock, or from sources.",
    "check": "Hold the files against the lock.",
    "diff": "Say what changed, what it breaks, and which version to release.",
    "watch": "Generate whenever something changes.",
    "methods": "List the methods of a model.",
    "signature": "Show what methods take and give.",
    "snippet": "Show how a method is called.",
    "tools": "Show methods as tools of a language model.",
    "mcp": "Offer methods to MCP hosts, as tools.",
    "call": "Call a method and print what it gives.",
    "serve": "Serve model directories as Clarifai's API does.",
    "lint": "Check a model.py and advise on its clients.",
    "migrate": "Move code from the SDK's Model to typed clients.",
    "templates": "List the templates, or copy them to be changed.",
    "doctor": "Find what keeps a project from working.",
    "explain": "Tell what a problem's code means.",
}
"""In the order of the help, with what it says. Each is the module of its name, with
`command`."""


class _Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{cmd_name}", __package__)
        found: click.Command = module.command
        return found

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from ..nearest import nearest

            close = nearest(name, COMMANDS)
            hint = f" Did you mean {close!r}?" if close else ""
            raise click.UsageError(f"No such command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "A SOURCE is a model URL, user/app/models/id, grpc://host:port, a signatures "
        "file, a model.py or its directory, or - for standard input.\n\n"
        "\b\nExamples:\n"
        "  clarifai-codegen demo\n"
        "  clarifai-codegen add https://clarifai.com/openai/chat-completion/models/gpt-4_1\n"
        "  clarifai-codegen generate signatures.json --output clients\n\n"
        "\b\nShell completion, for bash (zsh and fish likewise):\n"
        '  eval "$(_CLARIFAI_CODEGEN_COMPLETE=bash_source clarifai-codegen)"\n\n'
        "\b\nExit codes: 0 well, 1 difference found, 2 bad usage or input, 3 source out of\n"
        "reach or refused, 4 our own fault, 130 interrupted. The highest one wins."
    ),
)
@click.version_option(__version__, prog_name="clarifai-codegen")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Typed clients from the method signatures of Clarifai models."""
    context.ensure_object(Console).debug = debug


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; the epilog of its help lists the exit codes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    # Modules stay, and runs are short: there is little to collect, seldom worth a look.
    gc.freeze()
    gc.set_threshold(5000, 20, 50)
    # gRPC would tell standard error of connections that end, as they do.
    os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminated)
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line; gives the exit status and never raises Exception."""
    console = Console()
    console.as_json = "--json" in arguments
    try:
        status: Any = cli.main(
            arguments, "clarifai-codegen", standalone_mode=False, obj=console
        )
        return int(status or 0)
    except ProblemError as error:
        return _stopped(console, *error.problems)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "clarifai-codegen"
        what = error.format_message()
        fix = f"See: {command} --help"
        return _stopped(console, Problem("bad-usage", what, fix=fix))
    except click.ClickException as error:
        return _stopped(console, Problem("bad-usage", error.format_message()))
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except SystemExit as stop:
        # Click ends so when nobody reads on; 1 would say that `check` found something.
        return _CLOSED_PIPE if stop.code == 1 else int(stop.code or 0)
    except Exception as error:
        if console.debug:
            import traceback

            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        fix = (
            "Run it again as `clarifai-codegen --debug ...` for a traceback to report."
        )
        return _stopped(console, Problem("internal", what, fix=fix))


def _stopped(console: Console, *problems: Problem) -> int:
    return int(console.finish({}, problems))


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(128 + number)
