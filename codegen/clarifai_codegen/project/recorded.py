"""Recorded output beside snippets: input of the pages, which a user commits.

`recorded.json` says of which text each output is. Neither it nor an output is in the
manifest; a run removes an output when its snippet is gone. Standard library only: an
up-to-date run reads it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..target.snippets.recording import Recording, digest_of, output_file
from .configuration import Output
from .manifest import Manifest, is_inside
from .texts import path_shown, pretty

__all__ = [
    "RECORDED",
    "TARGET",
    "are_shown",
    "drop_recorded",
    "load_recorded",
    "save_recorded",
]

TARGET = "snippets"
RECORDED = "recorded.json"
_FORM = 1


def load_recorded(output: Output) -> dict[str, Recording]:
    """The recordings of a folder of snippets by the paths of these; others have none.

    Raises ProblemError `bad-syntax`.
    """
    if output.target.name != TARGET:
        return {}
    import shlex

    again = f"--with-output --output {shlex.quote(path_shown(output.folder))}"
    found = {}
    for path, record in _records(output.folder).items():
        text = _read(output.folder / output_file(path))
        if text is not None:
            same = digest_of(text) == record["output"]
            found[path] = Recording(text, record["snippet"] if same else "", again)
    return found


def are_shown(output: Output, manifest: Manifest) -> bool:
    """Whether the pages of an output hold its recordings as they are now."""
    if output.target.name != TARGET:
        return True
    found = load_recorded(output)
    files = manifest.files
    known = {
        path: digest_of(each.output)
        for path, each in found.items()
        if path in files and files[path].digest == each.snippet
    }
    index = _read(output.folder / "index.json") if "index.json" in files else None
    shown: Any = {}
    with suppress(ValueError, KeyError, TypeError):  # a template of the user's
        shown = json.loads(index)["outputs"] if index else {}
    return bool(known == shown)


def save_recorded(folder: Path, path: str, snippet: str, output: str) -> Path:
    """Keep what a snippet printed; the file that holds it.

    Raises ProblemError `cannot-write`, `bad-syntax`.
    """
    from .folder import alone_in
    from .write import replace_file

    file = folder / output_file(path)
    with alone_in(folder):
        record = {"output": digest_of(output), "snippet": digest_of(snippet)}
        replace_file(file, output.encode("utf-8"))
        _write(folder, _records(folder) | {path: record})
    return file


def drop_recorded(output: Output, paths: Collection[str]) -> None:
    """Remove the recordings of snippets that are not among the paths.

    An output that was edited stays.
    """
    if output.target.name != TARGET:
        return
    records = _records(output.folder)
    kept = {path: record for path, record in records.items() if path in paths}
    if len(kept) == len(records):
        return
    for path in records.keys() - kept.keys():
        file = output.folder / output_file(path)
        text = _read(file)
        if text is not None and digest_of(text) == records[path]["output"]:
            file.unlink()
            _drop_empty(file.parent)
    _write(output.folder, kept)
    _drop_empty(output.folder)


def _write(folder: Path, records: Mapping[str, Mapping[str, str]]) -> None:
    from .write import replace_file

    file = folder / RECORDED
    if records:
        text = pretty({"form": _FORM, "outputs": records})
        replace_file(file, text.encode("utf-8"))
    else:
        file.unlink(missing_ok=True)


def _drop_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _records(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / RECORDED
    text = _read(file)
    if text is None:
        return {}
    with suppress(ValueError, RecursionError):
        document = json.loads(text)
        if isinstance(document, dict) and document.get("form") == _FORM:
            records = document.get("outputs")
            if isinstance(records, dict) and all(
                _is_record(*each) for each in records.items()
            ):
                return records
    what = f"It is no list of recorded outputs of form {_FORM}."
    fix = "Restore the file, or delete it and record the outputs anew."
    raise ProblemError(Problem("bad-syntax", what, Where(path_shown(file)), fix))


def _is_record(path: str, record: Any) -> bool:
    known = isinstance(record, dict) and record.keys() == {"output", "snippet"}
    return (
        known and is_inside(path) and all(isinstance(v, str) for v in record.values())
    )


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None
