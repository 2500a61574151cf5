"""Models put into a configuration file and taken out, everything else left as it is.

Tables `[[...models]]` are whole lines, so they are put in and cut out as lines, which
leaves each comment where it stands. A list of inline tables is left to tomlkit.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Sequence
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError
from .configuration import Source
from .discovery import OWN_NAME
from .places import Path as KeyPath
from .places import headers
from .targets import DEFAULT_TARGETS, known_target

__all__ = ["add_models", "new_configuration", "remove_models", "stored_source"]

_NEW = """\
# Models whose clients clarifai-codegen writes. Change them with its commands `add` and
# `remove`, or here, followed by `clarifai-codegen fetch`.
output = "generated"
targets = [{targets}]
"""


def new_configuration(folder: Path, targets: Sequence[str] = ()) -> tuple[Path, str]:
    """The file and the text of a configuration where there is none yet.

    Raises ProblemError `bad-usage` for an unknown target.
    """
    names = [known_target(name).name for name in targets or DEFAULT_TARGETS]
    listed = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
    return folder / OWN_NAME, _NEW.format(targets=listed)


def add_models(text: str, table: Sequence[str], models: Sequence[Source]) -> str:
    """The text of a configuration with these models added behind its models."""
    rows = [_values(model) for model in models]
    wanted = [*_models(text, table), *rows]
    if _is_list(text, table):
        return _proved(_list_edited(text, table, rows, ()), table, wanted)
    prefix = ".".join((*table, "models"))
    block: list[str] = []
    for row in rows:
        values = [f"{key} = {_literal(value)}" for key, value in row.items()]
        block += ["", f"[[{prefix}]]", *values]
    lines = text.replace("\r\n", "\n").split("\n")
    end = _end_of_models(lines, text, (*table, "models"), tuple(table))
    before, after = lines[:end], lines[end:]
    while before and not before[-1].strip():
        before.pop()
    gap = [] if after and not after[0].strip() else [""]
    new = "\n".join((before + block if before else block[1:]) + gap + after)
    return _proved(_same_ends(new, text), table, wanted)


def remove_models(text: str, table: Sequence[str], gone: Collection[int]) -> str:
    """The text of a configuration without the models at these positions."""
    models = _models(text, table)
    wanted = [each for position, each in enumerate(models) if position not in gone]
    if _is_list(text, table):
        return _proved(_list_edited(text, table, (), gone), table, wanted)
    lines = text.replace("\r\n", "\n").split("\n")
    for position in sorted(gone, reverse=True):
        start, end = _block(lines, text, (*table, "models", position))
        while end < len(lines) - 1 and not lines[end].strip():
            end += 1
        del lines[start:end]
    return _proved(_same_ends("\n".join(lines), text), table, wanted)


def stored_source(text: str, configuration_file: Path) -> str:
    """A source as a configuration keeps it: paths relative to its file.

    Raises ProblemError `bad-source`, also for standard input.
    """
    from ..source.reference import parse

    reference = parse(text)
    if reference.kind == "stdin":
        what = "Standard input cannot be fetched again."
        raise ProblemError(Problem("bad-source", what, fix="Save it to a file first."))
    if reference.path is None:
        return reference.text
    path = os.path.abspath(reference.path)
    try:
        relative = os.path.relpath(path, configuration_file.parent)
    except ValueError:  # another drive
        return path
    relative = Path(relative).as_posix()
    return relative if relative.startswith("../") else f"./{relative}"


def _values(model: Source) -> dict[str, str | bool]:
    values: dict[str, str | bool] = {
        "source": model.source,
        "name": model.name,
        "base_url": model.base_url,
        "pat_env": model.pat_env,
        "pin": model.pin,
    }
    return {key: value for key, value in values.items() if value}


def _literal(value: str | bool) -> str:
    import tomlkit

    return tomlkit.item(value).as_string()


def _table(text: str, table: Sequence[str]) -> Any:
    settings: Any = tomllib.loads(text)
    for key in table:
        settings = settings[key]
    return settings


def _models(text: str, table: Sequence[str]) -> list[Any]:
    models: list[Any] = _table(text, table).get("models", [])
    return models


def _is_list(text: str, table: Sequence[str]) -> bool:
    """Whether the models are a list of inline tables."""
    first = (*table, "models", 0)
    tables = any(path == first for _, path in headers(text))
    return not tables and "models" in _table(text, table)


def _end_of_models(lines: list[str], text: str, models: KeyPath, table: KeyPath) -> int:
    """The line behind the last model, else behind our table, else the last line."""
    own = [path for _, path in headers(text) if path[: len(models)] == models]
    if not own:
        own = [path for _, path in headers(text) if table and path == table]
    return _block(lines, text, own[-1])[1] if own else len(lines)


def _block(lines: list[str], text: str, path: KeyPath) -> tuple[int, int]:
    """The lines of a table: first, and one behind the last.

    What stands above the next header, a blank line between, belongs to that header; so
    do comments right above it.
    """
    marks = headers(text)
    start = next(line for line, each in marks if each == path) - 1
    others = [
        line - 1
        for line, each in marks
        if line - 1 > start and each[: len(path)] != path
    ]
    end = others[0] if others else len(lines)
    block = lines[start:end]
    tail = list(takewhile(_is_idle, reversed(block)))[::-1]
    spaced = any(not line.strip() for line in tail)
    own = list(takewhile(str.strip, tail)) if spaced or not others else []
    return start, end - len(tail) + len(own)


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _list_edited(
    text: str,
    table: Sequence[str],
    rows: Sequence[dict[str, Any]],
    gone: Collection[int],
) -> str:
    import tomlkit

    document: Any = tomlkit.parse(text)
    settings = document
    for key in table:
        settings = settings[key]
    for position in sorted(gone, reverse=True):
        del settings["models"][position]
    for row in rows:
        inline = tomlkit.inline_table()
        inline.update(row)
        settings["models"].append(inline)
    return tomlkit.dumps(document)


def _same_ends(new: str, old: str) -> str:
    """The text with one line end at its end, and the line ends of the old text."""
    new = "\n".join(dropwhile(lambda line: not line, new.rstrip("\n").split("\n")))
    new = f"{new}\n" if new else ""
    return new.replace("\n", "\r\n") if "\r\n" in old else new


def _proved(text: str, table: Sequence[str], wanted: list[Any]) -> str:
    """The text, if it says what it should: an edit of a user's file is never a guess."""
    try:
        models = _models(text, table)
    except (tomllib.TOMLDecodeError, KeyError):
        models = []
    if models != wanted:
        what = "The configuration's models stand in a form that cannot be edited."
        raise ProblemError(Problem("bad-configuration", what, fix="Edit them by hand."))
    return text
