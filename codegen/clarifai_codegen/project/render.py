"""A job -> the files of each output, in memory; by several processes where it pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from ..problems import Problem, ProblemError
from ..target.entry import Emitted, Settings
from .configuration import Output
from .crew import Crew
from .job import Job
from .kept import kept_modules, kept_tools
from .manifest import MANIFEST, Record, is_inside, load_manifest
from .plan import Rendered
from .recorded import load_recorded
from .write import GITATTRIBUTES

__all__ = ["render"]


def render(job: Job) -> Iterator[tuple[Output, Rendered, tuple[Problem, ...]]]:
    """The files of each output, in memory. Raises ProblemError where a proof fails.

    Where no model can be rendered, an output that holds files of bad ones is left as it
    is; in others, all files of ours go.
    """
    if not job.entries:
        yield from _empty(job)
        return
    only = job.shard.of(job.entries) if job.shard else None
    asked = [(output, _settings(job, output, only)) for output in job.outputs]
    with closing(Crew(job.entries, asked)) as crew:
        for number, (output, _) in enumerate(asked):
            emitted, records = crew.emitted(number)
            rendered = _rendered(emitted, records)
            if job.shard:
                rendered = job.shard.part(rendered, only or frozenset())
            yield output, rendered, tuple(emitted.problems)
            del emitted, rendered  # before the next output takes memory of its own


def _settings(job: Job, output: Output, only: frozenset[str] | None) -> Settings:
    kept = kept_modules(output, job.keep_models, job.entries)
    return replace(
        job.settings,
        options=output.options,
        only=only,
        shared=job.shard is None or job.shard.number == 1,
        kept=kept,
        kept_tools=kept_tools(output, kept),
        recorded=load_recorded(output),
    )


def _empty(job: Job) -> Iterator[tuple[Output, Rendered, tuple[Problem, ...]]]:
    for output in job.outputs:
        files = load_manifest(output.folder).files.values()
        if not job.keep_models.intersection(record.model for record in files):
            yield output, Rendered({}), ()


def _rendered(emitted: Emitted, records: Mapping[str, Record]) -> Rendered:
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
    return Rendered(files, dict(emitted.owners), records)
