"""Records of a model as Python's: classes for NAMED_FIELDS and for several outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...signature.method import Model
from ..namespace import Namespace
from ..records import Fields, records
from .names import attributes, compound, constant, identifiers

__all__ = ["Shape", "Shapes"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A record: its class, its TypedDict, its codec, its fields with their attributes.

    `given` where a method takes it, `returned` where one answers with it, `is_outputs`
    where it stands for the several outputs of one.
    """

    name: str
    keys: str
    codec: str
    fields: Fields
    attributes: tuple[str, ...]
    given: bool
    returned: bool
    is_outputs: bool


class Shapes:
    """The records of a model by their fields, inner ones first."""

    def __init__(
        self, model: Model, names: Mapping[str, str], module: Namespace
    ) -> None:
        self._shapes: dict[Fields, Shape] = {}
        for each in records(model):
            method, *inner = each.path
            path = (names[method], *(identifiers([name])[name] for name in inner))
            name = module.claim(compound(*path), "")
            self._shapes[each.fields] = Shape(
                name=name,
                keys=module.claim(f"{name}Dict", "") if each.given else "",
                codec=module.claim(constant("_".join(path))),
                fields=each.fields,
                attributes=attributes(field.name for field in each.fields),
                given=each.given,
                returned=each.returned,
                is_outputs=each.is_outputs,
            )

    def __getitem__(self, fields: Fields) -> Shape:
        return self._shapes[fields]

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._shapes.values())
