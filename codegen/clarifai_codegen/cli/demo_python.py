"""The demo in Python: type-check a program, run it."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from .demo_steps import run_in

if TYPE_CHECKING:
    from .demo_steps import Steps

__all__ = ["OUTPUT", "PROGRAM", "show"]

OUTPUT = "generated/python/clarifai_models"

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


def show(steps: Steps, folder: Path) -> None:
    """Type-check the program with mypy if it is there, and run it."""
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    if find_spec("mypy") is None:
        steps.tell("Type-check a program that uses it", "mypy is not installed.")
    else:
        check = ("-m", "mypy", "--strict", "--cache-dir", ".mypy_cache", "program.py")
        steps.run(
            "Type-check a program that uses it, with mypy --strict",
            lambda: run_in(folder, sys.executable, *check),
            str,
        )
    steps.run(
        "Call it: unary, server stream, bidirectional",
        lambda: run_in(folder, sys.executable, "program.py"),
        str,
    )
