"""Which targets there are: a name, the module that emits it, where its files go.

A target is a module with `emit(entries, settings) -> Emitted`. To add one, add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..target.snippets.flavors import DEFAULT_FLAVORS, FLAVORS, MEDIA

__all__ = [
    "DEFAULT_TARGETS",
    "TARGETS",
    "Option",
    "OptionValue",
    "Target",
    "known_target",
]

OptionValue = str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A key of a target's table: its default, and what it may be.

    Without `choices` it is any text; `or_flag` where it may be true or false as well. It is
    a list of texts where the default is one.
    """

    default: OptionValue
    choices: tuple[str, ...] = ()
    or_flag: bool = False


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
    def defaults(self) -> dict[str, OptionValue]:
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
            "snippets",
            "target.snippets.emit",
            "snippets",
            {
                "flavors": Option(DEFAULT_FLAVORS, tuple(FLAVORS)),
                "media": Option("url", MEDIA),
                "base_url": Option(""),
                "deployment_id": Option(""),
                "deployment_user_id": Option(""),
                "compute_cluster_id": Option(""),
                "nodepool_id": Option(""),
                "package": Option("clarifai_models"),
                "module": Option("clarifai-models"),
                "names": Option("preserve", ("preserve", "camel")),
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
