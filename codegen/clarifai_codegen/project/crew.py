"""Processes that render side by side, where there are so many models that it pays.

Each is a copy of this one, so that nothing has to be sent to it nor loaded by it. What it
made comes back output by output. Only where a process can be copied safely: on Linux,
with a single thread and without gRPC, whose threads Python does not know.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Problem, ProblemError
from ..target.entry import Emitted, Entry, Settings
from .configuration import Output
from .manifest import Manifest, Record, load_manifest
from .plan import record_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

__all__ = ["Crew"]

_PAYS = 1000
"""Models for each process: with fewer, the memory of another one buys little time."""

Asked = Sequence[tuple[Output, Settings]]


class _Part(NamedTuple):
    """What one process made of its models for one output."""

    files: dict[str, bytes]
    owners: dict[str, str]
    problems: tuple[Problem, ...]
    records: dict[str, Record]


class Crew:
    """This process and its helpers, which begin at once."""

    def __init__(self, entries: Sequence[Entry], asked: Asked) -> None:
        self._entries = entries
        self._asked = asked
        self._helpers: list[_Helper] = []
        only = asked[0][1].only if asked else None
        names = [each.name for each in entries if only is None or each.name in only]
        helpers = _processes(len(names)) - 1
        # This process plans and writes besides: it takes half of what a helper does.
        shares = 2 * helpers + 1
        self._own = frozenset(names[::shares])
        try:
            for first in range(1, shares, 2):
                part = frozenset((*names[first::shares], *names[first + 1 :: shares]))
                self._helpers.append(_Helper(entries, asked, part))
        except OSError:  # the system has no room for them: all is done here
            self.close()

    def emitted(self, number: int) -> tuple[Emitted, dict[str, Record]]:
        """What the output of this number gets, and what is known of its files already.

        Outputs are asked for in their order. Raises ProblemError as `emit` does.
        """
        output, settings = self._asked[number]
        if not self._helpers or not output.target.splits:
            return output.target.emit(self._entries, settings), {}
        own = output.target.emit(self._entries, replace(settings, only=self._own))
        files, owners = dict(own.files), dict(own.owners)
        records: dict[str, Record] = {}
        problems = dict.fromkeys(own.problems)
        for helper in self._helpers:
            part = helper.next()
            files |= part.files
            owners |= part.owners
            records |= part.records
            problems |= dict.fromkeys(part.problems)
        found = tuple(problems)
        if len(found) > len(own.problems):
            found = self._in_order(found)
        return Emitted(dict(sorted(files.items())), owners, found), records

    def close(self) -> None:
        """End the helpers, whatever they are at."""
        while self._helpers:
            self._helpers.pop().end()

    def _in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        places = {each.name: place for place, each in enumerate(self._entries)}
        last = len(places)
        order = sorted(problems, key=lambda each: places.get(each.where.model, last))
        return tuple(order)


class _Helper:
    def __init__(
        self, entries: Sequence[Entry], asked: Asked, part: frozenset[str]
    ) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self._results, theirs = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs, entries, asked, part), daemon=True
        )
        self._process.start()
        theirs.close()

    def next(self) -> _Part:
        try:
            found: _Part | tuple[Problem, ...] = self._results.recv()
        except EOFError:
            what = "A process that rendered a part of the models ended."
            raise ProblemError(Problem("internal", what)) from None
        if isinstance(found, _Part):
            return found
        raise ProblemError(*found)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._results.close()


def _processes(models: int) -> int:
    """How many processes it pays to have."""
    if sys.platform != "linux" or "grpc" in sys.modules or threading.active_count() > 1:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), models // _PAYS))


def _work(
    results: Connection, entries: Sequence[Entry], asked: Asked, part: frozenset[str]
) -> None:
    """Render the models of a part for each output. The first process hears of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # it would copy what is shared
    for output, settings in asked:
        if not output.target.splits:
            continue
        try:
            own = replace(settings, only=part, shared=False)
            found: Any = _made(output, output.target.emit(entries, own), part)
        except ProblemError as error:
            found = error.problems
        try:
            results.send(found)
        except OSError:  # nobody waits for it any more
            return


def _made(output: Output, emitted: Emitted, part: frozenset[str]) -> _Part:
    try:
        manifest = load_manifest(output.folder)
    except ProblemError:
        manifest = Manifest()
    owners = {path: name for path, name in emitted.owners.items() if name in part}
    files = {
        path: text.encode("utf-8") if isinstance(text, str) else bytes(text)
        for path, text in emitted.files.items()
        if path in owners
    }
    records = {
        path: record_of(manifest, path, data, owners[path])
        for path, data in files.items()
    }
    return _Part(files, owners, tuple(emitted.problems), records)
