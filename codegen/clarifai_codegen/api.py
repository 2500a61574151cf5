"""The public functions that read and write; what they do stands in the rooms."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .problems import Problem, ProblemError

if TYPE_CHECKING:
    from threading import Event

    from .project.configuration import Configuration, Output
    from .project.fetch import FetchReport
    from .project.models import Membership
    from .project.report import Report
    from .project.watch import Round
    from .signature.decode import Decoded
    from .source.reference import Reference
    from .target.snippets.emit import Snippet

__all__ = [
    "Rendering",
    "add",
    "generate",
    "lock",
    "read",
    "remove",
    "render",
    "snippet",
    "watch",
]

PathLike = str | os.PathLike[str]
Progress = Callable[[int, int, "Reference"], object]
"""Called after each source that was read: how many of how many are done, and which."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Files in memory: path relative to the output -> content, and what was left out."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(source: PathLike, *, base_url: str = "", pat_env: str = "") -> Decoded:
    """The model that a source describes, and the problems of methods left out of it.

    `source` is a model URL, `user/app/models/id`, `grpc://host:port`, a signatures file, a
    model directory, or "-". `base_url` and `pat_env` (the name of the variable that holds
    the PAT) count for the platform. Raises ProblemError.
    """
    from . import source as sources
    from .project.configuration import without_userinfo
    from .source.reference import parse

    text = os.fspath(source)
    for url in (text, base_url):
        without_userinfo(url)
    return sources.read(parse(text, base_url=base_url, pat_env=pat_env))


def lock(
    *,
    names: Collection[str] = (),
    update: bool = False,
    config: PathLike | None = None,
    project: PathLike | None = None,
    progress: Progress | None = None,
) -> FetchReport:
    """Fetch what is missing in the lock and write it; with `update`, fetch anew.

    `names` restrict an update to models of these names or sources. Raises ProblemError.
    """
    from .project.fetch import update_lock

    configuration = configuration_of(config, project)
    return update_lock(configuration, names=names, anew=update, progress=progress)


def render(
    *sources: PathLike,
    targets: Sequence[str] = (),
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
    pin: bool = False,
    templates: PathLike | None = None,
    config: PathLike | None = None,
    project: PathLike | None = None,
) -> Rendering:
    """The files that `generate` would write, in memory; paths as below its output.

    Without sources, those of the project, relative to the configuration's folder.
    """
    from .project.job import project_job
    from .project.lock import load_lock
    from .project.render import render as rendered

    if sources:
        from .project.direct import Direct

        root = Path(os.path.abspath(os.sep)) / "output"
        direct = Direct.of(
            sources,
            root,
            targets,
            name=name,
            base_url=base_url,
            pat_env=pat_env,
            pin=pin,
            templates=path_of(templates),
            guarded=False,
        )
        job = direct.job()
    else:
        configuration = configuration_of(config, project)
        root = configuration.root
        outputs = outputs_of(configuration, targets, None)
        job = project_job(configuration, load_lock(configuration.lock_file), outputs)
    files: dict[str, bytes] = {}
    problems = list(job.problems)
    for output, each, warnings in rendered(job):
        problems += warnings
        folder = os.path.relpath(output.folder, root)
        for path, data in each.files.items():
            files[os.path.normpath(f"{folder}/{path}").replace(os.sep, "/")] = data
    return Rendering(files, tuple(problems))


def generate(
    *sources: PathLike,
    output: PathLike | None = None,
    targets: Sequence[str] = (),
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
    pin: bool = False,
    templates: PathLike | None = None,
    force: bool = False,
    dry_run: bool = False,
    locked: bool = False,
    shard: str = "",
    config: PathLike | None = None,
    project: PathLike | None = None,
    progress: Progress | None = None,
) -> Report:
    """Write files: those of the project from its lock, or those of `sources`.

    With sources, `output` is needed, and `name` is the class of a single one. `force`
    replaces edited files, `dry_run` only plans, `locked` stops when the lock does not fit
    the configuration. `shard` "2/8" makes the second of eight parts of the models; parts
    merge by copying. Raises ProblemError where nothing was written.
    """
    from .project.report import Report
    from .project.shard import Shard

    part = Shard.of_text(shard) if shard else None
    if sources:
        from .project.direct import Direct

        direct = Direct.of(
            sources,
            output,
            targets,
            name=name,
            base_url=base_url,
            pat_env=pat_env,
            pin=pin,
            templates=path_of(templates),
        )
        if part is None and direct.fresh():
            return Report(direct.outputs, fresh=True)
        from .project.generate import run

        job = replace(direct.job(progress), shard=part)
        return run(job, force=force, dry_run=dry_run)
    from .project.fresh import are_filled, is_fresh, project_inputs, require_locked
    from .project.lock import load_lock

    configuration = configuration_of(config, project)
    outputs = outputs_of(configuration, targets, output)
    known = load_lock(configuration.lock_file)
    if locked:
        require_locked(configuration, known)
    fresh = part is None and is_fresh(outputs, project_inputs(configuration, known))
    if fresh and are_filled(configuration, outputs):
        return Report(tuple(outputs), fresh=True)
    from .project.generate import run
    from .project.job import project_job

    job = replace(project_job(configuration, known, outputs), shard=part)
    del known  # It is large, and the job has what it needs of it.
    return run(job, force=force, dry_run=dry_run)


def snippet(
    source: PathLike,
    method: str,
    flavor: str = "python",
    *,
    media: str = "url",
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
    deployment_id: str = "",
    deployment_user_id: str = "",
    compute_cluster_id: str = "",
    nodepool_id: str = "",
    package: str = "",
    module: str = "",
    with_output: bool = False,
    output: PathLike | None = None,
) -> Snippet:
    """A call of a method as source: `text`, in the `language` of its flavour.

    `media` is how images, audio and video are given: `url`, `bytes` or `file`. `base_url`
    is where the source is read, and where the snippet calls. `package` and `module` are what
    Python and TypeScript import our clients from. With `with_output` the snippet is run
    (a model directory is served for it), and its `output` is what it printed. With
    `output`, a folder of the target `snippets`, the snippet of that folder is run, as its
    project has it made, and what it printed is kept beside it. Raises ProblemError:
    `unknown-method`, `unknown-flavor`, `no-snippet`, `missing-package`, `snippet-failed`,
    `bad-output`, `bad-usage`.
    """
    from .project.direct import single_entry
    from .target.snippets.text import flavor_of, snippet_text

    flavor_of(flavor)
    if output is not None:
        from .call.record import kept_output

        chosen = (deployment_id, deployment_user_id, compute_cluster_id, nodepool_id)
        if not with_output or media != "url" or any((*chosen, package, module)):
            what = "A folder of snippets takes what a run of one of its own prints."
            fix = "Give --with-output; its other options come from the project."
            raise ProblemError(Problem("bad-usage", what, fix=fix))
        text, names = os.fspath(source), {"name": name, "pat_env": pat_env}
        return kept_output(output, text, method, flavor, base_url=base_url, **names)
    entry = single_entry(source, name=name, base_url=base_url, pat_env=pat_env)
    options = {
        "media": media,
        "base_url": base_url,
        "deployment_id": deployment_id,
        "deployment_user_id": deployment_user_id,
        "compute_cluster_id": compute_cluster_id,
        "nodepool_id": nodepool_id,
        "package": package,
        "module": module,
    }
    found = snippet_text(entry, method, flavor, options)
    if not with_output:
        return found
    from .call.record import with_output as recorded

    return recorded(os.fspath(source), entry, found, options, base_url=base_url)


def add(
    *sources: PathLike,
    targets: Sequence[str] = (),
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
    pin: bool = False,
    force: bool = False,
    config: PathLike | None = None,
    project: PathLike | None = None,
    progress: Progress | None = None,
) -> Membership:
    """Configure, lock and write models; makes the configuration if there is none.

    `targets` are those of a new configuration. Raises ProblemError.
    """
    from .project.models import add as add_models

    return add_models(
        [os.fspath(source) for source in sources],
        targets=targets,
        name=name,
        base_url=base_url,
        pat_env=pat_env,
        pin=pin,
        force=force,
        config=path_of(config),
        project=path_of(project),
        progress=progress,
    )


def remove(
    *names: str,
    force: bool = False,
    config: PathLike | None = None,
    project: PathLike | None = None,
) -> Membership:
    """Take models out of configuration, lock and output, by name or source."""
    from .project.models import remove as remove_models

    configuration = configuration_of(config, project)
    return remove_models(names, configuration=configuration, force=force)


def watch(
    *,
    tell: Callable[[Round], object],
    stop: Event | None = None,
    force: bool = False,
    config: PathLike | None = None,
    project: PathLike | None = None,
) -> None:
    """Generate once, then once for each change, until `stop` is set or Ctrl-C.

    `tell` is called after each generation, also after one that failed.
    """
    from .project.watch import watch as follow

    follow(path_of(config), path_of(project), tell=tell, stop=stop, force=force)


def configuration_of(
    config: PathLike | None, project: PathLike | None
) -> Configuration:
    """The configuration that is named, or the nearest."""
    from .project.discovery import load

    return load(path_of(config), path_of(project))


def outputs_of(
    configuration: Configuration, targets: Sequence[str], output: PathLike | None
) -> Sequence[Output]:
    """Which targets write where in a run."""
    from .project.outputs import configured_outputs

    return configured_outputs(configuration, targets, output)


def path_of(path: Any) -> Path | None:
    return None if path is None else Path(path)
