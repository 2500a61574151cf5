"""Signatures of a model directory or a model.py: read as text, or asked of the SDK."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..shown import shown
from ..signature.decode import Decoded, decode
from .permission import import_allowed
from .reference import Reference

__all__ = ["config_ids", "model_file", "read"]

_FILES = ("model.py", "1/model.py")
"""Where the SDK looks, in its order."""


def read(reference: Reference) -> Decoded:
    """The model of a model.py or a model directory, with the ids of its config.yaml.

    The file does not run, unless `--import` allows it: then the SDK is asked in a
    subprocess.

    Raises ProblemError: `bad-source`, `unreadable-file`, the problems of the file, or what
    the signatures themselves get; with `--import` `missing-extra` and `import-failed`.
    """
    assert reference.path is not None
    file, name = model_file(reference.path, reference.text)
    if import_allowed():
        from .model_py.ask import ask_sdk

        signatures, hints = ask_sdk(file, name), {}
    else:
        from .model_py import read_file

        reading = read_file(file, name).checked()
        signatures, hints = reading.signatures, reading.hints
    decoded = _decoded(signatures, config_ids(file), Where(file=shown(name)))
    return replace(decoded, model=decoded.model.hinted(hints))


def model_file(path: Path, text: str) -> tuple[Path, str]:
    """The model.py of a directory, or the file itself, and how problems call it.

    Raises ProblemError `bad-source`.
    """
    if not path.is_dir():
        return path, text
    for name in _FILES:
        if (path / name).exists():
            return path / name, f"{text.rstrip('/')}/{name}"
    what = f"{text!r} is no model directory: it has neither model.py nor 1/model.py."
    raise ProblemError(Problem("bad-source", shown(what), Where(file=shown(text))))


def config_ids(file: Path) -> Mapping[str, str]:
    """The ids that the config.yaml beside or above a model.py tells, if there is one.

    Raises ProblemError `bad-source` and `bad-syntax`.
    """
    folder = file.absolute().parent
    homes = (folder, folder.parent) if folder.name == "1" else (folder,)
    home = next((each for each in homes if (each / "config.yaml").is_file()), None)
    if home is None or file.name != "model.py":
        return {}
    from ..serve.folder import read_folder

    return read_folder(home).told


def _decoded(
    signatures: Mapping[str, Mapping[str, Any]], ids: Mapping[str, str], where: Where
) -> Decoded:
    """A method that the class has under two names is one, as a runner tells it."""
    kept: list[Mapping[str, Any]] = []
    for signature in signatures.values():
        if signature not in kept:
            kept.append(signature)
    try:
        decoded = decode(kept, ids=ids)
    except ProblemError as error:
        raise ProblemError(
            *(each.at(file=where.file) for each in error.problems)
        ) from None
    problems = tuple(each.at(file=where.file) for each in decoded.problems)
    return Decoded(decoded.model, problems, decoded.left_out)
