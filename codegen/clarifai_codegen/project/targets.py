"""Which targets there are: a name, the module that emits it, where its files go.

A target is a module with `emit(entries, settings) -> Emitted`. To add one, add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, NamedTuple

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..target.snippets.flavors import DEFAULT_FLAVORS, FLAVORS, MEDIA
from ..target.tools.options import FORMATS, JSON, ON_LIMIT, PROFILES, STRICT

__all__ = [
    "DEFAULT_TARGETS",
    "TARGETS",
    "Option",
    "Target",
    "known_target",
    "unknown_target",
]


class Option(NamedTuple):
    """A key of a target's table: its default, and what it may be.

    A text is any without `choices`, or one of the pattern `form`, whose `example` is what a
    fault proposes; `or_flag` where it may be true or false as well. `kind` is what else it
    may be: true or false, a list of choices, or a table by `MODEL.METHOD` of lists of texts
    (`names`) or of tables of JSON values (`values`).
    """

    default: Any
    choices: tuple[str, ...] = ()
    or_flag: bool = False
    kind: Literal["text", "flag", "choices", "names", "values"] = "text"
    form: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the registry.

    `folder` is where the files go below an output that several targets share; names in
    braces are `options`: keys of the target's table in the configuration. `splits` says
    whether it can make the files of some models only.
    """

    name: str
    module: str
    folder: str
    options: Mapping[str, Option] = field(default_factory=dict)
    splits: bool = True

    @property
    def defaults(self) -> dict[str, Any]:
        """The options where the configuration gives none."""
        return {name: option.default for name, option in self.options.items()}

    def emit(self, entries: Any, settings: Any) -> Any:
        """What the target makes of the entries: an `Emitted`."""
        return self._home().emit(entries, settings)

    def runtime_files(
        self, options: Mapping[str, Any], has_tools: bool
    ) -> Mapping[str, str]:
        """The runtime as it goes beside the clients, by path; empty where there is none."""
        files: Any = getattr(self._home(), "runtime_files", None)
        found: Mapping[str, str] = files(options, has_tools) if files else {}
        return found

    def _home(self) -> Any:
        return import_module(f"{__package__.rpartition('.')[0]}.{self.module}")


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target(
            "python",
            "target.python.emit",
            "python/{package}",
            {
                "package": Option("clarifai_models"),
                "runtime": Option(
                    "",
                    form=r"([A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)?",
                    example="app.models._runtime",
                ),
            },
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
                "runtime": Option(
                    "",
                    form=r"(\.{1,2}(/[A-Za-z0-9_@.-]+)+)?",
                    example="../models/runtime",
                ),
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
        Target(
            "snippets",
            "target.snippets.emit",
            "snippets",
            {
                "flavors": Option(DEFAULT_FLAVORS, tuple(FLAVORS), kind="choices"),
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
            splits=False,
        ),
    )
}


DEFAULT_TARGETS = ("python",)
"""The targets of a run that names none."""


def known_target(name: str) -> Target:
    """The target of this name; ProblemError that lists the known ones otherwise."""
    if name not in TARGETS:
        raise ProblemError(unknown_target(name))
    return TARGETS[name]


def unknown_target(name: str, where: Where | None = None) -> Problem:
    """That there is no such target; `where` is its place in a configuration."""
    what = f"There is no target {name!r}; known: {', '.join(TARGETS)}."
    code = "bad-configuration" if where else "bad-usage"
    fix = f"Write {nearest(name, TARGETS) or next(iter(TARGETS))!r}."
    return Problem(code, what, where or Where(), fix)
