"""Sample values as the platform's JSON: the request that goes over HTTP."""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ...signature.datatype import DataType, ListOf, NamedFields, TupleOf
from .samples import (
    Array,
    ConceptValue,
    FrameValue,
    Given,
    MediaValue,
    RegionValue,
)

__all__ = ["FileBytes", "request", "wire"]

_REPEATED = {"CONCEPT": "concepts", "REGION": "regions", "FRAME": "frames"}
_SAFE = 2**53


class FileBytes(NamedTuple):
    """The bytes of a file in base64, which the shell puts in."""

    path: str


def request(
    method: str, items: Iterable[Iterable[Given]], selector: Mapping[str, Any]
) -> dict[str, Any]:
    """The body of `PostModelOutputs`: one input for each item of a batch."""
    inputs = [
        {
            "data": {
                "metadata": {"_method_name": method},
                **(
                    {
                        "parts": [
                            {
                                "id": each.name,
                                "data": wire(
                                    each.facts.parameter.data_type, each.value
                                ),
                            }
                            for each in item
                        ]
                    }
                    if item
                    else {}
                ),
            }
        }
        for item in map(tuple, items)
    ]
    body: dict[str, Any] = {"inputs": inputs}
    if selector:
        body["runner_selector"] = dict(selector)
    return body


def wire(data_type: DataType, value: Any) -> dict[str, Any]:
    """A value as `Data`."""
    match data_type:
        case ListOf(item=item) if item.type in _REPEATED:
            many = [_SCALARS[item.type](each) for each in value]
            return {_REPEATED[item.type]: many} if many else {}
        case ListOf(item=item):
            return _parts({"data": wire(item, each)} for each in value)
        case TupleOf(items=items):
            rows = enumerate(zip(items, value, strict=True))
            return _parts(
                {"id": str(index), "data": wire(item, each)}
                for index, (item, each) in rows
            )
        case NamedFields(fields=fields):
            return _parts(
                {"id": f.name, "data": wire(f.data_type, value.values[f.name])}
                for f in fields
            )
    name = data_type.type
    if name in _REPEATED:
        return {_REPEATED[name]: [_SCALARS[name](value)]}
    return {_FIELDS[name]: _SCALARS[name](value)}


def _parts(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found = list(parts)
    return {"parts": found} if found else {}


def _int(value: int) -> int | str:
    return value if abs(value) < _SAFE else str(value)


def _float(value: float) -> float | str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _media(value: MediaValue) -> dict[str, Any]:
    if value.form == "url":
        return {"url": value.place}
    return {"base64": FileBytes(value.place)}


def _concept(value: ConceptValue) -> dict[str, Any]:
    return {"id": value.name, "name": value.name, "value": value.value}


def _region(value: RegionValue) -> dict[str, Any]:
    left, top, right, bottom = value.box
    box = {
        "left_col": left,
        "top_row": top,
        "right_col": right,
        "bottom_row": bottom,
    }
    return {
        "region_info": {"bounding_box": box},
        "data": {"concepts": [_concept(value.concept)]},
    }


def _frame(value: FrameValue) -> dict[str, Any]:
    return {
        "frame_info": {"time": 0, "index": 0},
        "data": {"image": _media(value.image)},
    }


def _array(value: Array) -> dict[str, Any]:
    numbers = [number for row in value.rows for number in row]
    return {
        "buffer": _base64(struct.pack(f"<{len(numbers)}f", *numbers)),
        "shape": [len(value.rows), len(value.rows[0])],
        "dtype": "float32",
    }


def _json(value: Any) -> Any:
    """A list is no Struct: it travels in one under a name of its own."""
    return {"_list": value} if isinstance(value, list) else value


_FIELDS = {
    "STR": "string_value",
    "BYTES": "bytes_value",
    "INT": "int_value",
    "FLOAT": "float_value",
    "BOOL": "bool_value",
    "NDARRAY": "ndarray",
    "JSON_DATA": "struct_value",
    "TEXT": "text",
    "IMAGE": "image",
    "AUDIO": "audio",
    "VIDEO": "video",
}

_SCALARS: dict[str, Callable[[Any], Any]] = {
    "STR": str,
    "BYTES": _base64,
    "INT": _int,
    "FLOAT": _float,
    "BOOL": bool,
    "NDARRAY": _array,
    "JSON_DATA": _json,
    "TEXT": lambda value: {"raw": value.text},
    "IMAGE": _media,
    "AUDIO": _media,
    "VIDEO": _media,
    "CONCEPT": _concept,
    "REGION": _region,
    "FRAME": _frame,
}
