"""Whether a run would change nothing, told from digests alone.

Standard library only: no template, no parser and no model of a signature is loaded to
find out that there is nothing to do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..target.templates import files_below, template_files
from ..version import __version__
from .configuration import Configuration, Output
from .lock import Lock, Locked
from .manifest import Manifest, load_manifest, seal
from .recorded import are_shown
from .texts import canonical, digest_of, lf, path_shown

__all__ = ["are_filled", "inputs_of", "is_fresh", "project_inputs", "require_locked"]

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 16
_SOURCES = (".py", ".ts")
_DECIDING = ("signature", "target", "runtime")


def project_inputs(configuration: Configuration, lock: Lock) -> str:
    """The digest of all that decides a project's files.

    "" where a model is not locked as configured: then there is a problem to report.
    """
    models = _locked_models(configuration, lock)
    if models is None:
        return ""
    deployments = {
        name: [each.id, each.user_id]
        for name, each in configuration.deployments.items()
    }
    entries = {name: locked.fingerprint() for name, locked in models.items()}
    options = {each.target.name: dict(each.options) for each in configuration.outputs}
    names = [each.names for each in configuration.models]
    types = [[row.told for row in each.types] for each in configuration.models]
    decided: list[Any] = [entries, deployments, options, names, types]
    if configuration.filters:
        from .filters import digests_of

        decided.append(digests_of(configuration))
    return inputs_of(decided, configuration.templates)


def require_locked(configuration: Configuration, lock: Lock) -> None:
    """Raise `not-locked` unless the lock holds what is configured and nothing else."""
    models = _locked_models(configuration, lock)
    if models is None or models.keys() != lock.models.keys():
        what = "The lock does not fit the configuration."
        where = Where(file=path_shown(configuration.lock_file))
        raise ProblemError(Problem("not-locked", what, where))


def inputs_of(value: Any, templates: Path | None = None) -> str:
    """The digest of a JSON value together with the toolkit that works on it."""
    return digest_of(canonical([__version__, _toolkit_digest(templates), value]))


def is_fresh(outputs: Iterable[Output], inputs: str) -> bool:
    """Whether each output is what a good run made of these inputs."""
    outputs = list(outputs)
    return bool(inputs and outputs) and all(
        _is_fresh(output, inputs) for output in outputs
    )


def are_filled(configuration: Configuration, outputs: Sequence[Output]) -> bool:
    """Whether the user's pages hold the snippets that stand in the outputs."""
    if not configuration.pages:
        return True
    from .pages import stale_pages

    return not stale_pages(configuration, outputs)


def _is_fresh(output: Output, inputs: str) -> bool:
    try:
        manifest = load_manifest(output.folder)
        shown = are_shown(output, manifest)
    except ProblemError:
        return False
    known = seal(inputs, manifest.listed)
    same = bool(known) and manifest.inputs == known
    same = same and manifest.target == output.target.name
    same = same and shown and not manifest.pending
    return same and _is_intact(output.folder, manifest)


def _is_intact(folder: Path, manifest: Manifest) -> bool:
    """Whether each file is there as it was written, line ends aside."""
    for path, record in manifest.files.items():
        try:
            data = _content(f"{folder}/{path}")
        except OSError:
            return False
        if digest_of(data) != record.digest and digest_of(lf(data)) != record.digest:
            return False
    return True


def _content(path: str) -> bytes:
    """The bytes of a file, by as few calls of the system as there may be."""
    file = os.open(path, _READ)
    try:
        data = os.read(file, _CHUNK)
        if len(data) < _CHUNK:
            return data
        parts = [data]
        while data := os.read(file, _CHUNK):
            parts.append(data)
        return b"".join(parts)
    finally:
        os.close(file)


def _toolkit_digest(templates: Path | None) -> str:
    """The digest of our own code and templates, as far as they decide what is written.

    So an edited template, or a checkout that moved on, is never taken for up to date.
    """
    digest = hashlib.sha256()
    for name, path in sorted((*_code(), *_templates(templates))):
        data = lf(_content(path))
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _templates(overrides: Path | None) -> Iterator[tuple[str, str]]:
    for name, path in template_files(overrides).items():
        yield name, str(path)


def _code() -> Iterator[tuple[str, str]]:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for room in _DECIDING:
        for name, path in files_below(f"{package}/{room}", _SOURCES):
            yield f"{room}/{name}", path


def _locked_models(
    configuration: Configuration, lock: Lock
) -> dict[str, Locked] | None:
    """The locked entry of each configured model; None where one is missing or unfit."""
    models: dict[str, Locked] = {}
    for source in configuration.models:
        try:
            name = source.name or lock.name_of(source)
            locked = lock.models.get(name)
            if locked is None or not locked.fits(source):
                return None
        except ProblemError:
            return None
        models[name] = locked
    return models
