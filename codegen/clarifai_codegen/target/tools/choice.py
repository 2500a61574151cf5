"""Which parameters a run hides or fixes, held against the signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...nearest import nearest
from ...problems import Problem, Where
from ...signature.method import Method
from ..entry import Entry
from ..parameters import Facts, facts
from .options import ToolOptions
from .parameter import value_schema
from .schema import Spelling
from .values import fault

__all__ = ["Choice", "choice_of"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided of one method's parameters."""

    hidden: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)


NONE = Choice()

Choices = dict[tuple[str, str], Choice]


class _Choices(Choices):
    """Choices by model and method; most methods have none."""

    def __missing__(self, key: tuple[str, str]) -> Choice:
        return NONE


def choice_of(
    entries: Sequence[Entry], options: ToolOptions
) -> tuple[Choices, list[Problem]]:
    """The choices by class and method, and what is wrong with them.

    Options for models that are not among the entries are let be: a run may be of one
    model only.
    """
    found = _Choices()
    problems: list[Problem] = []
    models = {entry.name: entry for entry in entries}
    for key in dict.fromkeys((*options.hide, *options.fixed)):
        name, _, method_name = key.partition(".")
        if name not in models:
            continue
        methods = {method.name: method for method in models[name].model.methods}
        if method_name not in methods:
            what = f"The model has no method {method_name!r}."
            problems.append(_problem(what, _write(method_name, methods), name))
            continue
        method = methods[method_name]
        choice = Choice(tuple(options.hide.get(key, ())), options.fixed.get(key, {}))
        faults = list(_faults(method, choice))
        problems += [each.at(model=name, method=method_name) for each in faults]
        found[name, method_name] = choice
    return found, problems


def _faults(method: Method, choice: Choice) -> list[Problem]:
    known = {each.parameter.name: each for each in facts(method)}
    problems = []
    for name in (*choice.hidden, *choice.fixed):
        if name not in known:
            what = f"There is no parameter {name!r}."
            problems.append(_problem(what, _write(name, known), field=name))
        elif name in choice.hidden and name in choice.fixed:
            what = f"{name!r} is hidden and fixed."
            problems.append(_problem(what, "Fix it only.", field=name))
        elif name in choice.hidden and known[name].required:
            what = f"{name!r} is required: it cannot be left to a default."
            problems.append(_problem(what, "Fix its value instead.", field=name))
        elif wrong := _fault_of(known[name], choice.fixed):
            what = f"The value does not fit: {wrong}."
            problems.append(_problem(what, field=name))
    return problems


def _fault_of(each: Facts, fixed: Mapping[str, Any]) -> str:
    name = each.parameter.name
    if name not in fixed:
        return ""
    schema = value_schema(each, Spelling(strict=False, json_text=False))
    return fault(schema, fixed[name], name)


def _write(name: str, known: Mapping[str, Any]) -> str:
    close = nearest(name, known)
    return f"Write {close!r}." if close else f"Known: {', '.join(known) or 'none'}."


def _problem(what: str, fix: str = "", model: str = "", field: str = "") -> Problem:
    return Problem("bad-tool-option", what, Where(model=model, field=field), fix)
