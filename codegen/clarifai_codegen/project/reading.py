"""The text of a configuration file -> values: each fault is located to the character."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from .configuration import (
    Configuration,
    Deployment,
    Output,
    Source,
    without_userinfo,
)
from .option_values import option_value, refuse_unknown_models
from .targets import DEFAULT_TARGETS, TARGETS, Target, unknown_target
from .texts import path_shown

if TYPE_CHECKING:
    from .configuration import TypeRow
    from .places import Path as KeyPath

__all__ = ["parse_toml", "read_configuration"]

_DEFAULT_OUTPUT = "generated"
_MODEL_KEYS = ("source", "name", "base_url", "pat_env", "pin", "names", "types")
_DEPLOYMENT_KEYS = ("id", "user_id")
_CLASS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ENTRY_POINT = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)
_MEMBER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_ENVIRONMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read_configuration(file: Path, text: str, table: tuple[str, ...]) -> Configuration:
    """Check the text of a configuration file whose settings stand in `table`.

    Raises ProblemError with every fault that was found: `bad-syntax`,
    `bad-configuration`.
    """
    values = parse_toml(file, text)
    for key in table:
        values = values.get(key, {})
    checker = _Checker(file, text, table)
    configuration = checker.configuration(values)
    if checker.problems:
        raise ProblemError(*checker.problems)
    return configuration


@lru_cache(maxsize=1)
def parse_toml(file: Path, text: str) -> Mapping[str, Any]:
    """The values of a TOML document, or a `bad-syntax` that points at the fault."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        line, column = numbers if len(numbers) == 2 else (text.count("\n") + 1, 0)
        where = Where(file=path_shown(file), line=line, column=column)
        raise ProblemError(Problem("bad-syntax", f"{what}.", where)) from None


class _Checker:
    """Walks the table once and collects what is wrong with it."""

    def __init__(self, file: Path, text: str, table: tuple[str, ...]) -> None:
        self.file = file
        self.text = text
        self.table = table
        self.problems: list[Problem] = []
        self._shown = path_shown(file)
        self._places: dict[KeyPath, tuple[int, int]] | None = None

    def configuration(self, values: Mapping[str, Any]) -> Configuration:
        root = self.file.parent
        readers: dict[str, Callable[[], Any]] = {
            "required-version": lambda: self.text_of(values, "required-version"),
            "output": lambda: self.text_of(values, "output", default=_DEFAULT_OUTPUT),
            "templates": lambda: self.text_of(values, "templates"),
            "filters": lambda: tuple(self.filters(values)),
            "targets": lambda: tuple(self.targets(values)),
            "models": lambda: tuple(self.models(values)),
            "deployments": lambda: dict(self.deployments(values)),
            "pages": lambda: tuple(self.pages(values)),
        }
        self.refuse_unknown(values, (), (*readers, *TARGETS))
        found = {key: reader() for key, reader in readers.items()}
        output = root / found["output"]
        folders = [self.output(values, target, output) for target in found["targets"]]
        self.refuse_shared(folders)
        refuse_unknown_models(self, folders, [each.name for each in found["models"]])
        return Configuration(
            file=self.file,
            table=self.table,
            output=output,
            outputs=tuple(folders),
            models=found["models"],
            deployments=found["deployments"],
            pages=found["pages"],
            templates=root / found["templates"] if found["templates"] else None,
            filters=found["filters"],
            required_version=found["required-version"],
        )

    def filters(self, values: Mapping[str, Any]) -> Iterator[str]:
        for index, name in enumerate(self.value(values, list, "filters", default=[])):
            if isinstance(name, str) and _ENTRY_POINT.fullmatch(name):
                yield name
                continue
            what = f"filters[{index}] is no entry point of Python."
            fix = 'Write "package.module:function", or the name of a mapping.'
            self.wrong(self.where("filters", index), what, fix)

    def targets(self, values: Mapping[str, Any]) -> Iterator[Target]:
        names = self.value(values, list, "targets", default=list(DEFAULT_TARGETS))
        for index, name in enumerate(names):
            where = partial(self.where, "targets", index)
            if not isinstance(name, str):
                self.wrong(where(), f"targets[{index}] is {_a(name)}, not a text.")
                continue
            if name not in TARGETS:
                self.problems.append(unknown_target(name, where()))
                continue
            if name in names[:index]:
                self.wrong(where(), f"The target {name!r} is listed twice.")
            yield TARGETS[name]

    def output(self, values: Mapping[str, Any], target: Target, output: Path) -> Output:
        table = self.value(values, dict, target.name, default={})
        self.refuse_unknown(table, (target.name,), ("output", *target.options))
        own = self.text_of(table, target.name, "output")
        options = {
            key: option_value(self, table, option, target.name, key)
            for key, option in target.options.items()
        }
        below = target.folder.format_map(options)
        if os.path.isabs(below) or ".." in Path(below).parts:
            where = self.where(target.name, next(iter(options)))
            self.wrong(where, f"{below!r} leads out of the output folder.")
        folder = self.file.parent / own if own else output / below
        return Output(target, folder, options)

    def refuse_shared(self, outputs: list[Output]) -> None:
        seen: dict[str, Target] = {}
        for each in outputs:
            other = seen.setdefault(os.path.abspath(each.folder), each.target)
            if other is not each.target:
                name = each.target.name
                what = f"The targets {other.name!r} and {name!r} have one folder."
                self.wrong(self.where(name, "output"), what)

    def models(self, values: Mapping[str, Any]) -> Iterator[Source]:
        taken: dict[str, Source] = {}
        for index, table in enumerate(self.value(values, list, "models", default=[])):
            path = ("models", index)
            if not isinstance(table, dict):
                self.wrong(self.where(*path), f"A model is {_a(table)}, not a table.")
                continue
            self.refuse_unknown(table, path, _MODEL_KEYS)
            model = Source(
                source=self.url(table, *path, "source"),
                name=self.text_of(table, *path, "name"),
                base_url=self.url(table, *path, "base_url"),
                pat_env=self.text_of(table, *path, "pat_env"),
                pin=self.value(table, bool, *path, "pin", default=False),
                names=tuple(self.names(table, path)),
                types=tuple(self.types(table, path)),
                root=self.file.parent,
                place=partial(self.where, *path),
            )
            if not model.source:
                what = "A model has no source."
                self.wrong(model.where, what, 'Add a line: source = "..."')
            if model.name and not _CLASS_NAME.fullmatch(model.name):
                what = f"{model.name!r} cannot be the name of a class."
                self.wrong(self.where(*path, "name"), what)
            if model.pat_env and not _ENVIRONMENT.fullmatch(model.pat_env):
                what = f"{model.pat_env!r} cannot be an environment variable."
                fix = "Write the variable's name, never the PAT itself."
                self.wrong(self.where(*path, "pat_env"), what, fix)
            other = taken.setdefault(model.name.casefold(), model)
            if model.name and other is not model:
                what = f"Two models are named {model.name!r} (also at line {other.where.line})."
                fix = f'Give one of them another name, for example: name = "{model.name}2"'
                where = self.where(*path, "name")
                self.problems.append(Problem("name-taken", what, where, fix))
            yield model

    def types(self, table: Mapping[str, Any], path: KeyPath) -> Iterator[TypeRow]:
        """The user's types for JSON."""
        if "types" in table:
            from .own_types import type_rows

            yield from type_rows(self, table, path)

    def names(
        self, table: Mapping[str, Any], path: KeyPath
    ) -> Iterator[tuple[str, str]]:
        """Names of methods and parameters, as `method` and `method.parameter`."""
        given = self.value(table, dict, *path, "names", default={})
        for key in given:
            name = self.text_of(given, *path, "names", key)
            if _MEMBER_NAME.fullmatch(name):
                yield key, name
            else:
                what = f"{name!r} cannot be the name of a method or a parameter."
                self.wrong(self.where(*path, "names", key), what)

    def deployments(
        self, values: Mapping[str, Any]
    ) -> Iterator[tuple[str, Deployment]]:
        table = self.value(values, dict, "deployments", default={})
        for name, value in table.items():
            path = ("deployments", name)
            if isinstance(value, dict):
                self.refuse_unknown(value, path, _DEPLOYMENT_KEYS)
                id = self.text_of(value, *path, "id")
                user_id = self.text_of(value, *path, "user_id")
            else:
                id, user_id = self.text_of(table, *path), ""
            if not id and not self.problems:
                self.wrong(self.where(*path), f"The deployment {name!r} has no id.")
            yield name, Deployment(id, user_id)

    def pages(self, values: Mapping[str, Any]) -> Iterator[str]:
        """Patterns of files below the configuration's folder; they need the snippets."""
        if "pages" not in values:
            return
        if "snippets" not in values.get("targets", ()):
            what = "pages are filled with snippets, which are not among the targets."
            fix = 'Add "snippets" to targets.'
            self.wrong(self.where("pages"), what, fix)
        for index, pattern in enumerate(self.value(values, list, "pages", default=[])):
            if not isinstance(pattern, str):
                what = f"pages[{index}] is {_a(pattern)}, not a text."
                self.wrong(self.where("pages", index), what)
            elif os.path.isabs(pattern) or ".." in Path(pattern).parts or not pattern:
                what = f"{pattern!r} leads out of the configuration's folder."
                self.wrong(self.where("pages"), what)
            else:
                yield pattern

    def url(self, table: Mapping[str, Any], *path: str | int) -> str:
        text = self.text_of(table, *path)
        try:
            return without_userinfo(text)
        except ProblemError as error:
            where = self.where(*path)
            for each in error.problems:
                self.wrong(where, each.what, each.fix)
            return text

    def text_of(
        self, table: Mapping[str, Any], *path: str | int, default: str = ""
    ) -> str:
        text: str = self.value(table, str, *path, default=default)
        if "\0" in text:
            self.wrong(self.where(*path), f"{path[-1]} holds a NUL character.")
        return text

    def value(
        self, table: Mapping[str, Any], kind: type, *path: str | int, default: Any
    ) -> Any:
        value = table.get(str(path[-1]), default)
        if isinstance(value, kind):
            return value
        what = f"{path[-1]} is {_a(value)}, not {_WORDS[kind]}."
        self.wrong(self.where(*path), what)
        return default

    def refuse_unknown(
        self, table: Mapping[str, Any], path: KeyPath, known: tuple[str, ...]
    ) -> None:
        for key in table:
            if key not in known:
                close = nearest(key, known)
                fix = f"Write {close!r}." if close else f"Known: {', '.join(known)}."
                self.wrong(self.where(*path, key), f"Unknown key {key!r}.", fix)

    def where(self, *path: str | int) -> Where:
        if self._places is None:
            from .places import places

            self._places = places(self.text)
        full: KeyPath = (*self.table, *path)
        while full and full not in self._places:
            full = full[:-1]
        line, column = self._places.get(full, (1, 1))
        return Where(file=self._shown, line=line, column=column)

    def wrong(self, where: Where, what: str, fix: str = "") -> None:
        self.problems.append(Problem("bad-configuration", what, where, fix))


_WORDS = {
    str: "a text",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    int: "a number",
    float: "a number",
}


def _a(value: Any) -> str:
    return _WORDS.get(type(value), f"a {type(value).__name__}")
