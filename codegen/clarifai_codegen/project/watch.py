"""Generate again whenever something changes that decides what is generated."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError
from ..target.templates import forget_templates, template_folders
from .configuration import LOCK_NAME, Configuration
from .discovery import find, load, load_file
from .fetch import FetchReport, update_lock
from .fresh import are_filled, is_fresh, project_inputs
from .generate import run
from .job import project_job
from .lock import load_lock
from .pages import page_files
from .recorded import RECORDED, TARGET
from .report import Report

__all__ = ["Round", "watch"]

DEBOUNCE_MS = 200
"""Changes that come within so many milliseconds of each other are one."""
_TIMEOUT_MS = 1000
"""How long after it happened a change is found that nobody told of: one that came while
we were generating, or on a file system that tells nothing."""


@dataclass(frozen=True, slots=True)
class Round:
    """One generation: why, what was fetched and written, and what went wrong."""

    changed: tuple[Path, ...] = ()
    fetched: FetchReport | None = None
    report: Report | None = None
    problems: tuple[Problem, ...] = ()


def watch(
    config: Path | None = None,
    project: Path | None = None,
    *,
    tell: Callable[[Round], object],
    stop: threading.Event | None = None,
    force: bool = False,
) -> None:
    """Generate once, then once for each change of configuration, lock, templates,
    signatures files, model directories, pages and recorded outputs, until `stop` is set.

    Local sources that changed are locked anew; models of servers keep their entry. `tell`
    is called after each round, also after one that failed. Raises ProblemError only where
    there is no configuration to follow.
    """
    from watchfiles import watch as changes

    stop = stop or threading.Event()
    file = config.absolute() if config else find(project or Path.cwd())
    if file is None:
        load(config, project)
        return
    followed = _Followed(file)
    tell(followed.round((), force))
    while not stop.is_set():
        folders = followed.folders
        for _ in changes(
            *folders,
            watch_filter=None,
            debounce=DEBOUNCE_MS,
            stop_event=stop,
            rust_timeout=_TIMEOUT_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            if paths := followed.changed():
                tell(followed.round(paths, force))
                if followed.folders != folders:
                    break


class _Followed:
    """What a project is made of, as its configuration said last."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lock_file = file.parent / LOCK_NAME
        self.templates: tuple[Path, ...] = ()
        self.sources: dict[str, Path] = {}
        self.configuration: Configuration | None = None
        self.known: dict[Path, tuple[int, int]] = {}

    def round(self, paths: tuple[Path, ...], force: bool) -> Round:
        """Lock what changed and generate; nothing of a user's stops the next round."""
        forget_templates()
        self.known = self.states()
        try:
            configuration = load_file(self.file)
            self.learn(configuration)
            self.known = self.states() | self.known
            try:
                fetched = self.fetch(configuration, paths)
            finally:  # our own writing is no reason for another round
                self.known[self.lock_file] = _state(self.lock_file)
            lock = load_lock(configuration.lock_file)
            problems = fetched.problems if fetched else ()
            inputs = project_inputs(configuration, lock)
            outputs = configuration.outputs
            if is_fresh(outputs, inputs) and are_filled(configuration, outputs):
                report = Report(configuration.outputs, fresh=True)
            else:
                report = run(project_job(configuration, lock), force=force)
                self.known |= {path: _state(path) for path in report.pages}
            found = tuple(dict.fromkeys((*problems, *report.problems)))
            return Round(paths, fetched, report, found)
        except ProblemError as error:
            return Round(paths, problems=error.problems)

    def changed(self) -> tuple[Path, ...]:
        """What differs from what the last round saw, however the news came."""
        now = self.states()
        paths = now.keys() | self.known.keys()
        gone = 0, -1
        return tuple(
            sorted(p for p in paths if now.get(p, gone) != self.known.get(p, gone))
        )

    def learn(self, configuration: Configuration) -> None:
        """Which files and folders count."""
        self.configuration = configuration
        self.lock_file = configuration.lock_file
        self.templates = template_folders(configuration.templates)
        self.sources = {}
        for source in configuration.models:
            try:
                reference = source.reference()
            except ProblemError:
                continue
            if reference.path is not None:
                self.sources[source.source] = Path(reference.path).resolve()

    def fetch(
        self, configuration: Configuration, paths: tuple[Path, ...]
    ) -> FetchReport | None:
        """Lock anew the local sources that changed, and what the lock lacks."""
        names = {
            source
            for source, home in self.sources.items()
            if not paths or any(path.is_relative_to(home) for path in paths)
        }
        missing = update_lock(configuration)
        if not names:
            return missing
        return update_lock(configuration, names=names, anew=True)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders to look at: a file is followed where it lies, since editors
        replace it."""
        found = {self.file.parent, *self.templates}
        for home in self.sources.values():
            found.add(home if home.is_dir() else home.parent)
        real = {folder.resolve() for folder in found if folder.is_dir()}
        return tuple(sorted(f for f in real if not real & set(f.parents)))

    def states(self) -> dict[Path, tuple[int, int]]:
        """All files that decide what is generated, and when each was written."""
        return {path: _state(path) for path in self.files()}

    def files(self) -> Iterator[Path]:
        yield self.file
        yield self.lock_file
        for folder in self.templates:
            yield from folder.rglob("*.jinja")
        if self.configuration is not None:
            yield from self.shown(self.configuration)
        for home in self.sources.values():
            if not home.is_dir():
                yield home
                continue
            for path in home.rglob("*"):
                if "__pycache__" not in path.parts and path.is_file():
                    yield path

    def shown(self, configuration: Configuration) -> Iterator[Path]:
        """What is shown in snippets, and where they are shown."""
        yield from page_files(configuration)
        for output in configuration.outputs:
            if output.target.name == TARGET:
                yield output.folder / RECORDED


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, -1
    return found.st_mtime_ns, found.st_size
