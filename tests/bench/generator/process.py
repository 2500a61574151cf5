"""What a process and all its children cost: CPU, wall time, memory at its peak."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "best", "cost"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU and of wall time, megabytes of all processes together.

    Memory is the largest sum of the resident sizes of all that ran at one time: pages
    that they share count for each.
    """

    cpu: float
    wall: float
    peak: float


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    """What a command costs that must succeed."""
    environment = {
        name: text
        for name, text in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "CI")
    }
    start = time.perf_counter()
    process = subprocess.Popen(
        [*map(str, command)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    watch = _Watch(process.pid)
    watch.start()
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{said.decode(errors='replace')}")
    peak = max(watch.peak, used.ru_maxrss * 1024)
    return Cost(used.ru_utime + used.ru_stime, wall, peak / 1e6)


def best(
    command: Sequence[str | Path],
    folder: Path,
    times: int,
    before: Callable[[], None] = lambda: None,
) -> Cost:
    """The least CPU and wall time of some runs, and the largest peak."""
    costs = []
    for _ in range(times):
        before()
        costs.append(cost(command, folder))
    return Cost(
        min(each.cpu for each in costs),
        min(each.wall for each in costs),
        max(each.peak for each in costs),
    )


class _Watch(threading.Thread):
    """Adds up what a process and its children hold, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.02):
            self.peak = max(self.peak, sum(map(_resident, _family(self._pid))))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _family(pid: int) -> list[int]:
    """A process with its children and theirs."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident(pid: int) -> int:
    """The bytes that a process holds; 0 where it is gone, or where /proc is not."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
