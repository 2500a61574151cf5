"""Values of a target's own keys: texts, flags, lists, and tables by model and method."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from ..nearest import nearest
from ..problems import Where
from .configuration import Output
from .targets import Option

__all__ = ["option_value", "refuse_unknown_models"]


class Checker(Protocol):
    """What walks a configuration, as far as options need it."""

    def value(
        self, table: Mapping[str, Any], kind: type, *path: str | int, default: Any
    ) -> Any:
        """The value of a key, told as a problem and replaced where its type is wrong."""

    def text_of(
        self, table: Mapping[str, Any], *path: str | int, default: str = ""
    ) -> str:
        """The text of a key."""

    def refuse_unknown(
        self, table: Mapping[str, Any], path: Place, known: tuple[str, ...]
    ) -> None:
        """Keep a problem for each key that is not known."""

    def where(self, *path: str | int) -> Where:
        """The place of a key."""

    def wrong(self, where: Where, what: str, fix: str = "") -> None:
        """Keep a problem."""


def option_value(
    checker: Checker, table: Mapping[str, Any], option: Option, *path: str
) -> Any:
    """The value that a target's table has for the last key of `path`."""
    given = table.get(path[-1])
    if given is None:
        return option.default
    if option.or_flag and isinstance(given, bool):
        return given
    match option.kind:
        case "text":
            text = checker.text_of(table, *path)
            _refuse_unknown(checker, option, text, path[-1], path)
            _refuse_form(checker, option, text, path)
            return text
        case "flag":
            return checker.value(table, bool, *path, default=option.default)
        case "choices":
            values = checker.value(table, list, *path, default=[])
            for number, each in enumerate(values):
                word = f"{path[-1]}[{number}]"
                _refuse_unknown(checker, option, each, word, (*path, number))
            return tuple(values)
        case "names":
            return dict(_names(checker, table, path))
        case "values":
            return dict(_values(checker, table, path))


def refuse_unknown_models(
    checker: Checker, outputs: Iterable[Output], names: Sequence[str]
) -> None:
    """Tell of tables for models that the configuration does not have.

    Where it leaves a name out, which models there are is not known here.
    """
    if not all(names):
        return
    for output in outputs:
        for key, option in output.target.options.items():
            for name in output.options[key] if option.kind in _BY_METHOD else ():
                model = name.partition(".")[0]
                if model not in names:
                    close = nearest(model, names)
                    fix = f"Write {close!r}." if close else ""
                    where = checker.where(output.target.name, key, model)
                    checker.wrong(where, f"There is no model {model!r}.", fix)


_BY_METHOD = ("names", "values")


Place = tuple[str | int, ...]


def _refuse_unknown(
    checker: Checker, option: Option, value: Any, word: str, path: Place
) -> None:
    if option.choices and value not in option.choices:
        close = nearest(f"{value}", option.choices) or option.choices[0]
        what = f"{word} is {value!r}, not {' or '.join(map(repr, option.choices))}."
        checker.wrong(checker.where(*path), what, f"Write {close!r}.")


def _refuse_form(checker: Checker, option: Option, text: str, path: Place) -> None:
    if option.form and not re.fullmatch(option.form, text, re.ASCII):
        what = f"{path[-1]} is {text!r}, which names nothing that can be imported."
        checker.wrong(
            checker.where(*path), what, f"Write for example {option.example!r}."
        )


def _names(
    checker: Checker, table: Mapping[str, Any], path: Place
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value, place in _by_method(checker, table, path):
        is_list = isinstance(value, list)
        if is_list and all(isinstance(each, str) for each in value):
            yield key, tuple(value)
        else:
            what = f"{key} is no list of the names of parameters."
            checker.wrong(checker.where(*place), what)


def _values(
    checker: Checker, table: Mapping[str, Any], path: Place
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value, place in _by_method(checker, table, path):
        if not isinstance(value, dict):
            checker.wrong(checker.where(*place), f"{key} is no table of values.")
            continue
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            what = f"{key} holds what JSON does not have: {error}."
            checker.wrong(checker.where(*place), what)
            continue
        yield key, value


def _by_method(
    checker: Checker, table: Mapping[str, Any], path: Place
) -> Iterator[tuple[str, Any, Place]]:
    """The tables of methods: under `"Model.method"`, or `method` inside `Model`."""
    for key, value in checker.value(table, dict, *path, default={}).items():
        if "." in key:
            yield key, value, (*path, key)
        elif isinstance(value, dict):
            for method, each in value.items():
                yield f"{key}.{method}", each, (*path, key, method)
        else:
            what = f"{key!r} names no method."
            checker.wrong(checker.where(*path, key), what, "Write MODEL.METHOD.")
