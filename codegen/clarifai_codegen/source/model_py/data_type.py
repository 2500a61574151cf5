"""Data types as the wire has them, and why an annotation is none of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...signature.hint import Hint
from .values import Unknown

__all__ = ["DataType", "Unfit", "field_of", "not_known"]


@dataclass(frozen=True, slots=True)
class DataType:
    """A data type of the wire: `fields` are (name, type), the name empty for items.

    `hint` is what an annotation tells of JSON, or of the JSON in a list.
    """

    name: str
    fields: tuple[tuple[str, DataType], ...] = ()
    hint: Hint | None = field(default=None, compare=False)


class Unfit(Exception):
    """The SDK refuses the annotation, or it is not known (`code` "not-static")."""

    def __init__(self, code: str, what: str, node: Any = None, fix: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.node, self.fix = code, what, node, fix


def not_known(value: Unknown) -> Unfit:
    """Why an annotation that cannot be followed is none."""
    what = f"The type is not known: {value.why}."
    return Unfit("" if value.told else "not-static", what, value.node)


def field_of(name: str, of: DataType) -> dict[str, Any]:
    """The data type as `ModelTypeField` in JSON."""
    field: dict[str, Any] = {"name": name, "type": of.name}
    if of.fields:
        field["typeArgs"] = [
            field_of(own or f"{name}_item", inner) for own, inner in of.fields
        ]
    return field
