"""Configuration and lock -> what is to be made of which models, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..problems import Problem, ProblemError, highest
from ..target.entry import Deployment, Entry, Settings
from ..target.tools.options import ToolOptions, options_of
from .configuration import Configuration, Output, Source
from .lock import Lock, Locked
from .names import default_name
from .own_types import typed
from .renamed import renamed
from .shard import Shard

__all__ = ["Job", "entry_of", "project_job", "tools_options"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of which models, and where.

    `keep_models` own files that stay although they were not rendered. `inputs` is the
    digest of all that decides the files, "" where a problem forbids to skip the next run.
    `root` is the folder that outputs must not leave by a link. `shard` is the part of the
    models that is made, None for all. `configuration` is that of a
    project, whose pages are filled.
    """

    entries: tuple[Entry, ...]
    outputs: tuple[Output, ...]
    root: Path
    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    keep_models: frozenset[str] = frozenset()
    inputs: str = ""
    shard: Shard | None = None
    configuration: Configuration | None = None


def project_job(
    configuration: Configuration,
    lock: Lock,
    outputs: Sequence[Output] | None = None,
) -> Job:
    """The job of a configured project.

    A model that is not locked as configured is reported; what is locked of it stays as
    it is.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for source in configuration.models:
        try:
            name, locked = _locked_model(source, lock)
        except ProblemError as error:
            problems += error.problems
            names |= set(lock.models)  # one of them is this one
            continue
        names.add(name)
        problems += [each.at(model=name) for each in _misfit(locked, source)]
        if locked is None:
            continue
        try:
            model = entry_of(name, locked)
            model = replace(model, entry=renamed(typed(model.entry, source), source))
        except ProblemError as error:
            problems += [each.at(model=name) for each in error.problems]
            continue
        entries.append(model.entry)
        problems += model.problems
    from .fresh import project_inputs

    return Job(
        entries=tuple(entries),
        outputs=tuple(configuration.outputs if outputs is None else outputs),
        root=configuration.root,
        settings=_settings(configuration, outputs or ()),
        problems=tuple(problems),
        keep_models=frozenset(names),
        inputs="" if highest(problems) else project_inputs(configuration, lock),
        configuration=configuration,
    )


@dataclass(frozen=True, slots=True)
class _Model:
    entry: Entry
    problems: tuple[Problem, ...]


def entry_of(name: str, locked: Locked, source: str = "") -> _Model:
    """What a target needs of a locked model, and the methods it had to leave out."""
    decoded = locked.decoded()
    model = decoded.model
    if model.version_id and not locked.pinned:
        model = model.model_copy(update={"version_id": ""})
    entry = Entry(
        name=name,
        model=model,
        source=source or locked.source,
        digest=locked.digest,
        base_url=locked.base_url,
        pat_env=locked.pat_env,
    )
    return _Model(entry, tuple(each.at(model=name) for each in decoded.problems))


def tools_options(*outputs: Sequence[Output]) -> ToolOptions | None:
    """The options of the target `tools` where one of these lists has it: clients then
    come with their tools, although it may be left out of this run."""
    for each in (output for few in outputs for output in few):
        if each.target.name == "tools":
            return options_of(each.options)
    return None


def _locked_model(source: Source, lock: Lock) -> tuple[str, Locked | None]:
    name = source.name or lock.name_of(source) or default_name(source.reference())
    return name, lock.models.get(name)


def _misfit(locked: Locked | None, source: Source) -> tuple[Problem, ...]:
    """What is wrong where a model is not locked as it is configured."""
    if locked is None:
        what = "Its signatures were never fetched."
    else:
        try:
            if locked.fits(source):
                return ()
        except ProblemError as error:
            return error.problems
        what = "It is locked for another source, version or option."
    return (Problem("not-locked", what, source.where),)


def _settings(configuration: Configuration, outputs: Sequence[Output]) -> Settings:
    deployments: Mapping[str, Deployment] = {
        name: Deployment(each.id, each.user_id)
        for name, each in configuration.deployments.items()
    }
    from .filters import load_filters

    return Settings(
        deployments=deployments,
        templates=configuration.templates,
        filters=load_filters(configuration),
        tools=tools_options(configuration.outputs, outputs),
    )
