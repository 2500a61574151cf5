"""Which configuration counts: the nearest from a folder upward, or the one named.

`clarifai-codegen.toml` holds the settings at its top, or below `[tool.clarifai-codegen]`
so that a table can be moved between the two files as it is, but not in both places.
`pyproject.toml` counts only where it has that table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from .configuration import LOCK_NAME, Configuration
from .reading import parse_toml, read_configuration
from .texts import path_shown

__all__ = ["OWN_NAME", "TABLE", "find", "load", "load_file", "locked_by", "read_text"]

OWN_NAME = "clarifai-codegen.toml"
_PYPROJECT = "pyproject.toml"
TABLE = ("tool", "clarifai-codegen")


def load(config: Path | None = None, project: Path | None = None) -> Configuration:
    """The configuration named by `config`, or the nearest from `project` upward.

    `project` defaults to the working directory. Raises ProblemError: `no-configuration`,
    `unreadable-file`, `bad-syntax`, `bad-configuration`, `wrong-version`.
    """
    file = config.absolute() if config else find(project or Path.cwd())
    if file is None:
        raise ProblemError(
            Problem(
                "no-configuration",
                "No configuration was found from here upward.",
                Where(file=path_shown(project or Path.cwd())),
            )
        )
    return load_file(file)


def locked_by(config: Path | None = None, project: Path | None = None) -> Path:
    """The lock of the configuration named, or of the nearest; it need not exist."""
    start = (project or Path.cwd()).absolute()
    file = config.absolute() if config else find(start)
    return (file.parent if file else start) / LOCK_NAME


def find(start: Path) -> Path | None:
    """The nearest configuration file from `start` upward, if there is one."""
    start = start.absolute()
    if not start.is_dir():
        what = "There is no such folder."
        raise ProblemError(
            Problem("unreadable-file", what, Where(file=path_shown(start)))
        )
    for folder in (start, *start.parents):
        if found := next(settings_in(folder), None):
            return found
    return None


def settings_in(folder: Path) -> Iterator[Path]:
    """The configuration files of one folder; the first counts."""
    own = folder / OWN_NAME
    if own.is_file():
        yield own
    pyproject = folder / _PYPROJECT
    if pyproject.is_file() and _table_of(pyproject, read_text(pyproject)):
        yield pyproject


def load_file(file: Path) -> Configuration:
    """The configuration that `file` holds."""
    text = read_text(file)
    table = _table_of(file, text)
    if table is None:
        what = "The file has no table [tool.clarifai-codegen]."
        where = Where(file=path_shown(file))
        raise ProblemError(Problem("no-configuration", what, where))
    configuration = read_configuration(file, text, table)
    if configuration.required_version:
        from .required import check_version

        check_version(configuration)
    return configuration


def read_text(file: Path) -> str:
    """The text of a file, line ends as they are."""
    where = Where(file=path_shown(file))
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"{error.strerror or error}."
        raise ProblemError(Problem("unreadable-file", what, where)) from None
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 (at byte {error.start})."
        raise ProblemError(Problem("bad-syntax", what, where)) from None


def _table_of(file: Path, text: str) -> tuple[str, ...] | None:
    """The path of keys to our table in a file, None where it has none."""
    own = file.name != _PYPROJECT
    if not own and TABLE[-1] not in text:
        return None
    values = parse_toml(file, text)
    found = values.get(TABLE[0])
    tool = found if isinstance(found, dict) else {}
    prefixed = TABLE[-1] in tool
    if prefixed and not isinstance(tool[TABLE[-1]], dict):
        what = "tool.clarifai-codegen is not a table."
        where = Where(file=path_shown(file))
        raise ProblemError(Problem("bad-configuration", what, where))
    if own and prefixed and len(values) > 1:
        what = "The settings stand both at the top and in [tool.clarifai-codegen]."
        where = Where(file=path_shown(file))
        fix = "Keep them in one of the two places."
        raise ProblemError(Problem("bad-configuration", what, where, fix))
    if prefixed:
        return TABLE
    return () if own else None
