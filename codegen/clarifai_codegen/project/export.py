"""Our templates, copied for a user to change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError, Where
from ..target.templates import template_files
from .texts import lf, path_shown
from .write import replace_file

__all__ = ["Exported", "export_templates"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of a template: `state` is "create", "keep" (the same), or "edited"
    (it differs from ours, and stays)."""

    file: str
    state: str


def export_templates(folder: Path, names: tuple[str, ...] = ()) -> tuple[Exported, ...]:
    """Copy our templates into a folder, all or those whose names start with one of
    `names` (`python`, `python/model.py`). What is there already stays.

    Raises ProblemError `bad-usage` for a name that no template has, `cannot-write`.
    """
    files = template_files()
    for name in names:
        if not any(path.startswith(name) for path in files):
            what = f"No template's name starts with {name!r}."
            fix = "List them: clarifai-codegen templates"
            raise ProblemError(Problem("bad-usage", what, fix=fix))
    rows = []
    for path, home in files.items():
        if names and not path.startswith(names):
            continue
        data, place = lf(home.read_bytes()), folder / path
        try:
            found = place.read_bytes()
        except FileNotFoundError:
            state = "create"
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                what, where = f"{error.strerror}.", Where(path_shown(place.parent))
                raise ProblemError(Problem("cannot-write", what, where)) from None
            replace_file(place, data)
        except OSError as error:
            what, where = f"{error.strerror}.", Where(path_shown(place))
            raise ProblemError(Problem("cannot-write", what, where)) from None
        else:
            state = "keep" if lf(found) == data else "edited"
        rows.append(Exported(path_shown(place), state))
    return tuple(rows)
