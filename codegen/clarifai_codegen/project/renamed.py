"""The user's own names for methods and parameters; the wire keeps the model's."""

from __future__ import annotations

from dataclasses import replace

from ..nearest import nearest
from ..problems import Problem, ProblemError
from ..signature.method import Method
from ..target.entry import Entry
from .configuration import Source

__all__ = ["renamed"]


def renamed(entry: Entry, source: Source) -> Entry:
    """The entry with the names that its source gives.

    Raises ProblemError `bad-configuration` for a method or parameter that is none, or for
    two of one name.
    """
    if not source.names:
        return entry
    names = dict(source.names)
    known = [
        name
        for method in entry.model.methods
        for name in (method.name, *(_key(method, p.name) for p in method.parameters))
    ]
    problems = [
        _problem(source, f"The model has no {key!r}.", nearest(key, known))
        for key in names
        if key not in known
    ]
    methods = tuple(_method(each, names) for each in entry.model.methods)
    for given in (
        [m.wish for m in methods],
        *([p.wish for p in m.parameters] for m in methods),
    ):
        for name in sorted({each for each in given if given.count(each) > 1}):
            problems.append(_problem(source, f"Two things are named {name!r}."))
    if problems:
        raise ProblemError(*problems)
    return replace(entry, model=entry.model.model_copy(update={"methods": methods}))


def _method(method: Method, names: dict[str, str]) -> Method:
    parameters = tuple(
        each.model_copy(update={"alias": names.get(_key(method, each.name), "")})
        for each in method.parameters
    )
    update = {"alias": names.get(method.name, ""), "parameters": parameters}
    return method.model_copy(update=update)


def _key(method: Method, parameter: str) -> str:
    return f"{method.name}.{parameter}"


def _problem(source: Source, what: str, close: str = "") -> Problem:
    fix = f"Write {close!r}." if close else ""
    return Problem("bad-configuration", what, source.where, fix)
