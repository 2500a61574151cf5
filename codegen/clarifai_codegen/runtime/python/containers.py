# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Codecs of lists, tuples and named fields, built from the codecs of what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, overload

from .codec import Codec, Refusal, unfit, wrong_type
from .errors import ArgumentTypeError
from .types import is_list, is_mapping, is_text

__all__ = ["list_of", "named", "outputs", "record", "tuple_of"]

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")

FieldCodec = tuple[str, str, Codec[Any]]
"""A field: its name on the wire, its name in Python, its codec."""


def list_of(item: Codec[T]) -> Codec[list[T]]:
    """LIST: parts without ids, or the repeated field that some types have."""
    name = f"a sequence of {item.name}"
    add, read, repeated = item.add, item.read, item.repeated

    def elements(value: Any) -> Iterable[Any]:
        if is_text(value) or is_mapping(value) or not hasattr(value, "__iter__"):
            raise wrong_type(name, value)
        elements: Iterable[Any] = value
        return elements

    def encode(data: Any, value: Any) -> None:
        write, parts = item.encode, data.parts
        for position, each in enumerate(elements(value)):
            try:
                write(parts.add().data, each)
            except Refusal as refusal:
                raise refusal.inside(f"[{position}]") from None

    def decode(data: Any) -> list[T]:
        decode_item = item.decode
        return [decode_item(part.data) for part in data.parts]

    if add is None or read is None:
        return Codec(name, encode, decode, trapped=True, parts=(item,), make=_list)

    def encode_repeated(data: Any, value: Any) -> None:
        for position, each in enumerate(elements(value)):
            try:
                add(data, each)
            except Refusal as refusal:
                raise refusal.inside(f"[{position}]") from None

    def decode_repeated(data: Any) -> list[T]:
        return [read(each) for each in getattr(data, repeated)]

    return Codec(
        name,
        encode_repeated,
        decode_repeated,
        trapped=True,
        parts=(item,),
        make=_list,
    )


@overload
def tuple_of(a: Codec[A], /) -> Codec[tuple[A]]: ...
@overload
def tuple_of(a: Codec[A], b: Codec[B], /) -> Codec[tuple[A, B]]: ...
@overload
def tuple_of(a: Codec[A], b: Codec[B], c: Codec[C], /) -> Codec[tuple[A, B, C]]: ...
@overload
def tuple_of(
    a: Codec[A], b: Codec[B], c: Codec[C], d: Codec[D], /
) -> Codec[tuple[A, B, C, D]]: ...
@overload
def tuple_of(*items: Codec[Any]) -> Codec[Any]: ...
def tuple_of(*items: Codec[Any]) -> Codec[Any]:
    """TUPLE: parts with their position as id."""
    name = f"a tuple of {len(items)}"

    def encode(data: Any, value: Any) -> None:
        if not is_list(value):
            raise wrong_type(name, value)
        if len(value) != len(items):
            raise unfit(f"{name} is needed, not of {len(value)}")
        for position, (item, each) in enumerate(zip(items, value, strict=True)):
            part = data.parts.add(id=str(position))
            try:
                item.encode(part.data, each)
            except Refusal as refusal:
                raise refusal.inside(f"[{position}]") from None

    def decode(data: Any) -> tuple[Any, ...]:
        parts = data.parts
        if len(parts) != len(items):
            raise ValueError(f"the answer has {len(parts)} parts, not {len(items)}")
        return tuple(
            item.decode(part.data) for item, part in zip(items, parts, strict=True)
        )

    return Codec(name, encode, decode, trapped=True, parts=items, make=_tuple)


def named(cls: type[T], *fields: FieldCodec) -> Codec[T]:
    """NAMED_FIELDS: parts with the field's name as id.

    Values are instances of `cls` (read by attribute) or mappings with the names of the
    wire; answers are made by `cls(...)` with the fields in order.
    """
    name = cls.__name__
    known = [wire for wire, _, _ in fields]

    def encode(data: Any, value: Any) -> None:
        mapping: Mapping[Any, Any] | None = value if is_mapping(value) else None
        if mapping is not None:
            _refuse_keys(name, known, mapping)
        for wire, attribute, codec in fields:
            try:
                each = getattr(value, attribute) if mapping is None else mapping[wire]
            except AttributeError:
                raise wrong_type(f"{name} or a mapping", value) from None
            part = data.parts.add(id=wire)
            try:
                codec.encode(part.data, each)
            except Refusal as refusal:
                raise refusal.inside(f".{wire}") from None

    def decode(data: Any) -> T:
        parts = {part.id: part.data for part in data.parts}
        values: list[Any] = []
        for wire, _, codec in fields:
            if wire not in parts:
                raise ValueError(f"the answer lacks the field {wire!r}")
            values.append(codec.decode(parts[wire]))
        return cls(*values)

    return Codec(
        name,
        encode,
        decode,
        trapped=True,
        fields=tuple(known),
        parts=tuple(codec for _, _, codec in fields),
        make=cls,
    )


def outputs(cls: type[T], *fields: FieldCodec) -> Codec[T]:
    """Several outputs of a method: parts of the answer itself."""
    return named(cls, *fields)


def record(*fields: tuple[str, Codec[Any]]) -> Codec[dict[str, Any]]:
    """NAMED_FIELDS as plain dicts, for methods that are called without generated code."""

    def make(*values: Any) -> dict[str, Any]:
        return dict(zip((name for name, _ in fields), values, strict=True))

    make.__name__ = "a mapping"
    constructor: Any = make
    return named(constructor, *((name, name, codec) for name, codec in fields))


def _list(*values: Any) -> list[Any]:
    return list(values)


def _tuple(*values: Any) -> tuple[Any, ...]:
    return values


def _refuse_keys(name: str, known: Sequence[str], value: Mapping[Any, Any]) -> None:
    missing = [wire for wire in known if wire not in value]
    unknown = [key for key in value if key not in known]
    if missing or unknown:
        words = [f"lacks {', '.join(map(repr, missing))}"] if missing else []
        words += [f"has unknown {', '.join(map(repr, unknown))}"] if unknown else []
        raise Refusal(ArgumentTypeError, f"{name} {' and '.join(words)}")
