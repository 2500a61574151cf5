"""Keeps a model served: a process that ends comes back, files that change are loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..problems import ProblemError
from .folder import read_folder
from .live import Live
from .models import Served
from .runner import Runner

__all__ = ["Keeper"]

_TICK = 0.2
_LONGEST_WAIT = 30.0
_DRAIN = 5.0
_WATCHED = (".py", "config.yaml", "requirements.txt")
"""A model may write into its own directory: that is no reason to load it anew."""

Told = Callable[[str], object]


class Keeper:
    """Watches over one served model on a thread of its own.

    `start_runner` makes and starts a runner of the folder; `on_change` is told of what
    happens, in a line, on that thread.
    """

    def __init__(
        self,
        served: Served,
        start_runner: Callable[[Path], Runner],
        *,
        reload: bool,
        on_change: Told | None,
    ) -> None:
        self._served = served
        self._path = served.live.folder.path
        self._start_runner = start_runner
        self._reload = reload
        self._on_change = on_change
        self._stopped = threading.Event()
        self._coming: Runner | None = None
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more, and end the model's process."""
        self._stopped.set()
        coming = self._coming
        if coming is not None:
            coming.stop()
        if self._thread.is_alive():
            self._thread.join()
        self._served.live.close()

    def _run(self) -> None:
        wait, left = 0.5, 0.0
        for changed in self._ticks():
            ended = self._served.live.runner.exit_status is not None
            left = max(left - _TICK, 0.0)
            if changed:
                name = self._served.name.model_id
                self._tell(f"The files of {name} changed: it is loaded anew.")
            elif not ended or left:
                continue
            elif self._served.trouble is None:
                self._ended()
            if self._load():
                wait, left = 0.5, 0.0
            elif not changed:
                left, wait = wait, min(wait * 2, _LONGEST_WAIT)

    def _ended(self) -> None:
        live = self._served.live
        details = f"the model's process ended with status {live.runner.exit_status}"
        self._served.trouble = ("MODEL_LOADING", "Model is loading", details)
        name = self._served.name.model_id
        self._tell(f"{name}: {details}; it is started again.")

    def _load(self) -> bool:
        """Put a new run in the place of the old one, which stays while that fails."""
        old = self._served.live
        new: Live | None = None
        try:
            folder = read_folder(self._path)
            self._coming = self._start_runner(folder.path)
            if self._stopped.is_set():
                self._coming.stop()
                return False
            self._coming.wait()
            new = Live(folder, self._coming)
            new.fetch_signatures()
        except ProblemError as error:
            if new is not None:
                new.close()
            if not self._stopped.is_set():
                self._failed(error)
            return False
        finally:
            self._coming = None
        self._served.live = new
        self._served.trouble = None
        self._tell(f"{self._served.name.model_id} is served, version {new.version_id}.")
        old.close(0.0 if self._stopped.is_set() else _DRAIN)
        return True

    def _failed(self, error: ProblemError) -> None:
        name = self._served.name.model_id
        for problem in error.problems:
            place = f"{problem.where}: " if str(problem.where) else ""
            self._tell(f"{name} cannot be loaded: {place}{problem.what}")
        if self._served.trouble is None:
            self._tell(f"{name} is served as it was before.")
        else:
            details = error.problems[0].what
            self._served.trouble = (
                "MODEL_DEPLOYMENT_FAILED",
                "Model deployment failed",
                details,
            )

    def _tell(self, line: str) -> None:
        if self._on_change is not None:
            self._on_change(line)

    def _ticks(self) -> Iterator[bool]:
        """Again and again until `stop`: whether files have changed since."""
        if not self._reload:
            while not self._stopped.wait(_TICK):
                yield False
            return
        import watchfiles

        for changes in watchfiles.watch(
            self._path,
            watch_filter=_filter(),
            stop_event=self._stopped,
            rust_timeout=int(_TICK * 1000),
            yield_on_timeout=True,
        ):
            yield bool(changes)


def _filter() -> Callable[[Any, str], bool]:
    from watchfiles import DefaultFilter

    known = DefaultFilter()  # no caches, no editors' files
    return lambda change, path: path.endswith(_WATCHED) and known(change, path)
