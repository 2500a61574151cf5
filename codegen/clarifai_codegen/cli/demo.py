"""`demo`: the main job from end to end, with nothing to configure."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options
from .console import Console
from .demo_steps import Steps

if TYPE_CHECKING:
    from ..project.report import Report
    from ..serve.endpoint import Endpoint

_TARGETS = ("python", "typescript")
"""What is shown: each target has a module `demo_*`."""

_PAT_ENV = "CLARIFAI_CODEGEN_DEMO_PAT"


@options.command(
    "demo",
    short_help="Do it all once, with a bundled model.",
    examples="""
    clarifai-codegen demo
    clarifai-codegen demo --target typescript
    clarifai-codegen demo --output clients
    """,
)
@options.targets
@click.option("--output", metavar="DIR", help="Keep the generated client here.")
@options.pass_console
def command(console: Console, targets: tuple[str, ...], output: str | None) -> int:
    """Serve a bundled model, fetch, lock, generate, type-check, and call it.

    It needs the extra `serve`, and no account. Only the TypeScript part uses the network:
    npm fetches what the client needs, if Node is there. Nothing is left behind, save what
    --output asks for.
    """
    from ..project.targets import known_target
    from ..serve import DEMO, serve

    names = targets or _TARGETS
    for name in names:
        known_target(name)
    steps = Steps(console)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pat = os.urandom(16).hex()
        os.environ[_PAT_ENV] = pat
        stack.callback(os.environ.pop, _PAT_ENV, None)
        endpoint = steps.run(
            "Serve the bundled model with Clarifai's own runner",
            lambda: stack.enter_context(serve([DEMO], pat=pat)),
            lambda endpoint: endpoint.base_url,
        )
        _fetch_and_write(steps, endpoint, folder, names)
        for name in names:
            import_module(f"{__package__}.demo_{name}").show(steps, folder)
        if output is not None:
            _keep(steps, output, targets)
    if not console.as_json:
        console.say()
        console.say("Next:", style="bold")
        console.say("  clarifai-codegen add https://clarifai.com/USER/APP/models/ID")
    return console.finish({"steps": steps.done})


def _fetch_and_write(
    steps: Steps, endpoint: Endpoint, folder: Path, targets: Sequence[str]
) -> None:
    from .. import add, read

    url, base_url = endpoint.models[0].url, endpoint.base_url
    steps.run(
        "Fetch its signatures over gRPC",
        lambda: read(url, base_url=base_url, pat_env=_PAT_ENV),
        lambda found: "\n".join(
            f"{method.name} ({method.kind.name.lower()})"
            for method in found.model.methods
        ),
    )
    steps.run(
        "Lock them and write typed clients",
        lambda: add(
            url, targets=targets, base_url=base_url, pat_env=_PAT_ENV, project=folder
        ),
        lambda done: "\n".join(
            (
                f"{done.configuration.lock_file.name}: {done.models[0].locked.digest}",
                *(_files(done.report, folder)),
            )
        ),
    )


def _files(report: Report, folder: Path) -> Iterator[str]:
    """How many files each output has."""
    for output in report.outputs:
        many = sum(file.is_relative_to(output.folder) for file in report.files)
        shown = output.folder.relative_to(folder.resolve()).as_posix()
        yield f"{many} files in {shown}"


def _keep(steps: Steps, output: str, targets: Sequence[str]) -> None:
    """Write the client from the same signatures: the address dies with the demo."""
    from .. import generate
    from ..serve import DEMO

    steps.run(
        "Keep the client",
        lambda: generate(DEMO / "signatures.json", output=output, targets=targets),
        lambda report: f"{len(report.files)} files in {output}",
    )
