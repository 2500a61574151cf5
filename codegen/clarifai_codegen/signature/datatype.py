"""The 17 data types of a method signature, as a tree.

Names and numbers are those of `ModelTypeField.DataType` in Clarifai's
`resources.proto`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "MAX_DEPTH",
    "DataType",
    "DataTypeNumber",
    "Frozen",
    "ListOf",
    "NamedField",
    "NamedFields",
    "Scalar",
    "ScalarName",
    "TupleOf",
    "walk",
]

MAX_DEPTH = 64
"""How deep containers may nest: beyond it, Python's parser gives up on the type."""


class DataTypeNumber(IntEnum):
    """The numbers that data types have on the wire."""

    STR = 1
    BYTES = 2
    INT = 3
    FLOAT = 4
    BOOL = 5
    NDARRAY = 6
    JSON_DATA = 7
    TEXT = 8
    IMAGE = 9
    CONCEPT = 10
    REGION = 11
    FRAME = 12
    AUDIO = 13
    VIDEO = 14
    NAMED_FIELDS = 15
    TUPLE = 16
    LIST = 17


ScalarName = Literal[
    "STR",
    "BYTES",
    "INT",
    "FLOAT",
    "BOOL",
    "NDARRAY",
    "JSON_DATA",
    "TEXT",
    "IMAGE",
    "CONCEPT",
    "REGION",
    "FRAME",
    "AUDIO",
    "VIDEO",
]


class Frozen(BaseModel):
    """A value that cannot change and that has no field beyond those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Scalar(Frozen):
    """A data type without parts, media and structured values included."""

    type: ScalarName


class ListOf(Frozen):
    """LIST: any number of one data type."""

    type: Literal["LIST"] = "LIST"
    item: DataType


class TupleOf(Frozen):
    """TUPLE: a fixed row of data types, told apart by position."""

    type: Literal["TUPLE"] = "TUPLE"
    items: tuple[DataType, ...]


class NamedField(Frozen):
    """One field of NAMED_FIELDS, with its name on the wire."""

    name: str
    data_type: DataType


class NamedFields(Frozen):
    """NAMED_FIELDS: a record with named, typed fields."""

    type: Literal["NAMED_FIELDS"] = "NAMED_FIELDS"
    fields: tuple[NamedField, ...]


DataType = Annotated[
    Scalar | ListOf | TupleOf | NamedFields, Field(discriminator="type")
]

ListOf.model_rebuild()
TupleOf.model_rebuild()
NamedField.model_rebuild()


def walk(data_type: DataType) -> Iterator[DataType]:
    """The data type itself and all that it contains, outermost first."""
    yield data_type
    match data_type:
        case ListOf(item=item):
            yield from walk(item)
        case TupleOf(items=items):
            for item in items:
                yield from walk(item)
        case NamedFields(fields=fields):
            for field in fields:
                yield from walk(field.data_type)
