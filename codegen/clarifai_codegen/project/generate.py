"""Locked or just-read models -> files in memory -> a plan -> files on disk.

All targets are rendered and planned before anything is written, so what stops one of
them stops the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..problems import Problem, ProblemError, Where, highest
from ..target.entry import Deployment, Emitted, Entry, Settings
from ..target.tools.options import ToolOptions, options_of
from .configuration import Configuration, Output, Source
from .folder import alone_in, cannot_write, check_folder
from .kept import kept_modules
from .lock import Lock, Locked
from .manifest import MANIFEST, is_inside, load_manifest
from .names import default_name
from .own_types import typed
from .pages import Page, library_of, own_output, pages_of
from .plan import Plan, Rendered, make_plan
from .recorded import drop_recorded, load_recorded
from .renamed import renamed
from .report import Report
from .shard import Shard
from .texts import path_shown
from .write import GITATTRIBUTES, replace_file, staging

__all__ = [
    "Job",
    "entry_of",
    "project_job",
    "render",
    "run",
    "stale_rendered",
    "tools_options",
]


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


def render(job: Job) -> Iterator[tuple[Output, Rendered, tuple[Problem, ...]]]:
    """The files of each output, in memory. Raises ProblemError where a proof fails.

    Where no model can be rendered, an output that holds files of bad ones is left as it
    is; in others, all files of ours go.
    """
    for output in job.outputs:
        if not job.entries:
            files = load_manifest(output.folder).files.values()
            if not job.keep_models.intersection(record.model for record in files):
                yield output, Rendered({}), ()
            continue
        only = job.shard.of(job.entries) if job.shard else None
        kept = kept_modules(output, job.keep_models, job.entries)
        settings = replace(
            job.settings,
            options=output.options,
            only=only,
            kept=kept,
            recorded=load_recorded(output),
        )
        emitted = output.target.emit(job.entries, settings)
        rendered = _rendered(emitted)
        if job.shard:
            rendered = job.shard.part(rendered, only or frozenset())
        yield output, rendered, tuple(emitted.problems)
        del emitted, rendered  # before the next output takes memory of its own


def tools_options(*outputs: Sequence[Output]) -> ToolOptions | None:
    """The options of the target `tools` where one of these lists has it: clients then
    come with their tools, although it may be left out of this run."""
    for each in (output for few in outputs for output in few):
        if each.target.name == "tools":
            return options_of(each.options)
    return None


def run(
    job: Job,
    *,
    force: bool = False,
    dry_run: bool = False,
    before: Callable[[], None] | None = None,
) -> Report:
    """Render, plan and, unless `dry_run`, write.

    `before` runs when all is staged, ahead of the first file. A dry run gives the plans
    with their conflicts among the problems.

    Raises ProblemError, with nothing written: `bad-output`, `edited-file`,
    `foreign-file`, `bad-manifest`, `unproved`, `bad-template`, `name-taken`.
    """
    problems = list(job.problems)
    plans: list[Plan] = []
    pages: list[Page] = []
    try:
        for output in job.outputs:
            check_folder(output.folder, job.root)
        with ExitStack() as held:
            if not dry_run:
                for output in sorted(job.outputs, key=lambda each: each.folder):
                    held.enter_context(alone_in(output.folder))
            staged = held.enter_context(staging())
            written: list[Output] = []
            conflicts: list[Problem] = []
            for output, files, warnings in render(job):
                problems += warnings
                plan = _plan(job, output, files, force=force)
                conflicts += plan.conflicts
                pages += stale_rendered(job, output, files)
                written.append(output)
                plans.append(plan if dry_run or conflicts else staged.add(plan))
                del files, plan
            if dry_run:
                problems += conflicts
            elif conflicts:
                raise ProblemError(*conflicts)
            else:
                if before is not None:
                    before()
                staged.commit("" if highest(problems) else job.inputs)
                for plan, output in zip(plans, written, strict=True):
                    if job.shard is None:
                        drop_recorded(output, plan.files)
                    _drop_empty(plan, job.root)
                for page in pages:
                    replace_file(page.path, page.after)
    except ProblemError as error:
        raise ProblemError(*job.problems, *error.problems) from error
    except OSError as error:
        raise cannot_write(Path(error.filename or "."), error) from None
    changed = tuple(page.path for page in pages)
    return Report(job.outputs, job.entries, tuple(plans), tuple(problems), changed)


def stale_rendered(job: Job, output: Output, rendered: Rendered) -> list[Page]:
    """The project's pages that do not hold the rendered snippets; none for other outputs.

    Raises ProblemError `bad-marker`.
    """
    if job.configuration is None or job.shard is not None:
        return []
    if own_output(job.configuration, [output]) is None:
        return []
    kept = job.keep_models - {entry.name for entry in job.entries}
    library = library_of(rendered.files, output, kept)
    if library is None:
        return []
    return [page for page in pages_of(job.configuration, library) if page.is_stale]


def _plan(job: Job, output: Output, rendered: Rendered, *, force: bool) -> Plan:
    name = job.shard.manifest if job.shard else MANIFEST
    manifest = load_manifest(output.folder, name if job.shard else "")
    if manifest.target not in ("", output.target.name):
        what = f"The folder holds the files of the target {manifest.target!r}."
        where = Where(file=path_shown(output.folder))
        raise ProblemError(Problem("bad-output", what, where))
    return make_plan(
        output.folder,
        output.target.name,
        rendered,
        manifest,
        keep_models=job.keep_models - {entry.name for entry in job.entries},
        force=force,
        name=name,
    )


def _drop_empty(plan: Plan, root: Path) -> None:
    """Where no file of ours is left, neither are the folders that led there."""
    if not plan.files:
        for folder in plan.folder.parents:
            if folder == root or not folder.is_relative_to(root):
                return
            try:
                folder.rmdir()
            except OSError:
                return


def _rendered(emitted: Emitted) -> Rendered:
    """The files as bytes. They leave what was emitted one by one: all of them twice would
    take much memory."""
    files: dict[str, bytes] = {".gitattributes": GITATTRIBUTES}
    for path in [*emitted.files]:
        if not is_inside(path) or path == MANIFEST:
            raise ProblemError(
                Problem("internal", f"{path!r} is no path of an output.")
            )
        text = emitted.files.pop(path)
        files[path] = text.encode("utf-8") if isinstance(text, str) else bytes(text)
    return Rendered(files, dict(emitted.owners))


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
