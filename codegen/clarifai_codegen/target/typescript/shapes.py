"""Records of a model as TypeScript's: interfaces for NAMED_FIELDS and several outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...signature.method import Model
from ..namespace import Namespace
from ..records import Fields, records
from .names import compound, constant, properties

__all__ = ["Shape", "Shapes"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A record: its interfaces, its codec, its fields with their properties.

    `returned` is the interface of what a method answers, `given` that of what it takes;
    "" where there is none.
    """

    returned: str
    given: str
    codec: str
    fields: Fields
    properties: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the codec calls it."""
        return self.returned or self.given


class Shapes:
    """The records of a model by their fields, inner ones first."""

    def __init__(self, model: Model, style: str, module: Namespace) -> None:
        self._shapes: dict[Fields, Shape] = {}
        for each in records(model):
            name = compound(*each.path)
            given = each.given and module.claim(f"{name}Input", "")
            returned = each.returned and module.claim(name, "")
            named = properties((field.name for field in each.fields), style)
            self._shapes[each.fields] = Shape(
                returned=returned or "",
                given=given or "",
                codec=module.claim(constant(*each.path)),
                fields=each.fields,
                properties=tuple(named[field.name] for field in each.fields),
            )

    def __getitem__(self, fields: Fields) -> Shape:
        return self._shapes[fields]

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._shapes.values())
