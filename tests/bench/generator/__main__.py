"""`python -m tests.bench.generator [--all] [--peers ENVIRONMENT] [--json FILE]`: a table."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import ours, peers

_SIZES = (10, 100, 1000)
_ALL = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.generator")
    parser.add_argument("--all", action="store_true", help=f"{_ALL:,} models too")
    parser.add_argument(
        "--peers", type=Path, help="where other generators are installed"
    )
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--times", type=int, default=3, help="runs of each case")
    asked = parser.parse_args()
    sizes = (*_SIZES, _ALL) if asked.all else _SIZES
    found: dict[str, Any] = {"starts": ours.starts(), "ours": [], "peers": []}
    print("| start | wall, ms |\n| --- | --- |")
    for name, seconds in found["starts"].items():
        print(f"| {name} | {1000 * seconds:.0f} |")
    _head("models", "cold CPU, s", "wall, s", "peak, MB", "CPU / bare", "wall / bare")
    for row in ours.rows(sizes, asked.times):
        found["ours"].append(row)
        cold, bare = row["cold"], row["bare"]
        ratios = (cold["cpu"] / bare["cpu"], cold["wall"] / bare["wall"])
        _row(row["models"], *cold.values(), *ratios)
    _head("models", "files", "no-op, s", "check, s", "check / import click")
    for row in found["ours"]:
        idle = (row["no-op"]["wall"], row["check"]["wall"])
        _row(row["models"], row["files"], *idle, row["check / import click"])
    _growth("ours", found["ours"], "models")
    if asked.peers:
        _head("generator", "operations", "cold CPU, s", "wall, s", "peak, MB")
        for row in peers.rows(asked.peers.resolve(), sizes[:3], asked.times):
            found["peers"].append(row)
            _row(row["generator"], row["operations"], *row["cold"].values())
        for name in dict.fromkeys(row["generator"] for row in found["peers"]):
            own = [row for row in found["peers"] if row["generator"] == name]
            _growth(name, own, "operations")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n")


def _head(*names: str) -> None:
    print(f"\n| {' | '.join(names)} |\n|{' --- |' * len(names)}")


def _row(*cells: str | float) -> None:
    shown = [f"{each:.2f}" if isinstance(each, float) else f"{each}" for each in cells]
    print(f"| {' | '.join(shown)} |", flush=True)


def _growth(name: str, rows: Sequence[dict[str, Any]], of: str) -> None:
    """How much more CPU a thousand cost than a hundred."""
    cpu = {row[of]: row["cold"]["cpu"] for row in rows}
    print(f"\nGrowth of {name}, 100 to 1000: {cpu[1000] / cpu[100]:.1f} times the CPU.")


if __name__ == "__main__":
    main()
