# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Codecs of the data types without parts: values <-> `Data` messages.

`encode` writes a value into a message and refuses what does not fit with `Refusal`;
`decode` reads a message, where an absent scalar is its zero value.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from .errors import ArgumentTypeError, ClarifaiError, InvalidArgumentError

__all__ = ["BOOL", "BYTES", "FLOAT", "INT", "STR", "Codec", "Refusal"]

T = TypeVar("T")


class Refusal(Exception):
    """A value that cannot be sent: which error it is, what is wrong, and where.

    `path` grows from the inside out while containers pass it on.
    """

    def __init__(self, kind: type[ClarifaiError], what: str) -> None:
        super().__init__(what)
        self.kind = kind
        self.what = what
        self.path: list[str] = []

    def inside(self, step: str) -> Refusal:
        """The same refusal, one container further out."""
        self.path.append(step)
        return self

    @property
    def where(self) -> str:
        """The path from the argument to the value, such as `[3].label`."""
        return "".join(reversed(self.path))


class Codec(Generic[T]):
    """How values of one data type are sent and read.

    `trapped`: a server takes a first argument of this type from the other arguments when
    it is left out, so it is always sent. `fields` are the names of NAMED_FIELDS. A container
    is made by `make` of values of its `parts`. `repeated` is the field that a list of it uses
    instead of parts; `add` and `read` write and read one element of that field.
    """

    __slots__ = (
        "add",
        "decode",
        "encode",
        "fields",
        "make",
        "name",
        "parts",
        "read",
        "repeated",
        "trapped",
    )

    def __init__(
        self,
        name: str,
        encode: Callable[[Any, Any], None],
        decode: Callable[[Any], T],
        *,
        trapped: bool = False,
        fields: tuple[str, ...] = (),
        parts: tuple[Codec[Any], ...] = (),
        make: Callable[..., T] | None = None,
        repeated: str = "",
        add: Callable[[Any, Any], None] | None = None,
        read: Callable[[Any], T] | None = None,
    ) -> None:
        self.name = name
        self.encode = encode
        self.decode = decode
        self.trapped = trapped
        self.fields = fields
        self.parts = parts
        self.make = make
        self.repeated = repeated
        self.add = add
        self.read = read

    def __repr__(self) -> str:
        return self.name


def wrong_type(needed: str, value: object) -> Refusal:
    """The refusal of a value of another type."""
    return Refusal(ArgumentTypeError, f"{needed} is needed, not {type(value).__name__}")


def unfit(what: str) -> Refusal:
    """The refusal of a value that the type does not hold."""
    return Refusal(InvalidArgumentError, what)


_VALUES = frozenset(
    {
        "audio",
        "bool_value",
        "bytes_value",
        "concepts",
        "float_value",
        "frames",
        "image",
        "int_value",
        "ndarray",
        "parts",
        "regions",
        "string_value",
        "struct_value",
        "video",
    }
)
"""The fields of `Data` that hold values of methods."""


def zero(data: Any, value: T) -> T:
    """The zero value of a scalar that is absent, unless another value is there."""
    for field, _ in data.ListFields():
        if field.name in _VALUES:
            raise ValueError(f"the answer holds {field.name}")
    return value


def set_text(message: Any, field: str, value: str) -> None:
    """Set a text field; unpaired surrogates are no text on the wire."""
    try:
        setattr(message, field, value)
    except UnicodeEncodeError:
        raise unfit("the text holds an unpaired surrogate") from None


def _encode_str(data: Any, value: Any) -> None:
    if value.__class__ is not str and not isinstance(value, str):
        raise wrong_type("str", value)
    try:
        data.string_value = value
    except UnicodeEncodeError:
        raise unfit("the text holds an unpaired surrogate") from None


def _decode_str(data: Any) -> str:
    return data.string_value or zero(data, "")


def _encode_bytes(data: Any, value: Any) -> None:
    if value.__class__ is not bytes:
        if not isinstance(value, bytes | bytearray | memoryview):
            raise wrong_type("bytes", value)
        value = bytes(cast(Any, value))
    data.bytes_value = value


def _decode_bytes(data: Any) -> bytes:
    return data.bytes_value or zero(data, b"")


def _encode_int(data: Any, value: Any) -> None:
    if value.__class__ is not int:
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise wrong_type("int", value)
        value = operator.index(value)
    try:
        data.int_value = value
    except ValueError:
        raise unfit(f"{value} is no 64-bit integer") from None


def _decode_int(data: Any) -> int:
    return data.int_value or zero(data, 0)


def _encode_float(data: Any, value: Any) -> None:
    if value.__class__ is not float:
        if isinstance(value, bool) or not hasattr(value, "__float__"):
            raise wrong_type("float", value)
        try:
            value = float(value)
        except (OverflowError, TypeError, ValueError) as error:
            raise unfit(f"{value!r} is no float: {error}") from None
    data.float_value = value


def _decode_float(data: Any) -> float:
    value: float = data.float_value
    # -0.0 is a value of its own, though it counts as false.
    return value if value or math.copysign(1.0, value) < 0 else zero(data, 0.0)


def _encode_bool(data: Any, value: Any) -> None:
    if value.__class__ is not bool:
        if type(value).__module__ != "numpy" or value.dtype.kind != "b" or value.ndim:
            raise wrong_type("bool", value)
        value = bool(value)
    data.bool_value = value


def _decode_bool(data: Any) -> bool:
    return data.bool_value or zero(data, False)


STR: Codec[str] = Codec("str", _encode_str, _decode_str)
BYTES: Codec[bytes] = Codec("bytes", _encode_bytes, _decode_bytes)
INT: Codec[int] = Codec("int", _encode_int, _decode_int)
FLOAT: Codec[float] = Codec("float", _encode_float, _decode_float, trapped=True)
BOOL: Codec[bool] = Codec("bool", _encode_bool, _decode_bool)
