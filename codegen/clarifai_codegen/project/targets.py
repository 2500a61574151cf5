"""Which targets there are: a name, the module that emits it, where its files go.

A target is a module with `emit(entries, settings) -> Emitted`. To add one, add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..target.tools.options import FORMATS, JSON, ON_LIMIT, PROFILES, STRICT

__all__ = ["DEFAULT_TARGETS", "TARGETS", "Option", "Target", "known_target"]


@dataclass(frozen=True, slots=True)
class Option:
    """A key of a target's table: its default, and what it may be.

    A text is any without `choices`; `or_flag` where it may be true or false as well.
    `kind` is what else it may be: true or false, a list of choices, or a table by
    `MODEL.METHOD` of lists of texts (`names`) or of tables of JSON values (`values`).
    """

    default: Any
    choices: tuple[str, ...] = ()
    or_flag: bool = False
    kind: Literal["text", "flag", "choices", "names", "values"] = "text"


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the registry.

    `folder` is where the files go below an output that several targets share; names in
    braces are `options`: keys of the target's table in the configuration.
    """

    name: str
    module: str
    folder: str
    options: Mapping[str, Option] = field(default_factory=dict)

    @property
    def defaults(self) -> dict[str, Any]:
        """The options where the configuration gives none."""
        return {name: option.default for name, option in self.options.items()}

    def emit(self, entries: Any, settings: Any) -> Any:
        """What the target makes of the entries: an `Emitted`."""
        return import_module(f"{__package__.rpartition('.')[0]}.{self.module}").emit(
            entries, settings
        )


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target(
            "python",
            "target.python.emit",
            "python/{package}",
            {"package": Option("clarifai_models")},
        ),
        Target(
            "typescript",
            "target.typescript.emit",
            "typescript",
            {
                "names": Option("preserve", ("preserve", "camel")),
                "extensions": Option("js", ("js", "ts")),
                "int64": Option("number", ("number", "bigint")),
                "package": Option(False, or_flag=True),
            },
        ),
        Target(
            "tools",
            "target.tools.emit",
            "tools",
            {
                "strict": Option("auto", STRICT),
                "json": Option("object", JSON),
                "profile": Option("openai", PROFILES),
                "formats": Option(FORMATS, FORMATS, kind="choices"),
                "on_limit": Option("non-strict", ON_LIMIT),
                "include_bidirectional": Option(False, kind="flag"),
                "hide": Option({}, kind="names"),
                "fixed": Option({}, kind="values"),
            },
        ),
    )
}


DEFAULT_TARGETS = ("python",)
"""The targets of a run that names none."""


def known_target(name: str, where: Where | None = None) -> Target:
    """The target of this name; ProblemError that lists the known ones otherwise."""
    try:
        return TARGETS[name]
    except KeyError:
        what = f"There is no target {name!r}; known: {', '.join(TARGETS)}."
        code = "bad-configuration" if where else "bad-usage"
        fix = f"Write {nearest(name, TARGETS) or next(iter(TARGETS))!r}."
        raise ProblemError(Problem(code, what, where or Where(), fix)) from None
