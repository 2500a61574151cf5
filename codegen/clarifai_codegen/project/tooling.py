"""The tools of one source, made without a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..nearest import method_of, nearest
from ..problems import Problem, ProblemError
from ..signature.decode import Decoded
from ..signature.encode import digest
from ..target.entry import Entry
from ..target.tools.formats import document, tools_for
from ..target.tools.options import CHOICES, FORMATS, ToolOptions
from .names import default_name

__all__ = ["Tooling", "tooling"]


@dataclass(frozen=True, slots=True)
class Tooling:
    """What goes into a request's `tools`, and what was left out, cut or is not strict."""

    tools: list[dict[str, Any]]
    problems: tuple[Problem, ...] = ()


def tooling(
    source: str,
    found: Decoded,
    methods: Sequence[str],
    format: str,
    name: str,
    options: Mapping[str, Any],
) -> Tooling:
    """The tools of a model that was read; `hide` and `fixed` go by method.

    Raises ProblemError: `bad-usage`, `unknown-method`, `bad-tool-option`.
    """
    for word, value, known in (
        ("format", format, FORMATS),
        *((word, options[word], known) for word, known in CHOICES.items()),
    ):
        if value not in known:
            what = f"{word} is {value!r}, not {' or '.join(map(repr, known))}."
            fix = f"Write {nearest(f'{value}', known) or known[0]!r}."
            raise ProblemError(Problem("bad-usage", what, fix=fix))
    model = found.model
    if not name:
        from ..source.reference import parse

        name = default_name(parse(source), model.model_id)
    for method in dict.fromkeys((*options["hide"], *options["fixed"])):
        method_of(model, method)
    if methods:
        chosen = [method_of(model, each) for each in dict.fromkeys(methods)]
        model = model.model_copy(update={"methods": tuple(chosen)})
    offered = {method.name for method in model.methods}
    by_method = {
        word: {
            f"{name}.{key}": each
            for key, each in options[word].items()
            if key in offered
        }
        for word in ("hide", "fixed")
    }
    entry = Entry(name, model, source, digest(model))
    made = ToolOptions(**{**options, **by_method})
    tools, problems = tools_for([entry], format, made)
    if methods:
        _refuse_untold(offered - {each.method.name for each in tools}, problems)
    return Tooling(document(tools, format), (*found.problems, *problems))


def _refuse_untold(missing: set[str], problems: Sequence[Problem]) -> None:
    """Raise for a method that was asked for, is no tool, and no problem says why."""
    for name in sorted(missing - {each.where.method for each in problems}):
        what = f"The method {name!r} is no tool: it is a transport or takes a stream."
        fix = "A method that takes a stream needs --bidirectional."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
