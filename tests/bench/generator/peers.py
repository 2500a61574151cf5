"""Other generators on the same work: openapi-python-client, datamodel-code-generator, openapi-ts."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .process import best
from .work import openapi

__all__ = ["rows"]

_COMMANDS: dict[str, list[str]] = {
    "openapi-python-client": [
        "{bin}/openapi-python-client",
        "generate",
        "--path=openapi.json",
        "--output-path=out",
        "--config=plain.json",
    ],
    "datamodel-code-generator": [
        "{bin}/datamodel-codegen",
        "--input=openapi.json",
        "--input-file-type=openapi",
        "--output=out.py",
    ],
    "openapi-ts": [
        "{npm}/openapi-ts",
        "--input=openapi.json",
        "--output=out",
        "--no-log-file",
    ],
}
"""openapi-python-client runs without its formatter; the others as they come."""


def rows(
    environment: Path, sizes: tuple[int, ...], times: int
) -> Iterator[dict[str, Any]]:
    """A row for each generator and number of operations; `environment` has the generators."""
    places = {"bin": environment / "bin", "npm": environment / "node_modules" / ".bin"}
    for name, command in _COMMANDS.items():
        words = [word.format(**places) for word in command]
        for many in sizes:
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                (folder / "openapi.json").write_text(json.dumps(openapi(many)))
                (folder / "plain.json").write_text('{"post_hooks": []}')

                def clear(out: Path = folder / "out") -> None:
                    shutil.rmtree(out, ignore_errors=True)

                found = best(words, folder, times, clear)
            yield {"generator": name, "operations": many, "cold": asdict(found)}
