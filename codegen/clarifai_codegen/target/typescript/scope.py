"""The names of one module: the model's, ours, and those that clash with none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...problems import Problem, Where
from ...signature.method import Kind, Model
from ..namespace import Namespace
from ..naming import TYPESCRIPT_WORDS
from .names import MEMBERS, compound, constant, methods, styled
from .shapes import Shapes
from .symbols import SYMBOLS, Imports

__all__ = ["Scope", "renamed", "scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Who has which name: `methods`, `batches`, `series` (batches that are read as they
    come), `inputs` and `tables` by the wire's names; `members` are our own. `module`
    gives out further names.
    """

    methods: Mapping[str, str]
    members: Mapping[str, str]
    batches: Mapping[str, str]
    series: Mapping[str, str]
    inputs: Mapping[str, str]
    tables: Mapping[str, str]
    protocol: str
    model: str
    shapes: Shapes
    symbol: Imports
    module: Namespace


def scope(name: str, model: Model, style: str) -> Scope:
    """The names of the module whose class is `name`."""
    names = methods({each.name: each.wish for each in model.methods}, style)
    own = Namespace(names.values())
    members = {member: own.underscored(member) for member in MEMBERS}
    unary = [each.name for each in model.methods if each.kind is Kind.UNARY_UNARY]
    batches = {n: own.underscored(_variant(names[n], "_batch", style)) for n in unary}
    series = {
        n: own.underscored(_variant(names[n], "_batch_iter", style)) for n in unary
    }
    classes = {name, f"{name}Protocol"}
    module = Namespace({*classes, *SYMBOLS, *TYPESCRIPT_WORDS})
    return Scope(
        methods=names,
        members=members,
        batches=batches,
        series=series,
        protocol=f"{name}Protocol",
        model=module.claim("MODEL"),
        tables={each: module.claim(constant(each)) for each in names},
        inputs={
            each.name: module.claim(compound(each.wish, "Input"), "")
            for each in model.methods
        },
        shapes=Shapes(model, style, module),
        symbol=Imports(module, frozenset(classes)),
        module=module,
    )


def renamed(
    scope: Scope, model: str, has_openai: bool, style: str
) -> Iterator[Problem]:
    """A warning for each member of ours that gave its name to a method of the model."""
    wires = {name: wire for wire, name in scope.methods.items()}
    ours = dict(scope.members)
    if not has_openai:
        del ours["openai"]
    for suffix, given in ("_batch", scope.batches), ("_batch_iter", scope.series):
        ours |= {
            _variant(scope.methods[wire], suffix, style): name
            for wire, name in given.items()
        }
    for member, name in ours.items():
        if member != name:
            what = f"The model has a method {wires[member]!r}; our own is {name!r}."
            place = Where(model=model, method=wires[member])
            yield Problem("renamed", what, place, warning=True)


def _variant(name: str, suffix: str, style: str) -> str:
    return f"{name}{styled(f'x{suffix}', style)[1:]}"
