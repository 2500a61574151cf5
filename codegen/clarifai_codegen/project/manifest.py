"""The manifest: which files of an output folder are ours, and what they were.

It is committed with the files and deterministic. Only what it lists is ever replaced or
removed. While a run writes, `pending` holds what each file is about to become, so that
after a crash at any point both the old and the new file are known as ours.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..problems import Problem, ProblemError, Where
from ..version import __version__
from .texts import canonical, digest_of, path_shown, pretty

__all__ = [
    "MANIFEST",
    "Manifest",
    "Record",
    "as_listed",
    "is_inside",
    "load_manifest",
    "seal",
    "shard_manifests",
]

MANIFEST = ".clarifai-codegen.json"
_SHARD = re.compile(r"\.clarifai-codegen\.\d+-of-\d+\.json")
_FORM = 1
_ODD = frozenset({"", ".", ".."})
_MARKS = re.compile(r'[\\:\0"<>|?*]')


class Record(NamedTuple):
    """One file of ours.

    `digest` is of the text with LF line ends. `syntax` is of what the text means
    ("" where that is not told apart, see `edited`). `model` is the owner, "" for files
    that models share.
    """

    digest: str
    model: str = ""
    syntax: str = ""

    def as_json(self) -> dict[str, str]:
        values = {"digest": self.digest, "model": self.model, "syntax": self.syntax}
        return {key: value for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of ours in one folder.

    `inputs` is the seal of all that decided the files and of their list; "" when the run
    that wrote them met a problem or did not end. `listed` is that list as the file has it.
    """

    target: str = ""
    files: Mapping[str, Record] = field(default_factory=dict)
    inputs: str = ""
    pending: Mapping[str, Record] = field(default_factory=dict)
    listed: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def dump(self) -> str:
        """The manifest as the text of its file."""
        values: dict[str, Any] = {
            "files": as_listed(self.files),
            "form": _FORM,
            "generator": f"clarifai-codegen {__version__}",
            "inputs": self.inputs,
            "pending": as_listed(self.pending),
            "target": self.target,
        }
        return pretty({key: value for key, value in values.items() if value})


def load_manifest(folder: Path, name: str = "") -> Manifest:
    """The manifest of a folder, empty where there is none; those that shards left count
    with it. `name` is that of a shard, whose manifest stands alone.

    Raises ProblemError `bad-manifest` when it cannot be read: then nobody knows which
    files are ours.
    """
    if name:
        return _load(folder / name)
    whole = _load(folder / MANIFEST)
    for part in shard_manifests(folder):
        more = _load(folder / part)
        whole = Manifest(
            whole.target or more.target,
            {**whole.files, **more.files},
            pending={**whole.pending, **more.pending},
        )
    return whole


def shard_manifests(folder: Path) -> list[str]:
    """The names of the manifests that shards left in a folder, sorted."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(filter(_SHARD.fullmatch, names))


def _load(file: Path) -> Manifest:
    try:
        return _manifest(file, file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except OSError as error:
        raise _bad(file, f"{error.strerror or error}.") from None


@lru_cache(maxsize=8)
def _manifest(file: Path, data: bytes) -> Manifest:
    try:
        document = json.loads(data.decode("utf-8"))
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise _bad(file, f"{error.msg}.", line, column) from None
    except (UnicodeDecodeError, RecursionError):
        raise _bad(file, "The file is not JSON.") from None
    if not isinstance(document, dict) or document.get("form") != _FORM:
        raise _bad(file, f"The manifest is not of form {_FORM}.")
    texts = [document.get(key, "") for key in ("target", "inputs")]
    if not all(isinstance(text, str) for text in texts):
        raise _bad(file, "A value of the manifest has the wrong type.")
    return Manifest(
        target=texts[0],
        files=_records(file, document.get("files", {})),
        inputs=texts[1],
        pending=_records(file, document.get("pending", {})),
        listed=document.get("files", {}),
    )


def seal(inputs: str, listed: Mapping[str, Any]) -> str:
    """The digest that a good run leaves: of its inputs and of the files it made of them,
    as they are listed.

    So a list that was cut, by hand or by a merge, is not taken for the whole. "" where
    there is nothing to vouch for.
    """
    if not inputs or not listed:
        return ""
    return digest_of(canonical([inputs, listed]))


def _records(file: Path, records: Any) -> dict[str, Record]:
    if not isinstance(records, dict):
        raise _bad(file, "The list of files is no mapping.")
    known = {}
    for path, values in records.items():
        row = values if isinstance(values, dict) else {}
        record = Record(
            row.get("digest", ""), row.get("model", ""), row.get("syntax", "")
        )
        if not (record.digest and is_inside(path) and all(map(_is_text, record))):
            raise _bad(file, f"The entry {path!r} is not one of ours.")
        known[path] = record
    return known


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def is_inside(path: str) -> bool:
    """Whether a path with "/" can only lead to a file below the output folder."""
    return _ODD.isdisjoint(path.split("/")) and not _MARKS.search(path)


def as_listed(records: Mapping[str, Record]) -> dict[str, dict[str, str]]:
    """The files as a manifest lists them."""
    return {path: record.as_json() for path, record in records.items()}


def _bad(file: Path, what: str, line: int = 0, column: int = 0) -> ProblemError:
    where = Where(path_shown(file), line, column)
    return ProblemError(Problem("bad-manifest", what, where))
