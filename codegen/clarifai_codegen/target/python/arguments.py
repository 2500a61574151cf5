"""Parameters of a method as Python's: which are required, their types and defaults."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...signature.hint import OwnType
from ...signature.method import Method
from ..parameters import Facts, facts
from .literals import literal
from .names import identifiers
from .types import LANGUAGE, Types

__all__ = ["Argument", "arguments", "listed"]

_LITERAL = frozenset({"STR", "INT", "BOOL"})


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter.

    `name` is Python's, `wire` the model's. `type` is that of a value, of one item where
    it is a stream. `default` is source, "" where the parameter is required and "..."
    where the signature does not tell it. `table` are the arguments of its `Parameter`.
    """

    name: str
    wire: str
    type: str
    default: str
    positional: bool
    nullable: bool
    stream: bool
    table: tuple[str, ...]
    facts: Facts

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return not self.default

    @property
    def hint(self) -> str:
        """The type with None where that may be given."""
        return f"{self.type} | None" if self.nullable else self.type


def arguments(
    method: Method, types: Types, symbol: Callable[[str], str]
) -> tuple[Argument, ...]:
    """The parameters of a method in their order."""
    names = identifiers({each.name: each.wish for each in method.parameters})
    return tuple(
        _argument(each, names[each.parameter.name], types, symbol)
        for each in facts(method)
    )


def listed(
    arguments: Iterable[Argument],
    default: str,
    hint: Callable[[Argument], str] = lambda argument: argument.hint,
) -> tuple[str, ...]:
    """Parameters as a `def` lists them, `*` before the first that is a keyword only.

    `default` is a format for the source of a default: `default({})`, `{}`, `...`.
    """
    found: list[str] = []
    for argument in arguments:
        if not argument.positional and "*" not in found:
            found.append("*")
        value = "" if argument.required else f" = {default.format(argument.default)}"
        found.append(f"{argument.name}: {hint(argument)}{value}")
    return tuple(found)


def _argument(
    each: Facts, name: str, types: Types, symbol: Callable[[str], str]
) -> Argument:
    parameter, value = each.parameter, each.default
    floating = symbol("float") if _has_no_literal((value, each.choices)) else "float"
    default = ""
    if not each.required:
        default = "..." if value is None else literal(value[0], floating)
        if each.is_null:
            default = "None"
    table = [literal(parameter.name), types.codec(parameter.data_type)]
    options: dict[str, str] = {}
    if name != parameter.name:
        options["python"] = literal(name)
    if each.nullable:
        options["nullable"] = "True"
    elif each.always_sent:
        options["default"] = default
    elif not each.required:
        options["optional"] = "True"
    options |= {word: literal(bound) for word, bound in each.bounds.items()}
    if each.choices:
        options["choices"] = literal(each.choices, floating)
    if parameter.stream:
        options["stream"] = "True"
    own = isinstance(parameter.type_in(LANGUAGE), OwnType)
    if own and each.default is not None:
        default = "..."  # whether it fits the user's type, the signature does not tell
    return Argument(
        name=name,
        wire=parameter.name,
        type=_type(each, types, symbol),
        default=default,
        positional=each.first or each.leading,
        nullable=each.nullable,
        stream=parameter.stream,
        table=(*table, *(f"{word}={text}" for word, text in options.items())),
        facts=each,
    )


def _type(each: Facts, types: Types, symbol: Callable[[str], str]) -> str:
    data_type = each.parameter.data_type
    if each.choices and data_type.type in _LITERAL and each.has_sendable_choices:
        return f"{symbol('Literal')}[{', '.join(map(literal, each.choices))}]"
    better = each.better_type(LANGUAGE)
    if each.is_chat and not isinstance(better, OwnType):
        return symbol("ChatMessages")
    return types.given(data_type, better)


def _has_no_literal(value: Any) -> bool:
    """Whether a value holds an infinity or nan."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return False
    return any(map(_has_no_literal, value))
