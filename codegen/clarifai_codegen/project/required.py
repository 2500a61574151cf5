"""`required-version`: which versions of the toolkit a configuration accepts."""

from __future__ import annotations

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from ..problems import Problem, ProblemError, Where
from ..version import __version__
from .configuration import Configuration
from .places import places
from .texts import path_shown

__all__ = ["check_version"]


def check_version(configuration: Configuration) -> None:
    """Raise `wrong-version` where this version is not one that is asked for."""
    wanted = configuration.required_version
    try:
        if SpecifierSet(wanted).contains(__version__, prereleases=True):
            return
    except InvalidSpecifier:
        code, what = "bad-configuration", f"{wanted!r} names no versions."
        fix = 'Write for example: required-version = ">=0.1"'
    else:
        code, what = "wrong-version", f"This is {__version__}, required is {wanted}."
        fix = f"Run: pip install 'clarifai-codegen{wanted}'"
    key = (*configuration.table, "required-version")
    line, column = places(configuration.file.read_text("utf-8")).get(key, (0, 0))
    where = Where(file=path_shown(configuration.file), line=line, column=column)
    raise ProblemError(Problem(code, what, where, fix))
