"""Sources -> lock: fetch what is missing, or fetch anew and say what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..problems import Exit, Problem, ProblemError, highest
from ..signature.change import Change
from ..signature.compare import compare
from ..source import read_many
from .configuration import Configuration, Source
from .folder import alone_in
from .lock import Lock, Locked, load_lock, lock_model
from .names import default_name
from .write import replace_file

if TYPE_CHECKING:
    from ..signature.decode import Decoded
    from ..source.reference import Reference

    Progress = Callable[[int, int, Reference], object]

__all__ = [
    "FetchReport",
    "Fetched",
    "merge",
    "read_sources",
    "unknown_model",
    "update_lock",
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one model.

    `state` is "new", "changed", "unchanged", "kept" (not asked for, or not reached) or
    "dropped" (no longer configured). `changes` are those of its signature.
    """

    name: str
    state: str
    locked: Locked
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchReport:
    """The lock after a run, what became of each model, and what went wrong."""

    lock: Lock
    models: tuple[Fetched, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def exit(self) -> Exit:
        """The exit status of the run."""
        return highest(self.problems)


def update_lock(
    configuration: Configuration,
    *,
    names: Collection[str] = (),
    anew: bool = False,
    progress: Progress | None = None,
) -> FetchReport:
    """Bring the lock in line with the configuration and write it.

    What is missing is fetched; with `anew`, so are all models, or those in `names`.
    A source that cannot be read is reported and keeps its entry.

    Raises ProblemError: `unknown-model`, `bad-lock`, `cannot-write`.
    """
    lock = load_lock(configuration.lock_file)
    wanted = _wanted(configuration, lock, names, anew)
    read = read_sources(wanted, progress)
    with alone_in(configuration.root):
        lock = load_lock(configuration.lock_file)
        report = merge(configuration, lock, read)
        if report.lock != lock:
            replace_file(configuration.lock_file, report.lock.dump().encode("utf-8"))
    return report


def read_sources(
    sources: Sequence[Source], progress: Progress | None = None
) -> list[tuple[Source, Decoded | ProblemError]]:
    """What each source says, in order: the model, or what went wrong."""
    found: dict[int, Decoded | ProblemError] = {}
    references: dict[int, Reference] = {}
    for index, source in enumerate(sources):
        try:
            references[index] = source.reference()
        except ProblemError as error:
            found[index] = error
    read = read_many(list(references.values()), progress)
    found.update(zip(references, read, strict=True))
    return [(source, found[index]) for index, source in enumerate(sources)]


def merge(
    configuration: Configuration,
    lock: Lock,
    read: Sequence[tuple[Source, Decoded | ProblemError]],
) -> FetchReport:
    """The lock with what was read put in, and entries that nobody configures dropped."""
    models = dict(lock.models)
    rows: dict[str, Fetched] = {}
    problems: list[Problem] = []
    for source, result in read:
        name = source.name
        try:
            name = name or lock.name_of(source)
            if isinstance(result, ProblemError):
                raise result
            reference = source.reference()
            name = name or default_name(reference, result.model.model_id)
            _refuse_taken(name, source, rows)
            locked = lock_model(replace(source, name=name), result)
        except ProblemError as error:
            known = name or source.source
            problems += [_of_model(problem, known) for problem in error.problems]
            continue
        problems += [problem.at(model=name) for problem in result.problems]
        rows[name] = _compared(name, models.get(name), locked)
        models[name] = locked
    configured = _names(configuration, Lock(models))
    for name, locked in lock.models.items():
        state = "kept" if name in configured else "dropped"
        rows.setdefault(name, Fetched(name, state, locked))
    kept = {name: each for name, each in models.items() if name in configured}
    ordered = tuple(row for _, row in sorted(rows.items()))
    return FetchReport(Lock(dict(sorted(kept.items()))), ordered, tuple(problems))


def _wanted(
    configuration: Configuration, lock: Lock, names: Collection[str], anew: bool
) -> list[Source]:
    known = {source.name or lock.name_of(source) for source in configuration.models}
    known |= {source.source for source in configuration.models}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ProblemError(*(unknown_model(name, known) for name in unknown))
    wanted = []
    for source in configuration.models:
        name = source.name or lock.name_of(source)
        locked = lock.models.get(name)
        if anew:
            chosen = not names or name in names or source.source in names
        else:
            chosen = locked is None or not _fits(locked, source)
        if chosen:
            wanted.append(source)
    return wanted


def unknown_model(name: str, known: Collection[str]) -> Problem:
    """The problem of a name that no configured model has."""
    from ..nearest import nearest

    close = nearest(name, known)
    fix = f"Write {close!r}." if close else f"Known: {', '.join(sorted(known))}."
    what = f"No configured model has the name or source {name!r}."
    return Problem("unknown-model", what, fix=fix if known else "")


def _fits(locked: Locked, source: Source) -> bool:
    try:
        return locked.fits(source)
    except ProblemError:
        return False


def _names(configuration: Configuration, lock: Lock) -> set[str]:
    """The names that stay in the lock: an unnamed source keeps what it is locked as."""
    names = set()
    for source in configuration.models:
        try:
            names.add(source.name or lock.name_of(source))
        except ProblemError:
            continue
    return names


def _refuse_taken(name: str, source: Source, rows: dict[str, Fetched]) -> None:
    if name in rows and not source.name:
        what = f"{source.source} and {rows[name].locked.source} both end on {name!r}."
        fix = f'Write into the table of one of them: name = "{name}2"'
        raise ProblemError(Problem("name-taken", what, source.where, fix))


def _of_model(problem: Problem, name: str) -> Problem:
    return problem if problem.where.model else problem.at(model=name)


def _compared(name: str, old: Locked | None, new: Locked) -> Fetched:
    if old is None:
        return Fetched(name, "new", new)
    try:
        changes = compare(old.decoded().model, new.decoded().model)
    except ProblemError:
        changes = ()
    same = old.digest == new.digest and not changes
    return Fetched(name, "unchanged" if same else "changed", new, changes)
