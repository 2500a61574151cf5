"""`generate SOURCE...`: models written without a configuration and without a lock."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import Problem, ProblemError, Where, highest
from .configuration import Output, Source, without_userinfo
from .fresh import inputs_of, is_fresh
from .outputs import outputs_below, refuse_configured
from .targets import known_target
from .texts import digest_of

if TYPE_CHECKING:
    from ..target.entry import Entry
    from .fetch import Progress
    from .job import Job

__all__ = ["Direct", "single_entry"]


@dataclass(frozen=True, slots=True)
class Direct:
    """Sources and the outputs that they go to."""

    sources: tuple[Source, ...]
    outputs: tuple[Output, ...]
    templates: Path | None = None

    @classmethod
    def of(
        cls,
        sources: Sequence[str | os.PathLike[str]],
        output: str | os.PathLike[str] | None,
        targets: Sequence[str] = (),
        *,
        name: str = "",
        base_url: str = "",
        pat_env: str = "",
        pin: bool = False,
        templates: Path | None = None,
        guarded: bool = True,
    ) -> Direct:
        """Check what was asked for; if `guarded`, also that no project owns the output.

        Raises ProblemError `bad-usage`, `bad-output`.
        """
        if output is None:
            what = "With sources, the output folder must be named."
            raise ProblemError(Problem("bad-usage", what, fix="Add --output DIR."))
        if name and len(sources) != 1:
            what = f"A name for {len(sources)} sources."
            fix = "Give one source, or no --name."
            raise ProblemError(Problem("bad-usage", what, fix=fix))
        texts = [os.fspath(source) for source in sources]
        for text in (*texts, base_url):
            without_userinfo(text)
        outputs = outputs_below(output, [known_target(each) for each in targets])
        for each in outputs if guarded else ():
            refuse_configured(each.folder)
        found = [Source(text, name, base_url, pat_env, pin) for text in texts]
        return cls(tuple(found), outputs, templates)

    def inputs(self) -> str:
        """The digest of all that decides the files; "" unless all sources are files."""
        said = [sorted(output.target.name for output in self.outputs)]
        for source in self.sources:
            try:
                reference = source.reference()
                if reference.kind != "file" or reference.path is None:
                    return ""
                content = digest_of(reference.path.read_bytes())
            except (ProblemError, OSError):
                return ""
            options = [source.base_url, source.pat_env, str(source.pin)]
            said.append([_header(source), source.name, *options, content])
        return inputs_of(said, self.templates)

    def fresh(self) -> bool:
        """Whether the files are there already, told without reading a signature."""
        return is_fresh(self.outputs, self.inputs())

    def job(self, progress: Progress | None = None) -> Job:
        """Read the sources. One that cannot be read is reported; the others stand."""
        from ..target.entry import Settings
        from .fetch import read_sources
        from .job import Job, entry_of, tools_options
        from .lock import lock_model
        from .names import default_name

        entries: list[Entry] = []
        problems: list[Problem] = []
        unread = False
        for source, result in read_sources(self.sources, progress):
            try:
                if isinstance(result, ProblemError):
                    raise result
                reference = source.reference()
                name = source.name or default_name(reference, result.model.model_id)
                locked = lock_model(replace(source, name=name), result)
                entry = entry_of(name, locked, _header(source)).entry
                _refuse_taken(entry, entries)
            except ProblemError as error:
                problems += error.problems
                unread = True
                continue
            problems += result.problems
            entries.append(entry)
        return Job(
            entries=tuple(entries),
            outputs=self.outputs,
            root=Path.cwd(),
            settings=Settings(
                templates=self.templates, tools=tools_options(self.outputs)
            ),
            problems=tuple(problems),
            keep_models=self._owners() if unread else frozenset(),
            inputs="" if highest(problems) else self.inputs(),
        )

    def _owners(self) -> frozenset[str]:
        """All models that own files now: which of them was not read cannot be told."""
        from .manifest import load_manifest

        manifests = [load_manifest(each.folder) for each in self.outputs]
        records = [r for each in manifests for r in each.files.values()]
        return frozenset(record.model for record in records if record.model)


def single_entry(
    source: str | os.PathLike[str],
    *,
    name: str = "",
    base_url: str = "",
    pat_env: str = "",
) -> Entry:
    """One model as targets take it, with nothing to be written. Raises ProblemError."""
    root = os.path.abspath(os.sep)
    direct = Direct.of(
        [source], root, name=name, base_url=base_url, pat_env=pat_env, guarded=False
    )
    job = direct.job()
    if not job.entries:
        raise ProblemError(*job.problems)
    return job.entries[0]


def _refuse_taken(entry: Entry, entries: Sequence[Entry]) -> None:
    for other in entries:
        if other.name.casefold() == entry.name.casefold():
            what = f"{entry.source} and {other.source} both end on {other.name!r}."
            fix = "Write one of them into another folder, with --name for its class."
            raise ProblemError(
                Problem("name-taken", what, Where(model=entry.name), fix)
            )


def _header(source: Source) -> str:
    """The source as headers name it: never a path of this machine."""
    text = source.source
    if text == "-":
        return "standard input"
    if source.reference().path is not None and os.path.isabs(os.path.expanduser(text)):
        return Path(text).name
    return text
