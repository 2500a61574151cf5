"""Generated TypeScript clients send and read what the vectors say: needs Node 20 and the npm
registry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.target.entry import Settings
from clarifai_codegen.target.typescript.emit import emit
from tests.target.corpus import write
from tests.typescript.npm import HERE, packages, run

from .compare import Outcome, differences
from .jobs import as_numbers, job
from .numbers import bytes_of
from .plan import cases
from .vectors import stored

NUMBERS = {"int64": "number", "names": "preserve"}
BIGINTS = {"int64": "bigint", "names": "camel"}


def replayed(jobs: list[dict[str, Any]], folder: Path) -> list[Outcome]:
    """What the clients did."""
    path = folder / "jobs.json"
    path.write_text(json.dumps(jobs), "ascii")
    tsx = packages() / ".bin" / "tsx"
    printed = run([tsx, HERE / "vectors" / "replay.ts", path], folder)
    # Not splitlines: JSON holds line separators of Unicode as they are.
    lines = [json.loads(line) for line in printed.split("\n")[:-1]]
    return [
        Outcome([*map(bytes_of, x["sent"])], x["values"], x["refused"]) for x in lines
    ]


@pytest.mark.full
def test_every_signature_is_called_as_the_vectors_say(tmp_path: Path) -> None:
    entries = {case.name: case.entry(f"Case{n}") for n, case in enumerate(cases())}
    folders = {each["int64"]: tmp_path / each["int64"] for each in (NUMBERS, BIGINTS)}
    for options in NUMBERS, BIGINTS:
        emitted = emit([*entries.values()], Settings(options=options))
        write(emitted, folders[options["int64"]])
    (tmp_path / "node_modules").symlink_to(packages())
    rows = []
    for vector in stored():
        entry = entries[vector["case"]]
        number = job(entry, vector, folders["number"], NUMBERS)
        bigint = job(entry, vector, folders["bigint"], BIGINTS)
        rows += [(as_numbers(entry, vector), number), (vector, bigint)]
    outcomes = replayed([job for _, job in rows], tmp_path)
    found: list[str] = []
    for (vector, _), outcome in zip(rows, outcomes, strict=True):
        found += differences(vector, outcome)
    assert not found, "\n".join(found[:20])
