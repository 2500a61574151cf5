"""`make bench`: figures of this machine, to be read as ratios within one run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("CLARIFAI_PAT", "none")
sys.path.insert(0, str(Path(__file__).parent))

import calls
import clients
import starts


def main() -> None:
    """Print one row for each case."""
    print(f"{'':36} {'ours':>9} {'raw':>9} {'SDK':>9} {'ours/raw':>9} {'SDK/raw':>8}")
    for name, ours, raw, sdk in clients.rows():
        row(f"{name}, CPU µs", ours, raw, sdk)
    for name, ours, raw, sdk in calls.rows():
        row(name, ours, raw, sdk)
    row("first answer, s", *starts.first_answers())
    for name, cost in starts.imports():
        print(f"{name + ', ms':36} {cost:9.1f}")
    one_by_one, batch = calls.batch()
    faster = one_by_one / batch
    print(
        f"{'1,000 items: one by one / batch, s':36} {one_by_one:9.2f} {batch:9.3f}",
        end="",
    )
    print(f"   {faster:.1f} times the throughput")


def row(name: str, ours: float, raw: float, sdk: float) -> None:
    """Figures of three parties, and their ratios."""
    ratios = f"{ours / raw:9.2f} {sdk / raw:8.2f}"
    print(f"{name:36} {ours:9.3f} {raw:9.3f} {sdk:9.3f} {ratios}")


if __name__ == "__main__":
    main()
