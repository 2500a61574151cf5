"""Parameters of a method as the properties of its input object."""

from __future__ import annotations

from dataclasses import dataclass

from ...signature.hint import OwnType
from ...signature.method import Method
from ..parameters import Facts, facts
from .docs import parameter_doc
from .layout import Doc, Group, Pair, Union
from .literals import literal, string, value
from .names import properties
from .types import LANGUAGE, Symbol, Types

__all__ = ["Argument", "Property", "arguments"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an interface. `doc` are the lines of its comment, none for none."""

    name: str
    type: Doc
    optional: bool
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter: its property, and its row in the table of the method."""

    property: Property
    table: Group
    facts: Facts


def arguments(
    method: Method, types: Types, symbol: Symbol, style: str
) -> tuple[Argument, ...]:
    """The parameters of a method in their order."""
    wishes = {each.name: each.wish for each in method.parameters}
    names = properties(wishes, style)
    return tuple(
        _argument(each, names[each.parameter.name], types, symbol)
        for each in facts(method)
    )


def _argument(each: Facts, name: str, types: Types, symbol: Symbol) -> Argument:
    doc = parameter_doc(each, name, indent=2, typed=_is_literal(each))
    shown = Property(name, _type(each, types, symbol), not each.required, doc)
    return Argument(shown, _table(each, name, types), each)


def _type(each: Facts, types: Types, symbol: Symbol) -> Doc:
    found = _bare_type(each, types, symbol)
    members = list(found.members if isinstance(found, Union) else (found,))
    if each.parameter.stream:
        items = Union(tuple(members)) if len(members) > 1 else found
        return Group(f"{symbol('Items', as_type=True)}<", (items,), ">", comma=False)
    if each.nullable:
        members.append("null")
    if not each.required:
        members.append("undefined")
    return Union(tuple(members)) if len(members) > 1 else members[0]


def _bare_type(each: Facts, types: Types, symbol: Symbol) -> Doc:
    """The type of a value; choices are what it is one of."""
    if _is_literal(each):
        return Union(tuple(map(literal, each.choices)))
    better = each.better_type(LANGUAGE)
    if each.is_chat and not isinstance(better, OwnType):
        return symbol("ChatMessages", as_type=True)
    return types.given(each.parameter.data_type, better)


def _is_literal(each: Facts) -> bool:
    """Whether there are choices that have literal types: an infinity or nan has none."""
    without = {"NaN", "Infinity", "-Infinity"} & set(map(literal, each.choices))
    return bool(each.choices) and each.has_sendable_choices and not without


def _table(each: Facts, name: str, types: Types) -> Group:
    parameter = each.parameter
    row: dict[str, Doc] = {"name": string(parameter.name)}
    if name != parameter.name:
        row["property"] = string(name)
    row["codec"] = types.codec(parameter.data_type)
    if each.nullable:
        row["nullable"] = "true"
    elif each.always_sent and each.default is not None:
        row["default"] = types.value(parameter.data_type, each.default[0])
    elif not each.required:
        row["optional"] = "true"
    row |= {word: literal(bound) for word, bound in each.bounds.items()}
    if each.choices:
        row["choices"] = value(each.choices)
    if parameter.stream:
        row["stream"] = "true"
    return Group("{ ", tuple(Pair(word, doc) for word, doc in row.items()), " }")
