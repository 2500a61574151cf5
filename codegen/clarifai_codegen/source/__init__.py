"""Where signatures come from.

One module for each kind of source, imported when one of its kind is read: this package
itself is light. A source that cannot be read is a `ProblemError`.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from ..problems import ProblemError

if TYPE_CHECKING:
    from ..signature.decode import Decoded
    from .reference import Reference

__all__ = ["read", "read_many"]

_READERS = {
    "platform": "platform",
    "runner": "runner",
    "file": "file",
    "stdin": "file",
    "model_py": "directory",
}
_AT_ONCE = 8


def read(reference: Reference, *, base_url: str = "", pat_env: str = "") -> Decoded:
    """The model that a reference names, with the problems of methods left out of it.

    `base_url` and `pat_env` count for the platform, `pat_env` also for a local runner;
    where they are empty, the reference's own do, then the environment.

    Raises ProblemError.
    """
    reference = replace(
        reference,
        base_url=base_url or reference.base_url,
        pat_env=pat_env or reference.pat_env,
    )
    reader = import_module(f".{_READERS[reference.kind]}", __name__)
    decoded: Decoded = reader.read(reference)
    return decoded


def read_many(
    references: Sequence[Reference],
    progress: Callable[[int, int, Reference], object] | None = None,
) -> list[Decoded | ProblemError]:
    """Read several sources at once: for each, in order, its model or what went wrong.

    `progress(done, total, reference)` is called on this thread after each of them.
    """
    todo: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Decoded | BaseException]] = queue.SimpleQueue()
    for position in range(len(references)):
        todo.put(position)

    def work() -> None:
        while True:
            try:
                position = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((position, read(references[position])))
            except BaseException as error:
                done.put((position, error))

    # Daemons: Ctrl-C does not wait for servers that do not answer.
    for _ in range(min(_AT_ONCE, len(references))):
        threading.Thread(target=work, daemon=True).start()
    results: dict[int, Decoded | ProblemError] = {}
    for count in range(1, len(references) + 1):
        position, result = done.get()
        if isinstance(result, BaseException) and not isinstance(result, ProblemError):
            raise result
        results[position] = result
        if progress is not None:
            progress(count, len(references), references[position])
    return [results[position] for position in range(len(references))]
