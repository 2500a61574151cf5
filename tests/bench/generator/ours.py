"""Our own rows: cold, no-op and check, the yardstick beside them in the same run."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .process import Cost, best, cost
from .work import project

__all__ = ["rows", "starts"]

_COMMAND = Path(sys.executable).with_name("clarifai-codegen")
_ROOT = Path(__file__).parents[3]


def starts() -> dict[str, float]:
    """Wall seconds: of `--help`, and of what any command of click begins with."""
    here = Path.cwd()
    times = 9
    commands = {
        "help": [_COMMAND, "--help"],
        "import click": [sys.executable, "-c", "import click"],
        "import jinja2": [sys.executable, "-c", "import jinja2"],
    }
    return {name: best(each, here, times).wall for name, each in commands.items()}


def rows(sizes: tuple[int, ...], times: int) -> Iterator[dict[str, Any]]:
    """A row for each number of models."""
    jinja = best([sys.executable, "-c", "import jinja2"], _ROOT, 5)
    click = best([sys.executable, "-c", "import click"], _ROOT, 9)
    for many in sizes:
        with tempfile.TemporaryDirectory() as name:
            yield _row(Path(name) / "project", many, times, jinja, click)


def _row(
    folder: Path, many: int, times: int, jinja: Cost, click: Cost
) -> dict[str, Any]:
    project(folder, many)
    cost([_COMMAND, "fetch"], folder)
    generate, check = [_COMMAND, "generate"], [_COMMAND, "check"]
    output = folder / "generated"
    yardstick = [sys.executable, "-m", "tests.bench.generator.bare", folder]
    colds, bares = [], []
    for _ in range(times):
        shutil.rmtree(output, ignore_errors=True)
        colds.append(cost(generate, folder))
        bares.append(_bare(yardstick))
    bare_cpu = min(cpu for cpu, _, _ in bares) + jinja.cpu
    bare_wall = min(wall for _, wall, _ in bares) + jinja.wall
    cold = Cost(
        min(each.cpu for each in colds),
        min(each.wall for each in colds),
        max(each.peak for each in colds),
    )
    checked = best(check, folder, 2 * times + 1)
    return {
        "models": many,
        "files": bares[0][2],
        "cold": asdict(cold),
        "bare": {"cpu": bare_cpu, "wall": bare_wall},
        "no-op": asdict(best(generate, folder, 2 * times + 1)),
        "check": asdict(checked),
        "check / import click": checked.cpu / click.cpu,
    }


def _bare(command: list[str | Path]) -> tuple[float, float, int]:
    said = subprocess.run(
        [*map(str, command)], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    cpu, wall, files = said.stdout.split()
    return float(cpu), float(wall), int(files)
