"""`METHOD` or `MODEL.METHOD` of a command line -> the `MODEL.METHOD` of tool options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..nearest import nearest
from ..problems import Problem, ProblemError
from ..target.entry import Entry

__all__ = ["by_model"]


def by_model(
    entries: Sequence[Entry], chosen: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """What is chosen for parameters, by `MODEL.METHOD` and parameter.

    A method without model means that of each model that has it with such a parameter.
    Raises ProblemError `unknown-method`.
    """
    found: dict[str, dict[str, Any]] = {}
    for key, values in chosen.items():
        homes = _homes(entries, key)
        for name, value in values.items():
            fitting = [home for home in homes if name in homes[home]]
            # Where none fits, the first one gets it: the tools tell what is wrong.
            for home in fitting or [*homes][:1]:
                found.setdefault(home, {})[name] = value
    return found


def _homes(entries: Sequence[Entry], key: str) -> dict[str, set[str]]:
    """The methods that a key means, with the names of their parameters."""
    all_methods = {
        f"{entry.name}.{method.name}": {each.name for each in method.parameters}
        for entry in entries
        for method in entry.model.methods
    }
    homes = {
        name: parameters
        for name, parameters in all_methods.items()
        if key in (name, name.partition(".")[2])
    }
    if not homes:
        known = [*all_methods, *(name.partition(".")[2] for name in all_methods)]
        close = nearest(key, known)
        fix = f"Write {close!r}." if close else ""
        what = f"No model has a method {key!r}."
        raise ProblemError(Problem("unknown-method", what, fix=fix))
    return homes
