"""Models into a project and out of it: configuration, lock and files in one step.

Everything is read, rendered and planned before the first of the three is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from ..problems import Exit, Problem, ProblemError, Where, highest
from .configuration import Configuration, Source, without_userinfo
from .discovery import find, load_file, read_text
from .edit import add_models, new_configuration, remove_models, stored_source
from .fetch import Fetched, merge, read_sources, unknown_model
from .folder import alone_in
from .generate import run
from .job import project_job
from .lock import Lock, load_lock, lock_model
from .names import default_name
from .outputs import configured_outputs
from .reading import read_configuration
from .report import Report
from .write import replace_file

if TYPE_CHECKING:
    from ..signature.decode import Decoded
    from .fetch import Progress

__all__ = ["Membership", "add", "remove"]


@dataclass(frozen=True, slots=True)
class Membership:
    """What `add` or `remove` did: the models concerned, and the files of the project.

    `present` are names of models that were configured already.
    """

    configuration: Configuration
    models: tuple[Fetched, ...] = ()
    present: tuple[str, ...] = ()
    report: Report | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def exit(self) -> Exit:
        """The exit status of the run."""
        return highest(self.problems)


def add(
    sources: Sequence[str],
    *,
    targets: Sequence[str] = (),
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
    pin: bool = False,
    config: Path | None = None,
    project: Path | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Membership:
    """Configure, lock and write models. Without a configuration, one is made.

    `targets` are those of a new one.
    A source that cannot be read is reported and not added; the others are.
    Raises ProblemError where nothing can be done.
    """
    if name and len(sources) != 1:
        what = f"A name for {len(sources)} sources."
        raise ProblemError(Problem("bad-usage", what, fix="Give one source."))
    file, text, configuration = _opened(config, project, targets)
    given = []
    for source in sources:
        without_userinfo(source)
        stored = stored_source(source, file)
        row = Source(stored, name, base_url, pat_env, pin, file.parent)
        given.append(row)
    new, present = _unconfigured(given, configuration)
    read, problems = _readable(new, configuration, progress)
    if not read:
        return Membership(configuration, (), present, None, tuple(problems))
    with alone_in(file.parent):
        if file.exists():
            text = read_text(file)
        table = configuration.table
        edited = add_models(text, table, [source for source, _ in read])
        configuration = read_configuration(file, edited, table)
        fetched = merge(configuration, load_lock(configuration.lock_file), read)
        report = _write(configuration, edited, fetched.lock, force=force)
    names = {source.name for source, _ in read}
    chosen = tuple(each for each in fetched.models if each.name in names)
    return Membership(
        configuration,
        chosen,
        present,
        report,
        _once([*problems, *fetched.problems, *report.problems]),
    )


def remove(
    names: Sequence[str], *, configuration: Configuration, force: bool = False
) -> Membership:
    """Take models out of the configuration, the lock and the output.

    `names` are names or sources. Raises ProblemError, with nothing written, where one of
    them is unknown or a file of theirs was edited.
    """
    file = configuration.file
    with alone_in(configuration.root):
        configuration = load_file(file)
        lock = load_lock(configuration.lock_file)
        gone = _positions(names, configuration, lock)
        edited = remove_models(read_text(file), configuration.table, set(gone.values()))
        left = read_configuration(file, edited, configuration.table)
        rows = tuple(
            Fetched(name, "removed", lock.models[name])
            for name in sorted(gone)
            if name in lock.models
        )
        kept = {name: each for name, each in lock.models.items() if name not in gone}
        report = _write(left, edited, Lock(kept), force=force)
    return Membership(left, rows, (), report, report.problems)


def _write(
    configuration: Configuration, text: str, lock: Lock, *, force: bool
) -> Report:
    def first() -> None:
        replace_file(configuration.file, text.encode("utf-8"))
        replace_file(configuration.lock_file, lock.dump().encode("utf-8"))

    return run(project_job(configuration, lock), force=force, before=first)


def _opened(
    config: Path | None, project: Path | None, targets: Sequence[str]
) -> tuple[Path, str, Configuration]:
    """The configuration's file and text; those of a new one where there is none.

    `targets` are for a new one: one that there is says itself what it writes.
    """
    start = (project or Path.cwd()).absolute()
    file = config.absolute() if config else find(start)
    if file is not None and (config is None or file.exists()):
        configuration = load_file(file)
        configured_outputs(configuration, targets, None)
        return file, read_text(file), configuration
    new, text = new_configuration(file.parent if file else start, targets)
    file = file or new
    return file, text, read_configuration(file, text, ())


def _readable(
    sources: Sequence[Source], configuration: Configuration, progress: Progress | None
) -> tuple[list[tuple[Source, Decoded | ProblemError]], list[Problem]]:
    """The sources that can be added, each with its name, and why others cannot."""
    taken = {each.name.casefold(): each for each in configuration.models}
    read: list[tuple[Source, Decoded | ProblemError]] = []
    problems: list[Problem] = []
    for source, result in read_sources(sources, progress):
        try:
            if isinstance(result, ProblemError):
                raise result
            reference = source.reference()
            name = source.name or default_name(reference, result.model.model_id)
            named = replace(source, name=name)
            if other := taken.get(name.casefold()):
                raise ProblemError(_taken(named, other))
            lock_model(named, result)
        except ProblemError as error:
            problems += error.problems
            continue
        taken[name.casefold()] = named
        read.append((named, result))
    return read, problems


def _taken(source: Source, other: Source) -> Problem:
    what = f"{source.source} and {other.source} both end on {source.name!r}."
    fix = f"Run: clarifai-codegen add {quote(source.source)} --name {source.name}2"
    return Problem("name-taken", what, Where(model=source.name), fix)


def _unconfigured(
    given: Iterable[Source], configuration: Configuration
) -> tuple[list[Source], tuple[str, ...]]:
    """The sources that are new, and the names of those that are there already."""
    known = {(each.source, each.base_url): each for each in configuration.models}
    new: list[Source] = []
    present: list[str] = []
    for source in dict.fromkeys(given):
        old = known.get((source.source, source.base_url))
        if old and source.name in ("", old.name):
            present.append(old.name or old.source)
            continue
        new.append(source)
    return new, tuple(present)


def _positions(
    names: Iterable[str], configuration: Configuration, lock: Lock
) -> dict[str, int]:
    """The models that these names or sources mean: name -> position."""
    known: dict[str, tuple[str, int]] = {}
    for position, source in enumerate(configuration.models):
        name = source.name or lock.name_of(source) or source.source
        known[source.source] = known[name] = (name, position)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ProblemError(*(unknown_model(name, list(known)) for name in unknown))
    return dict(known[name] for name in names)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Without what both the fetch and the run report: same code, method and words."""
    seen: dict[tuple[str, str, str, str], Problem] = {}
    for problem in problems:
        where = problem.where
        key = (problem.code, problem.what, where.method, where.field)
        seen.setdefault(key, problem)
    return tuple(seen.values())
