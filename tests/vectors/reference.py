"""The wire, written down once more: values in the coding of the vectors <-> messages.

Nothing of a runtime or a target is used here, so that a fault of theirs cannot hide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy

from clarifai_codegen.signature.datatype import (
    DataType,
    ListOf,
    NamedFields,
    Scalar,
    TupleOf,
)

from .numbers import bytes_of, float_of, shown_bytes, shown_float
from .structured import (
    read_concept,
    read_frame,
    read_media,
    read_region,
    read_text,
    write_concept,
    write_frame,
    write_media,
    write_region,
    write_text,
)

__all__ = ["decode", "encode"]


def encode(data_type: DataType, coded: Any, data: Any) -> None:
    """Write a value into a `Data` message."""
    match data_type:
        case Scalar(type=name) if name in _REPEATED:
            field, write, _ = _REPEATED[name]
            write(coded, getattr(data, field).add())
        case Scalar(type=name):
            _SCALARS[name][0](coded, data)
        case ListOf(item=Scalar(type=name)) if name in _REPEATED:
            for each in coded:
                encode(Scalar(type=name), each, data)
        case ListOf(item=item):
            for each in coded:
                encode(item, each, data.parts.add().data)
        case TupleOf(items=items):
            for position, item in enumerate(items):
                part = data.parts.add(id=str(position))
                encode(item, coded[position], part.data)
        case NamedFields(fields=fields):
            for field in fields:
                part = data.parts.add(id=field.name)
                encode(field.data_type, coded[field.name], part.data)


def decode(data_type: DataType, data: Any) -> Any:
    """The value that a `Data` message holds."""
    match data_type:
        case Scalar(type=name) if name in _REPEATED:
            field, _, read = _REPEATED[name]
            (one,) = getattr(data, field)
            return read(one)
        case Scalar(type=name):
            return _SCALARS[name][1](data)
        case ListOf(item=Scalar(type=name)) if name in _REPEATED:
            field, _, read = _REPEATED[name]
            return [read(each) for each in getattr(data, field)]
        case ListOf(item=item):
            return [decode(item, part.data) for part in data.parts]
        case TupleOf(items=items):
            pairs = zip(items, data.parts, strict=True)
            return [decode(item, part.data) for item, part in pairs]
        case NamedFields(fields=fields):
            parts = {part.id: part.data for part in data.parts}
            return {f.name: decode(f.data_type, parts[f.name]) for f in fields}


def _write_scalar(field: str, read: Callable[[Any], Any]) -> Callable[[Any, Any], None]:
    return lambda coded, data: setattr(data, field, read(coded))


def _write_array(coded: Mapping[str, Any], data: Any) -> None:
    data.ndarray.dtype = coded["dtype"]
    data.ndarray.shape.extend(coded["shape"])
    data.ndarray.buffer = bytes_of(coded["data"])


def _read_array(data: Any) -> dict[str, Any]:
    dtype = numpy.dtype(data.ndarray.dtype)
    numbers = numpy.frombuffer(data.ndarray.buffer, dtype)
    buffer = numbers.astype(dtype.newbyteorder("<")).tobytes()
    name = dtype.newbyteorder("=").name
    return {"dtype": name, "shape": [*data.ndarray.shape], "data": shown_bytes(buffer)}


def _write_json(coded: Any, data: Any) -> None:
    data.struct_value.SetInParent()
    data.struct_value.update({"_list": coded} if isinstance(coded, list) else coded)


def _read_json(data: Any) -> Any:
    if not data.HasField("struct_value"):
        return None
    found = _read_struct(data.struct_value)
    is_list = found.keys() == {"_list"} and isinstance(found["_list"], list)
    return found["_list"] if is_list else found


def _read_struct(struct: Any) -> dict[str, Any]:
    keys = sorted(struct.fields)  # a map has no order of its own
    return {key: _read_json_value(struct.fields[key]) for key in keys}


def _read_json_value(value: Any) -> Any:
    match value.WhichOneof("kind"):
        case "struct_value":
            return _read_struct(value.struct_value)
        case "list_value":
            return [_read_json_value(each) for each in value.list_value.values]
        case None | "null_value":
            return None
        case kind:
            return getattr(value, kind)


def _media(field: str) -> tuple[Callable[[Any, Any], None], Callable[[Any], Any]]:
    return (
        lambda coded, data: write_media(coded, getattr(data, field)),
        lambda data: read_media(getattr(data, field)),
    )


_SCALARS: dict[str, tuple[Callable[[Any, Any], None], Callable[[Any], Any]]] = {
    "STR": (_write_scalar("string_value", str), lambda data: data.string_value),
    "BYTES": (
        _write_scalar("bytes_value", bytes_of),
        lambda data: shown_bytes(data.bytes_value),
    ),
    "INT": (_write_scalar("int_value", int), lambda data: str(data.int_value)),
    "FLOAT": (
        _write_scalar("float_value", float_of),
        lambda data: shown_float(data.float_value),
    ),
    "BOOL": (_write_scalar("bool_value", bool), lambda data: data.bool_value),
    "NDARRAY": (_write_array, _read_array),
    "JSON_DATA": (_write_json, _read_json),
    "TEXT": (write_text, read_text),
    "IMAGE": _media("image"),
    "AUDIO": _media("audio"),
    "VIDEO": _media("video"),
}

_REPEATED: dict[str, tuple[str, Callable[[Any, Any], None], Callable[[Any], Any]]] = {
    "CONCEPT": ("concepts", write_concept, read_concept),
    "REGION": ("regions", write_region, read_region),
    "FRAME": ("frames", write_frame, read_frame),
}
