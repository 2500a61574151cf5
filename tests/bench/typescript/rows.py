"""What is measured of the TypeScript clients."""

from __future__ import annotations

import json
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.typescript.npm import HERE, node

from .party import Cost, Party, parties, turns
from .project import project

Row = tuple[str, float, float | None, float | None]
"""Case, figures of ours, of bare Connect, of the SDK."""

CPU = (
    ("one", "unary, one argument, CPU µs", 200),
    ("eight", "unary, eight checked arguments, CPU µs", 200),
    ("stream", "stream of 200 chunks, CPU µs", 10),
)
ROUNDS = 9
KB = 1000
IMPORT = 'import "clarifai-nodejs";\n'


def missing() -> list[str]:
    """The programs that this part needs and does not find."""
    return [name for name in ("node", "npm") if shutil.which(name) is None]


def rows() -> Iterator[Row]:
    """Rows as they are measured; None where a party cannot do it."""
    with project() as folder:
        sdk = folder / "sdk" / "sdk.mjs"
        programs = [folder / "ours.mjs", folder / "bare.mjs"]
        with parties([*programs, *([sdk] if sdk.is_file() else [])]) as found:
            yield from calls(found)
        yield from weights(sdk if sdk.is_file() else None)


def calls(found: list[Party]) -> Iterator[Row]:
    """The costs of calls, by taking turns."""
    for party in found:
        party.turn("one", 1000)
    for case, name, number in CPU:
        costs = turns(found, case, number, ROUNDS)
        yield of(name, [min(cost.cpu for cost in each) for each in costs])
    costs = turns(found[:2], "array", 4, ROUNDS)
    yield of(
        "array and back, CPU ms", [min(c.cpu for c in each) / 1e3 for each in costs]
    )
    yield of("array and back, wall ms", medians(costs))
    yield of("text, wall ms", medians(turns(found, "text", 50, 20)))


def medians(costs: list[list[Cost]]) -> list[float]:
    """Wall milliseconds of each party."""
    return [statistics.median(cost.wall for cost in each) / 1e3 for each in costs]


def of(name: str, figures: list[float]) -> Row:
    """A row of as many parties as there are."""
    ours, bare, sdk = [*figures, None][:3]
    assert ours is not None
    return name, ours, bare, sdk


def weights(sdk: Path | None) -> Iterator[Row]:
    """Bundles, and what it takes to import them."""
    others = []
    if sdk:
        program = sdk.with_name("import.mjs")
        program.write_text(IMPORT)
        others.append(str(program))
    found = json.loads(node(HERE, "sizes.mjs", *others))
    for platform, name in (("browser", "browsers"), ("node", "Node")):
        sizes = found[platform]
        row = f"bundle for {name}, gzip KB"
        yield row, sizes["gzip"] / KB, sizes["bareConnect"] / KB, None
    took = found["importMs"]
    theirs = took["named"][0] if took["named"] else None
    yield "import of the bundle, ms", took["ours"], took["bareConnect"], theirs
