"""Records of a model: classes for NAMED_FIELDS and for several outputs.

Two records with the same fields are one class, whatever method they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...signature.datatype import DataType, ListOf, NamedField, NamedFields, TupleOf
from ...signature.method import Method, Model
from .names import Namespace, attributes, compound, constant, identifiers

__all__ = ["Shape", "Shapes", "answer"]

_Fields = tuple[NamedField, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A record: its class, its TypedDict, its codec, its fields with their attributes.

    `given` where a method takes it, `returned` where one answers with it, `is_outputs`
    where it stands for the several outputs of one.
    """

    name: str
    keys: str
    codec: str
    fields: tuple[NamedField, ...]
    attributes: tuple[str, ...]
    given: bool
    returned: bool
    is_outputs: bool


class Shapes:
    """The records of a model by their fields, inner ones first."""

    def __init__(
        self, model: Model, names: Mapping[str, str], module: Namespace
    ) -> None:
        self._paths: dict[_Fields, tuple[str, ...]] = {}
        given: set[_Fields] = set()
        returned: set[_Fields] = set()
        for method in model.methods:
            base = names[method.name]
            own = identifiers(each.name for each in method.parameters)
            for each in method.parameters:
                given.update(self._declare(each.data_type, (base, own[each.name])))
            returned.update(self._declare(answer(method), (base, "result")))
        many = {answer(method) for method in model.methods if len(method.outputs) > 1}
        self._shapes: dict[_Fields, Shape] = {}
        for fields, path in self._paths.items():
            name = module.claim(compound(*path), "")
            self._shapes[fields] = Shape(
                name=name,
                keys=module.claim(f"{name}Dict", "") if fields in given else "",
                codec=module.claim(constant("_".join(path))),
                fields=fields,
                attributes=attributes(field.name for field in fields),
                given=fields in given,
                returned=fields in returned,
                is_outputs=NamedFields(fields=fields) in many,
            )

    def __getitem__(self, fields: _Fields) -> Shape:
        return self._shapes[fields]

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._shapes.values())

    def _declare(self, data_type: DataType, path: tuple[str, ...]) -> Iterator[_Fields]:
        """Name all records of a data type; what they hold comes before them."""
        match data_type:
            case ListOf(item=item):
                yield from self._declare(item, path)
            case TupleOf(items=items):
                for item in items:
                    yield from self._declare(item, path)
            case NamedFields(fields=fields):
                names = attributes(field.name for field in fields)
                for name, field in zip(names, fields, strict=True):
                    yield from self._declare(field.data_type, (*path[:2], name))
                self._paths.setdefault(fields, path)
                yield fields


def answer(method: Method) -> DataType:
    """The data type of what a method answers: several outputs are one record."""
    if len(method.outputs) == 1:
        return method.outputs[0].data_type
    return NamedFields(
        fields=tuple(
            NamedField(name=each.name, data_type=each.data_type)
            for each in method.outputs
        )
    )
