"""The user's own types for JSON: `types` of a model in the configuration."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from .configuration import Source, TypeRow
from .places import Path as Place

if TYPE_CHECKING:
    from ..signature.method import Method, Output, Parameter
    from ..target.entry import Entry
    from .option_values import Checker

    Part = TypeVar("Part", Parameter, Output)

__all__ = ["type_rows", "typed"]


_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "python": (
        re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*)", re.ASCII),
        "package.module:Name",
    ),
    "typescript": (
        re.compile(r"([\w@.~#-][\w@.~#/-]*):([A-Za-z_]\w*)", re.ASCII),
        "../module.js:Name",
    ),
}
"""Languages whose clients can have types of the user's: form and example."""


def type_rows(
    checker: Checker, table: Mapping[str, Any], path: Place
) -> Iterator[TypeRow]:
    """The `types` of a model's table; what names no type is told to the checker."""
    given = checker.value(table, dict, *path, "types", default={})
    for key in given:
        row = checker.value(given, dict, *path, "types", key, default={})
        checker.refuse_unknown(row, (*path, "types", key), tuple(_FORMS))
        for language in sorted(_FORMS.keys() & row.keys()):
            place = (*path, "types", key, language)
            form, example = _FORMS[language]
            text = checker.text_of(row, *place, default=example)
            found = form.fullmatch(text)
            words = re.split(r"\W", text) if language == "python" else ()
            if found is not None and not any(map(keyword.iskeyword, words)):
                where = checker.where(*place)
                yield TypeRow(key, language, found[1], found[2], where)
                continue
            fix = f'Write module and name, as in "{example}".'
            checker.wrong(
                checker.where(*place), f"{text!r} names no type of {language}.", fix
            )


def typed(entry: Entry, source: Source) -> Entry:
    """The entry with the types that its source gives.

    Raises ProblemError `bad-configuration` for a method or parameter that is none, or that
    carries no JSON.
    """
    chosen: dict[str, list[TypeRow]] = {}
    for row in source.types:
        chosen.setdefault(row.key, []).append(row)
    if not chosen:
        return entry
    parts = {key: part for m in entry.model.methods for key, part in _parts(m).items()}
    problems = [
        problem
        for key, given in chosen.items()
        if (problem := _problem(key, parts, given[0].where))
    ]
    if problems:
        raise ProblemError(*problems)
    methods = tuple(_method(each, chosen) for each in entry.model.methods)
    return replace(entry, model=entry.model.model_copy(update={"methods": methods}))


def _parts(method: Method) -> dict[str, Parameter | Output]:
    """What can be named of a method; an answer of several outputs cannot."""
    found: dict[str, Parameter | Output] = {
        f"{method.name}.{each.name}": each for each in method.parameters
    }
    if len(method.outputs) == 1:
        found.setdefault(f"{method.name}.return", method.outputs[0])
    return found


def _problem(
    key: str, parts: Mapping[str, Parameter | Output], where: Where
) -> Problem | None:
    from ..signature.hint import holds_json

    part = parts.get(key)
    if part is None:
        close = nearest(key, list(parts))
        fix = (
            f"Write {close!r}." if close else "Write METHOD.PARAMETER or METHOD.return."
        )
        what = f"The model has no {key!r}."
        return Problem("bad-configuration", what, where, fix)
    if not holds_json(part.data_type):
        what = f"{key!r} is {part.data_type.type}; only JSON takes a type of yours."
        return Problem("bad-configuration", what, where, "Leave it out.")
    return None


def _method(method: Method, chosen: Mapping[str, list[TypeRow]]) -> Method:
    taken = {each.name for each in method.parameters}

    def own(part: Part, key: str) -> Part:
        from ..signature.hint import OwnType

        own_types = tuple(
            OwnType(language=row.language, module=row.module, name=row.name)
            for row in chosen.get(key, ())
        )
        return part.model_copy(update={"own_types": own_types})

    update: dict[str, object] = {
        "parameters": tuple(
            own(each, f"{method.name}.{each.name}") for each in method.parameters
        )
    }
    if len(method.outputs) == 1 and "return" not in taken:
        update["outputs"] = (own(method.outputs[0], f"{method.name}.return"),)
    return method.model_copy(update=update)
