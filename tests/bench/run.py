"""`make bench`: figures of this machine, to be read as ratios within one run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("CLARIFAI_PAT", "none")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import calls
import clients
import dispatch
import snippets
import starts
import tools
import typescript


def main() -> None:
    """Print one row for each case."""
    python()
    print()
    head("Tools", "JSON")
    for name, ours, dumped in tools.rows():
        row(name, ours, dumped, None)
    print()
    missing = typescript.missing()
    if missing:
        print(f"TypeScript is left out: {' and '.join(missing)} cannot be found.")
        return
    head("TypeScript", "bare")
    for case in typescript.rows():
        row(*case)


def python() -> None:
    """The rows of Python."""
    head("Python", "raw")
    for name, ours, raw, sdk in clients.rows():
        row(f"{name}, CPU µs", ours, raw, sdk)
    for name, ours, raw, sdk in calls.rows():
        row(name, ours, raw, sdk)
    through, own = dispatch.overhead()
    print(f"{'dispatch of ten arguments, CPU µs':39} {through:9.1f} {own:9.1f}", end="")
    print(f"   {through - own:.1f} µs beyond the client's own call")
    row("first answer, s", *starts.first_answers())
    for name, cost in starts.imports():
        print(f"{name + ', ms':39} {cost:9.1f}")
    many, seconds = snippets.all_flavours()
    print(f"{f'{many} snippets of 50 methods, s':39} {seconds:9.3f}")
    one_by_one, batch = calls.batch()
    faster = one_by_one / batch
    print(
        f"{'1,000 items: one by one / batch, s':39} {one_by_one:9.2f} {batch:9.3f}",
        end="",
    )
    print(f"   {faster:.1f} times the throughput")


def head(title: str, raw: str) -> None:
    """The head of a table."""
    print(f"{title:39} {'ours':>9} {raw:>9} {'SDK':>9} {f'ours/{raw}':>9}", end="")
    print(f" {f'SDK/{raw}':>8}")


def row(name: str, ours: float, raw: float | None, sdk: float | None) -> None:
    """Figures of three parties, as far as they can do it, and their ratios."""
    figures = [f"{each:9.3f}" if each else f"{'-':>9}" for each in (ours, raw, sdk)]
    ratios = [each / raw if each and raw else None for each in (ours, sdk)]
    shown = [f"{each:8.2f}" if each else f"{'-':>8}" for each in ratios]
    print(f"{name:39}", *figures, "", *shown, flush=True)


if __name__ == "__main__":
    main()
