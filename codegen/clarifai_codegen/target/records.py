"""The records of a model: its NAMED_FIELDS, and the several outputs of a method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..signature.datatype import DataType, ListOf, NamedField, NamedFields, TupleOf
from ..signature.method import Model

__all__ = ["Fields", "Record", "records"]

Fields = tuple[NamedField, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Named values. Two records with the same fields are one, wherever they stand.

    `path` leads to where it was met first, in names of the wire: the method, the parameter
    or `result`, the innermost field. `given` where a method takes it, `returned` where one
    answers with it, `is_outputs` where it stands for the several outputs of one.
    """

    fields: Fields
    path: tuple[str, ...]
    given: bool
    returned: bool
    is_outputs: bool


def records(model: Model) -> tuple[Record, ...]:
    """The records of a model; what they hold comes before them."""
    paths: dict[Fields, tuple[str, ...]] = {}
    given: set[Fields] = set()
    returned: set[Fields] = set()
    for method in model.methods:
        for each in method.parameters:
            for fields, path in _within(each.data_type, (method.name, each.name)):
                paths.setdefault(fields, path)
                given.add(fields)
        for fields, path in _within(method.answer, (method.name, "result")):
            paths.setdefault(fields, path)
            returned.add(fields)
    many = {each.answer for each in model.methods if len(each.outputs) > 1}
    return tuple(
        Record(
            fields,
            path,
            fields in given,
            fields in returned,
            NamedFields(fields=fields) in many,
        )
        for fields, path in paths.items()
    )


def _within(
    data_type: DataType, path: tuple[str, ...]
) -> Iterator[tuple[Fields, tuple[str, ...]]]:
    match data_type:
        case ListOf(item=item):
            yield from _within(item, path)
        case TupleOf(items=items):
            for item in items:
                yield from _within(item, path)
        case NamedFields(fields=fields):
            for field in fields:
                yield from _within(field.data_type, (*path[:2], field.name))
            yield fields, path
