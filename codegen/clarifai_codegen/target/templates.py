"""The templates that all text comes from, and the environment that renders them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Problem, ProblemError, Where

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "Templates",
    "files_below",
    "forget_templates",
    "template_files",
    "template_folders",
]

_SUFFIX = ".jinja"


class Templates:
    """The templates of one target, as one run uses them.

    `overrides` is a user's folder with the layout of `templates/`; a template that it has
    wins over ours. `helpers` are functions that templates may call, `filters` a user's
    filters for their own templates.
    """

    def __init__(
        self,
        target: str,
        overrides: Path | None = None,
        helpers: Mapping[str, Callable[..., Any]] | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        if overrides is not None and not overrides.is_dir():
            what = "The folder of templates does not exist."
            raise ProblemError(
                Problem("bad-configuration", what, Where(f"{overrides}"))
            )
        self.own = overrides is None
        self._environment = _environment(target, overrides, *(filters or {}).items())
        self._environment.globals.update(helpers or {})

    def render(self, name: str, **context: Any) -> str:
        """The text of the template `name`, with LF.

        Raises ProblemError `bad-template` with the template's file and line.
        """
        try:
            text = self._environment.get_template(name + _SUFFIX).render(context)
        except ProblemError:
            raise
        except Exception as error:
            raise ProblemError(_problem(name, error)) from error
        return text.replace("\r\n", "\n")


def template_folders(overrides: Path | None = None) -> tuple[Path, ...]:
    """Where templates are looked for, in this order: the user's folder, the checkout, the wheel."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent
    folders = [overrides] if overrides else []
    if (checkout / "pyproject.toml").is_file() and package.parent.name == "codegen":
        folders.append(checkout / "templates")
    folders.append(package / "_templates")
    return tuple(folder for folder in folders if folder.is_dir())


def template_files(overrides: Path | None = None) -> dict[str, Path]:
    """The templates in force, by name (`python/module.py.jinja`): what digests rest on."""
    found: dict[str, Path] = {}
    for folder in template_folders(overrides):
        for name, path in files_below(str(folder), (_SUFFIX,)):
            found.setdefault(name, Path(path))
    return dict(sorted(found.items()))


def files_below(folder: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files of a folder and of those in it: the name below it, with "/", and the path.

    Links to folders are not followed.
    """
    for child in os.scandir(folder):
        if child.is_dir(follow_symlinks=False):
            for name, path in files_below(child.path, suffixes):
                yield f"{child.name}/{name}", path
        elif child.name.endswith(suffixes) and child.is_file():
            yield child.name, child.path


def forget_templates() -> None:
    """Look for templates anew: jinja does not see that a file now overrides another."""
    _environment.cache_clear()


@lru_cache(maxsize=8)
def _environment(
    target: str, overrides: Path | None, *filters: tuple[str, Callable[..., Any]]
) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

    folders = [folder / target for folder in template_folders(overrides)]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=overrides is not None,
    )
    environment.filters.update(filters)
    return environment


def _problem(name: str, error: Exception) -> Problem:
    import traceback

    file, line = name + _SUFFIX, 0
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(_SUFFIX):
            file, line = frame.filename, frame.lineno or 0
    if getattr(error, "lineno", None):
        file = getattr(error, "filename", None) or file
        line = getattr(error, "lineno", 0)
    return Problem("bad-template", f"{error}", Where(file=file, line=line))
