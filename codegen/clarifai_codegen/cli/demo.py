"""`demo`: the main job from end to end, with nothing to configure."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..problems import Problem, ProblemError
from . import options
from .console import Console

if TYPE_CHECKING:
    from ..serve.endpoint import Endpoint

_PAT_ENV = "CLARIFAI_CODEGEN_DEMO_PAT"

PROGRAM = '''\
"""What an application writes: typed calls of all three kinds."""

import io
import wave

from generated.python.clarifai_models import Demo

demo = Demo()

# Unary: one answer, as a dataclass.
counted = demo.text_statistics("A rose is a rose. Is it?", top=2)
print(f"text_statistics: {counted.words} words, {counted.frequent}")

# Unary, with media in: two red pixels and two blue ones.
picture = b"P6 2 2 255 " + b"\\xff\\x00\\x00" * 2 + b"\\x00\\x00\\xff" * 2
print(f"describe_image: {demo.describe_image(picture, colors=2).palette}")

# Server stream: pieces as they come.
with demo.read_aloud("Typed calls, word by word.", style="loud") as words:
    print("read_aloud:", " | ".join(word.strip() for word in words))


def seconds_of_sound() -> list[bytes]:
    """Two WAV files: half a second of silence, half a second of noise."""
    pieces = []
    for samples in (b"\\x00\\x00" * 4000, b"\\x00\\x40\\x00\\xc0" * 2000):
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(samples)
        pieces.append(file.getvalue())
    return pieces


# Bidirectional: a stream in, a stream out.
for level in demo.measure_levels(seconds_of_sound(), window=0.5):
    print(f"measure_levels: {level.second} s at {level.rms} dB")
'''


@options.command(
    "demo",
    short_help="Do it all once, with a bundled model.",
    examples="""
    clarifai-codegen demo
    clarifai-codegen demo --output clients
    """,
)
@click.option("--output", metavar="DIR", help="Keep the generated client here.")
@options.pass_console
def command(console: Console, output: str | None) -> int:
    """Serve a bundled model, fetch, lock, generate, type-check, and call it.

    It needs the extra `serve`, and no account and no network. Nothing is left behind,
    save what --output asks for.
    """
    from ..serve import DEMO, serve

    steps = _Steps(console)
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
        _fetch_and_write(steps, endpoint, folder)
        (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
        _type_check(steps, folder)
        steps.run(
            "Call it: unary, server stream, bidirectional",
            lambda: _python(folder, "program.py"),
            str,
        )
        if output is not None:
            _keep(steps, output)
    if not console.as_json:
        console.say()
        console.say("Next:", style="bold")
        console.say("  clarifai-codegen add https://clarifai.com/USER/APP/models/ID")
    return console.finish({"steps": steps.done})


class _Steps:
    """Runs steps, says how each went, and collects that for `--json`."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.done: list[dict[str, Any]] = []

    def run(self, what: str, do: Callable[[], Any], tell: Callable[[Any], str]) -> Any:
        start = time.monotonic()
        number = len(self.done) + 1
        self.console.say(f"{number}. {what}", style="bold")
        result = do()
        seconds = round(time.monotonic() - start, 2)
        told = tell(result)
        for line in told.splitlines():
            self.console.say(f"   {line}")
        self.done.append({"step": what, "seconds": seconds, "result": told})
        return result


def _fetch_and_write(steps: _Steps, endpoint: Endpoint, folder: Path) -> None:
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
        "Lock them and write a typed client",
        lambda: add(url, base_url=base_url, pat_env=_PAT_ENV, project=folder),
        lambda done: "\n".join(
            (
                f"{done.configuration.lock_file.name}: {done.models[0].locked.digest}",
                f"{len(done.report.files)} files in generated/python/clarifai_models",
            )
        ),
    )


def _type_check(steps: _Steps, folder: Path) -> None:
    if find_spec("mypy") is None:
        steps.run(
            "Type-check a program that uses it", str, lambda _: "mypy is not installed."
        )
        return
    arguments = ("-m", "mypy", "--strict", "--cache-dir", ".mypy_cache", "program.py")
    steps.run(
        "Type-check a program that uses it, with mypy --strict",
        lambda: _python(folder, *arguments),
        str,
    )


def _keep(steps: _Steps, output: str) -> None:
    """Write the client from the same signatures: the address dies with the demo."""
    from .. import generate
    from ..serve import DEMO

    steps.run(
        "Keep the client",
        lambda: generate(DEMO / "signatures.json", output=output),
        lambda report: f"{len(report.files)} files in {output}",
    )


def _python(folder: Path, *arguments: str) -> str:
    """The output of a run of Python; ProblemError with it where the run failed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    text = (done.stdout + done.stderr).strip()
    if done.returncode:
        what = f"A step of the demo failed.\n{text}"
        raise ProblemError(Problem("internal", what))
    return text
