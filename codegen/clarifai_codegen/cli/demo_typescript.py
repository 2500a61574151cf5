"""The demo in TypeScript: install what the client needs, type-check a program, run it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import ProblemError
from .demo_steps import run_in

if TYPE_CHECKING:
    from .demo_steps import Steps

__all__ = ["OUTPUT", "PROGRAM", "show"]

OUTPUT = "generated/typescript"
_OLDEST = 20
_CHECK = "Type-check a TypeScript program that uses it, with tsc"
_QUIETLY = ("--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0")
_TYPESCRIPT = "^5.9.0"
_NODE_TYPES = "^20.19.0"

PROGRAM = """\
// What an application writes: typed calls of all three kinds.

import { Demo } from "./generated/typescript/index.js";

const demo = new Demo();

// Unary: one answer, as an object.
const counted = await demo.text_statistics({ text: "A rose is a rose. Is it?", top: 2 });
console.log(`text_statistics: ${counted.words} words, ${counted.frequent.map(({ word }) => word).join(", ")}`);

// Unary, with media in: two red pixels and two blue ones.
const pixels = [255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255];
const bytes = new Uint8Array([...new TextEncoder().encode("P6 2 2 255 "), ...pixels]);
const { palette } = await demo.describe_image({ image: { bytes }, colors: 2 });
console.log(`describe_image: ${palette.join(", ")}`);

// Server stream: pieces as they come.
const words: string[] = [];
for await (const word of demo.read_aloud({ text: "Typed calls, word by word.", style: "loud" })) {
  words.push(word.trim());
}
console.log("read_aloud:", words.join(" | "));

/** A WAV file with half a second of one level. */
function sound(level: number): { bytes: Uint8Array } {
  const file = new DataView(new ArrayBuffer(44 + 8000));
  const write = (text: string, at: number): void => {
    for (const [index, letter] of [...text].entries()) file.setUint8(at + index, letter.charCodeAt(0));
  };
  write("RIFF", 0);
  file.setUint32(4, 36 + 8000, true);
  write("WAVEfmt ", 8);
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, 8000, true);
  file.setUint32(28, 16000, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  write("data", 36);
  file.setUint32(40, 8000, true);
  for (let sample = 0; sample < 4000; sample += 1) {
    file.setInt16(44 + 2 * sample, sample % 2 ? -level : level, true);
  }
  return { bytes: new Uint8Array(file.buffer) };
}

// Bidirectional: a stream in, a stream out.
const audio = [sound(0), sound(16384)];
for await (const level of demo.measure_levels({ audio, window: 0.5 })) {
  console.log(`measure_levels: ${level.second} s at ${level.rms} dB`);
}
"""

_COMPILER = {
    "target": "es2022",
    "module": "nodenext",
    "lib": ["es2022", "dom"],
    "types": ["node"],
    "strict": True,
    "skipLibCheck": True,
    "outDir": "dist",
}


def show(steps: Steps, folder: Path) -> None:
    """Type-check the program and run it, if Node and a registry are there."""
    missing = _missing()
    if missing:
        steps.tell("The same in TypeScript", missing)
        return
    _write(folder)
    try:
        steps.run(
            "Install what the TypeScript client needs, with npm",
            lambda: run_in(folder, _npm(), "install", *_QUIETLY),
            lambda text: "".join(re.findall(r"^added \d+ packages", text, re.M)),
        )
    except ProblemError:
        steps.tell(
            "The same in TypeScript",
            "npm cannot install: without its registry, this is left out.",
        )
        return
    compiler = folder / "node_modules" / "typescript" / "bin" / "tsc"
    steps.run(
        _CHECK, lambda: run_in(folder, "node", str(compiler)), lambda _: "No errors."
    )
    steps.run(
        "Call it from Node: unary, server stream, bidirectional",
        lambda: run_in(folder, "node", "dist/main.js"),
        str,
    )


def _missing() -> str:
    """Why it cannot be shown here, "" where it can."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return (
            f"Node is not installed: with Node {_OLDEST} or newer, the demo shows it."
        )
    version = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.match(r"v(\d+)", version)
    if number is None or int(number[1]) < _OLDEST:
        return f"Node {version.strip() or '?'} is too old: Node {_OLDEST} is needed."
    return ""


def _npm() -> str:
    return shutil.which("npm") or "npm"


def _write(folder: Path) -> None:
    """The program, and the project around it."""
    from ..target.typescript.package import DEPENDENCIES

    manifest = {
        "private": True,
        "type": "module",
        "dependencies": DEPENDENCIES,
        "devDependencies": {"@types/node": _NODE_TYPES, "typescript": _TYPESCRIPT},
    }
    settings = {"compilerOptions": _COMPILER, "include": ["main.ts"]}
    (folder / "main.ts").write_text(PROGRAM, encoding="utf-8")
    (folder / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
