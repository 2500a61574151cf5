"""What a project can choose for its TypeScript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...problems import Problem, ProblemError

__all__ = ["Options", "options_of"]

_PACKAGE = re.compile(
    r"(?P<name>(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*)"
    r"(@(?P<version>\d+\.\d+\.\d+[0-9A-Za-z.+-]*))?"
)
_NAME = "clarifai-models"
_VERSION = "0.0.0"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run.

    `names` is `preserve` or `camel`, `extensions` what specifiers end on (`js` or `ts`),
    `int64` what INT is answered as (`number` or `bigint`). `package` is the name and the
    version of the npm package to be written, None for sources of somebody's project.
    `runtime` is the folder of another output's runtime, as imports name it, "" for one
    beside the clients.
    """

    names: str = "preserve"
    extensions: str = "js"
    int64: str = "number"
    package: tuple[str, str] | None = None
    runtime: str = ""


def options_of(given: Mapping[str, Any]) -> Options:
    """The options of a target's table; raises ProblemError `bad-configuration`."""
    plain = {key: value for key, value in given.items() if key != "package"}
    return Options(**plain, package=_package(given.get("package", False)))


def _package(value: bool | str) -> tuple[str, str] | None:
    if isinstance(value, bool):
        return (_NAME, _VERSION) if value else None
    match = _PACKAGE.fullmatch(value)
    if match is None:
        what = f"{value!r} is no name of an npm package."
        fix = 'Write true, "NAME", "NAME@VERSION" or "@SCOPE/NAME@VERSION".'
        raise ProblemError(Problem("bad-configuration", what, fix=fix))
    return match["name"], match["version"] or _VERSION
