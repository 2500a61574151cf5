"""`make bench`: figures of this machine, read as ratios within one run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import clients


def main() -> None:
    """Print one row for each case."""
    print(f"{'client CPU':34} {'ours µs':>9} {'raw µs':>9} {'ratio':>6}")
    for name, ours, raw in clients.rows():
        print(f"{name:34} {ours:9.2f} {raw:9.2f} {ours / raw:6.2f}")


if __name__ == "__main__":
    main()
