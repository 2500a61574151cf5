"""A user's configuration as values. Standard library only: an up-to-date run reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Problem, ProblemError, Where
from .targets import Target

if TYPE_CHECKING:
    from ..source.reference import Reference

__all__ = [
    "LOCK_NAME",
    "Configuration",
    "Deployment",
    "Output",
    "Source",
    "TypeRow",
    "without_userinfo",
]

LOCK_NAME = "clarifai-codegen.lock"
_USERINFO = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*@|^[^/?#@\s]+:[^/?#@\s]+@")


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of the user's for clients of one language: `name` in `module`.

    `key` is `method.parameter` or `method.return`.
    """

    key: str
    language: str
    module: str
    name: str
    where: Where = field(default_factory=Where, compare=False)

    @property
    def told(self) -> list[str]:
        """What decides the files."""
        return [self.key, self.language, self.module, self.name]


@dataclass(frozen=True, slots=True)
class Source:
    """One configured model. `name` is "" where the configuration leaves it out.

    `names` are the user's names for methods (`predict`) and parameters
    (`predict.max_tokens`), `types` the user's types for JSON. Relative paths start at `root`. `place` finds where
    the model stands.
    """

    source: str
    name: str = ""
    base_url: str = ""
    pat_env: str = ""
    pin: bool = False
    root: Path = Path()
    place: Callable[[], Where] = field(default=Where, compare=False)
    names: tuple[tuple[str, str], ...] = ()
    types: tuple[TypeRow, ...] = ()

    @property
    def where(self) -> Where:
        """Where the model stands in the configuration."""
        return self.place()

    def reference(self) -> Reference:
        """The source that the text means; raises ProblemError `bad-source`."""
        from ..source.reference import parse

        try:
            return parse(
                self.source,
                root=self.root,
                base_url=self.base_url,
                pat_env=self.pat_env,
            )
        except ProblemError as error:
            where = replace(self.where, model=self.name)
            problems = [replace(each, where=where) for each in error.problems]
            raise ProblemError(*problems) from None


class Deployment(NamedTuple):
    """A deployment that calls can name; `user_id` is its owner, "" for the caller."""

    id: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A target, the folder that holds its files and nothing else of ours, its options."""

    target: Target
    folder: Path
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration file says. `table` is the path of keys to our table.

    `filters` are entry points, `module:attribute`, of filters for the user's templates.
    `pages` are patterns of Markdown files with markers.
    """

    file: Path
    table: tuple[str, ...]
    output: Path
    outputs: tuple[Output, ...]
    models: tuple[Source, ...] = ()
    deployments: Mapping[str, Deployment] = field(default_factory=dict)
    templates: Path | None = None
    filters: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    required_version: str = ""

    @property
    def root(self) -> Path:
        """The folder that the paths of the configuration are relative to."""
        return self.file.parent

    @property
    def lock_file(self) -> Path:
        """Where the lock is kept."""
        return self.root / LOCK_NAME


def without_userinfo(url: str, where: Where | None = None) -> str:
    """The URL, refused where it holds a user or a password: neither may be kept."""
    if _USERINFO.search(url):
        what = "The URL holds a user name or a password."
        fix = "Leave it out; credentials come from CLARIFAI_PAT (or pat_env)."
        code = "bad-configuration" if where else "bad-source"
        raise ProblemError(Problem(code, what, where or Where(), fix))
    return url
