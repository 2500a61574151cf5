"""Nested lists as arrays that the runtime sends, without numpy."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Array", "array_of"]


class ElementType(str):
    """The name of an element type, with numpy's letter for its kind."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """`i` for whole numbers, `f` for others."""
        return self[0]


class Array(NamedTuple):
    """What the runtime asks of an array: int64 or float64, in C order."""

    shape: tuple[int, ...]
    dtype: ElementType
    elements: array[Any]

    def tobytes(self) -> bytes:
        """The elements as bytes, little-endian."""
        return self.elements.tobytes()


def array_of(value: Any) -> Array:
    """The array of a number or of nested lists of one shape.

    Raises ValueError, TypeError or OverflowError for anything else.
    """
    shape = _shape(value)
    numbers = list(_flat(value, shape))
    if any(type(number) not in (int, float) for number in numbers):
        raise TypeError("an array holds numbers only")
    whole = all(type(number) is int for number in numbers)
    kind, dtype = ("q", "int64") if whole else ("d", "float64")
    return Array(shape, ElementType(dtype), array(kind, numbers))


def _shape(value: Any) -> tuple[int, ...]:
    shape = []
    while isinstance(value, list):
        shape.append(len(value))
        value = value[0] if value else None
    return tuple(shape)


def _flat(value: Any, shape: tuple[int, ...]) -> Iterator[Any]:
    if not shape:
        yield value
        return
    if not isinstance(value, list) or len(value) != shape[0]:
        raise ValueError(f"the lists are not all of one length ({shape[0]})")
    for each in value:
        yield from _flat(each, shape[1:])
