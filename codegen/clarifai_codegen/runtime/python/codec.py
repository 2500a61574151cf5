"""Codecs of the data types without parts: values <-> `Data` messages.

`encode` writes a value into a message and refuses what does not fit with `Refusal`;
`decode` reads a message, where an absent scalar is its zero value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import ArgumentTypeError, ClarifaiError, InvalidArgumentError

if TYPE_CHECKING:
    from .types import NDArray

__all__ = ["BOOL", "BYTES", "FLOAT", "INT", "NDARRAY", "STR", "Codec", "Refusal"]

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
    it is left out, so it is always sent. `fields` are the names of NAMED_FIELDS. `repeated` is the field that a list of it uses
    instead of parts; `add` and `read` write and read one element of that field.
    """

    __slots__ = (
        "add",
        "decode",
        "encode",
        "fields",
        "name",
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
        repeated: str = "",
        add: Callable[[Any, Any], None] | None = None,
        read: Callable[[Any], T] | None = None,
    ) -> None:
        self.name = name
        self.encode = encode
        self.decode = decode
        self.trapped = trapped
        self.fields = fields
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
    value: str = data.string_value
    return value


def _encode_bytes(data: Any, value: Any) -> None:
    if value.__class__ is not bytes:
        if not isinstance(value, bytes | bytearray | memoryview):
            raise wrong_type("bytes", value)
        value = bytes(value)
    data.bytes_value = value


def _decode_bytes(data: Any) -> bytes:
    value: bytes = data.bytes_value
    return value


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
    value: int = data.int_value
    return value


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
    return value


def _encode_bool(data: Any, value: Any) -> None:
    if value.__class__ is not bool:
        if type(value).__module__ != "numpy" or value.dtype.kind != "b" or value.ndim:
            raise wrong_type("bool", value)
        value = bool(value)
    data.bool_value = value


def _decode_bool(data: Any) -> bool:
    value: bool = data.bool_value
    return value


def _encode_ndarray(data: Any, value: Any) -> None:
    if not (hasattr(value, "dtype") and hasattr(value, "tobytes")):
        if not hasattr(value, "__array__"):
            raise wrong_type("a numpy array", value)
        value = import_module("numpy").asarray(value)
    kind = getattr(value.dtype, "kind", None)
    if kind not in ("i", "u", "f", "c"):
        raise unfit(f"an array of dtype {value.dtype} cannot be sent, only numbers")
    array = data.ndarray
    array.shape.extend(value.shape)
    array.dtype = str(value.dtype)
    array.buffer = value.tobytes()


def _decode_ndarray(data: Any) -> NDArray:
    if not data.HasField("ndarray"):
        raise ValueError("the answer holds no array")
    array = data.ndarray
    numpy = import_module("numpy")
    dtype = numpy.dtype(array.dtype)
    if dtype.kind not in "iufc":
        raise ValueError(f"the answer holds an array of dtype {dtype}")
    values: NDArray = numpy.frombuffer(array.buffer, dtype=dtype)
    return values.reshape(tuple(array.shape))


STR: Codec[str] = Codec("str", _encode_str, _decode_str)
BYTES: Codec[bytes] = Codec("bytes", _encode_bytes, _decode_bytes)
INT: Codec[int] = Codec("int", _encode_int, _decode_int)
FLOAT: Codec[float] = Codec("float", _encode_float, _decode_float, trapped=True)
BOOL: Codec[bool] = Codec("bool", _encode_bool, _decode_bool)
NDARRAY: Codec[NDArray] = Codec("array", _encode_ndarray, _decode_ndarray)
