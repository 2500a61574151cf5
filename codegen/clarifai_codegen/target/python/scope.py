"""The names of one module: the model's, ours, and those that clash with none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...problems import Problem, Where
from ...signature.datatype import DataType, NamedFields, walk
from ...signature.method import Kind, Method, Model
from ..namespace import Namespace
from .names import (
    MEMBERS,
    attributes,
    compound,
    constant,
    identifiers,
    methods,
)
from .shapes import Shapes
from .symbols import SYMBOLS, Imports

__all__ = ["Scope", "renamed", "scope"]

_CONSTANTS = ("MODEL", "METHODS", "SIGNATURES")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who has which name: `methods`, `batches`, `series` (batches that are read as they
    come), `inputs` and `tables` by the wire's names.

    `members` are our own members of a client, `constants` those of the module. `module`
    gives out further names.
    """

    methods: Mapping[str, str]
    members: Mapping[str, str]
    batches: Mapping[str, str]
    series: Mapping[str, str]
    inputs: Mapping[str, str]
    tables: Mapping[str, str]
    responses: tuple[str, str]
    constants: Mapping[str, str]
    shapes: Shapes
    symbol: Imports
    module: Namespace | None

    def in_plain_words(self) -> Scope:
        """The same for people: no symbol has an alias, no type a part elsewhere."""
        return replace(self, symbol=Imports(Namespace(), frozenset()), module=None)


def scope(name: str, model: Model) -> Scope:
    """The names of the module whose class is `name`."""
    names = methods({each.name: each.wish for each in model.methods})
    class_names = Namespace(names.values())
    members = {member: class_names.underscored(member) for member in MEMBERS}
    unary = [each.name for each in model.methods if each.kind is Kind.UNARY_UNARY]
    batches = {each: class_names.underscored(f"{names[each]}_batch") for each in unary}
    series = {
        each: class_names.underscored(f"{names[each]}_batch_iter") for each in unary
    }
    classes = (name, f"Async{name}")
    taken = {*classes, *(f"{each}Protocol" for each in classes)}
    taken |= {*names.values(), *members.values(), *batches.values(), *series.values()}
    taken |= set(_inner_names(model))
    module = Namespace({*taken, *SYMBOLS, "TYPE_CHECKING", "annotations"})
    sync, twin = (module.claim(f"{each}WithResponse", "") for each in classes)
    return Scope(
        methods=names,
        members=members,
        batches=batches,
        series=series,
        constants={each: module.claim(f"_{each}") for each in _CONSTANTS},
        tables={each: module.claim(constant(names[each])) for each in names},
        responses=(sync, twin),
        inputs={
            each: module.claim(compound(names[each], "Input"), "") for each in batches
        },
        shapes=Shapes(model, names, module),
        symbol=Imports(module, frozenset(taken)),
        module=module,
    )


def renamed(scope: Scope, model: str, has_openai: bool) -> Iterator[Problem]:
    """A warning for each member of ours that gave its name to a method of the model."""
    wires = {python: wire for wire, python in scope.methods.items()}
    ours = dict(scope.members)
    if not has_openai:
        ours = {key: name for key, name in ours.items() if not key.startswith("openai")}
    for suffix, given in ("_batch", scope.batches), ("_batch_iter", scope.series):
        ours |= {f"{scope.methods[each]}{suffix}": name for each, name in given.items()}
    for member, name in ours.items():
        if member != name:
            what = f"The model has a method {wires[member]!r}; our own is {name!r}."
            place = Where(model=model, method=wires[member])
            yield Problem("renamed", what, place, warning=True)


def _inner_names(model: Model) -> Iterator[str]:
    """The identifiers of parameters and fields, and the keys of records on the wire."""
    for method in model.methods:
        wishes = {each.name: each.wish for each in method.parameters}
        yield from identifiers(wishes).values()
        for data_type in _data_types(method):
            for each in walk(data_type):
                if isinstance(each, NamedFields):
                    yield from attributes(field.name for field in each.fields)
                    yield from (field.name for field in each.fields)


def _data_types(method: Method) -> Iterator[DataType]:
    yield from (each.data_type for each in method.parameters)
    yield method.answer
