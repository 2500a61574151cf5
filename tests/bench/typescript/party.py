"""A program in a process of its own, which calls when it is its turn."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "models" / "all_types"
WARM = 4


class Cost(NamedTuple):
    """Microseconds of one call."""

    cpu: float
    wall: float


class Party:
    """A program that takes turns; see `programs/turns.ts`."""

    def __init__(self, program: Path, addresses: list[str]) -> None:
        self._process = subprocess.Popen(
            ["node", str(program), *addresses],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def turn(self, case: str, number: int) -> Cost:
        """Call so many times."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(case, number, file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} failed in {case!r}")
        return Cost(*json.loads(line))

    def end(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def canned() -> Iterator[str]:
    """The address of a server with canned answers."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "canned.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.communicate()


@contextmanager
def parties(programs: list[Path]) -> Iterator[list[Party]]:
    """The programs, with the two servers that they call."""
    from clarifai_codegen.serve import serve

    with ExitStack() as stack:
        addresses = [stack.enter_context(canned())]
        addresses.append(stack.enter_context(serve([MODEL])).base_url)
        found = []
        for program in programs:
            party = Party(program, addresses)
            stack.callback(party.end)
            found.append(party)
        yield found


def turns(taking: list[Party], case: str, number: int, rounds: int) -> list[list[Cost]]:
    """The costs of each party in each round, whose order is drawn.

    Before that each has its turns to warm up, in which Node compiles what runs often.
    """
    for party in taking:
        party.turn(case, number * WARM)
    costs: list[list[Cost]] = [[] for _ in taking]
    order, random = list(range(len(taking))), Random(0)
    for _ in range(rounds):
        random.shuffle(order)
        for position in order:
            costs[position].append(taking[position].turn(case, number))
    return costs
