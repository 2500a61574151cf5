"""Values of every data type: the usual one, the empty one, then whatever is at an edge."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy

from clarifai_codegen.signature.datatype import (
    DataType,
    ListOf,
    NamedFields,
    Scalar,
    TupleOf,
)

__all__ = ["count", "nested_arrays", "nested_objects", "sample"]

_MAX_DEPTH = 20
"""How deep lists go: messages may nest at most 100 deep."""


def _bytes(data: bytes) -> str:
    return b64encode(data).decode()


def _array(dtype: str, shape: tuple[int, ...], *numbers: Any) -> dict[str, Any]:
    array = numpy.array(numbers, dtype).reshape(shape)
    little = array.astype(array.dtype.newbyteorder("<"))
    return {"dtype": dtype, "shape": [*shape], "data": _bytes(little.tobytes())}


_UNICODE = (
    "h\u00e9llo \u4e16\u754c \U0001f469\u200d\U0001f469 \u202e \x00\t\r\n\u2028\ufeff"
)
_URL = "https://example.com/\u00e9 1.png?a=b&c=%20#d"
_BOX = {"left": 0.1, "top": 0.25, "right": 0.5, "bottom": 1}
_EMPTY_BOX = dict.fromkeys(("left", "top", "right", "bottom"), 0)
_DOG = {"name": "Big Dog!", "value": 0.5}

_MEDIA: list[Any] = [
    {"bytes": _bytes(b"\x89PNG image")},
    {"url": "https://example.com/a.png"},
    {"bytes": _bytes(b"\x00\xff"), "url": "http://example.com/"},
    {"url": _URL},
    {},
]

_SAMPLES: dict[str, list[Any]] = {
    "STR": ["What is the future of AI?", "", _UNICODE, "null", "'\"\\`${x}"],
    "BYTES": [_bytes(b"hello"), "", _bytes(bytes(range(256)))],
    "INT": [
        "5",
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "-9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
    ],
    "FLOAT": [
        0.5,
        0,
        "-0",
        1,
        -0.1,
        "NaN",
        "Infinity",
        "-Infinity",
        5e-324,
        1.7976931348623157e308,
        9007199254740993,
        1e21,
    ],
    "BOOL": [True, False],
    "NDARRAY": [
        _array("float32", (2, 3), 0, 0.1, -2, 3.5, "inf", "nan"),
        _array("int32", (), 7),
        _array("float64", (0, 3)),
        _array("int8", (2,), -128, 127),
        _array("uint8", (1, 2, 2), 0, 1, 254, 255),
        _array("int16", (2,), -(2**15), 2**15 - 1),
        _array("uint16", (1,), 2**16 - 1),
        _array("uint32", (1,), 2**32 - 1),
        _array("int64", (2,), -(2**63), 2**63 - 1),
        _array("uint64", (1,), 2**64 - 1),
        _array("float16", (2,), 0.1, -0.0),
        _array("float64", (2,), 0.1, -0.0),
        _array("complex64", (2,), 1 + 2j, -0.1j),
        _array("complex128", (1, 1), 0.1 - 1j),
    ],
    "JSON_DATA": [
        {"key": ["value", 1.5, None, {"deep": True}]},
        [],
        {},
        [1, "a", None, False, [], {}, [[0.1]]],
        {"": "", "__proto__": {"x": 1}, "constructor": 1, "10": 1, "9": 2, "\u00e9": 3},
        {"_list": 1},
        {"_list": [1], "x": 1},
        {"big": [9007199254740992, -1e300, 5e-324, -0.0, 1e21]},
        {"role": "user", "content": [{"type": "text", "text": _UNICODE}]},
        [{"a": {"b": [{"c": [{"d": [{"e": [{"f": [[[[[[]]]]]]}]}]}]}]}}],
    ],
    "TEXT": [
        {"text": "some text"},
        {"text": ""},
        {"text": "", "url": _URL},
        {"text": _UNICODE, "url": "http://example.com"},
    ],
    "IMAGE": _MEDIA,
    "AUDIO": _MEDIA,
    "VIDEO": _MEDIA,
    "CONCEPT": [
        _DOG,
        {"name": "", "value": 0},
        {"name": "cat"},
        {"id": "my id!", "name": "cat", "value": 0.1},
        {
            "name": " na\u00efve caf\u00e9_\u00f1-1\u3000x\ty\x1cz  \u0130\u212a ",
            "value": -3,
        },
        {"name": "nan", "value": "NaN"},
        {"name": "inf", "value": "Infinity"},
        {"name": "zero", "value": "-0"},
        {"name": "tiny", "value": 1e-45},
        {"name": "tinier", "value": 1e-46},
        {"name": "huge", "value": 3.4028234663852886e38},
        {"name": "rounded", "value": 3.4028235e38},
    ],
    "REGION": [
        {
            "box": _BOX,
            "concepts": [_DOG, {"name": "b", "value": 0.7}],
            "id": "r",
            "track_id": "t",
            "text": "words",
        },
        {"id": "r", "box": _EMPTY_BOX},
        {},
        {"id": "p", "point": {"x": 0.1, "y": 0.2, "z": 0.3}, "value": 0.9},
        {"id": "p", "point": {"x": 0, "y": 0}},
        {"id": "m", "mask": _MEDIA[0]},
        {"id": "m", "mask": _MEDIA[2], "box": _BOX, "point": {"x": 1, "y": -1}},
        {"id": "m", "mask": {}},
        {"id": "\u00e9", "text": _UNICODE},
        {"id": "v", "value": "NaN"},
    ],
    "FRAME": [
        {
            "image": _MEDIA[0],
            "regions": [{"id": "r", "box": _BOX, "concepts": [_DOG]}],
            "time": 1.5,
            "index": 2,
        },
        {"time": 0, "index": 0},
        {},
        {"image": {}},
        {"image": _MEDIA[1], "time": 0.0005},
        {"image": _MEDIA[2], "time": 0.0015},
        {"regions": [{}], "time": 2.6755},
        {"time": 1e12, "index": 4294967295},
    ],
}


def nested_objects(levels: int) -> Any:
    """JSON with so many objects inside of each other."""
    return {"a": nested_objects(levels - 1)} if levels > 1 else {}


def nested_arrays(levels: int) -> Any:
    """JSON with so many arrays inside of each other."""
    return [nested_arrays(levels - 1)] if levels > 1 else []


def count(data_type: DataType) -> int:
    """How many samples of a type there are."""
    match data_type:
        case Scalar(type=name):
            return len(_SAMPLES[name])
        case ListOf(item=item):
            return max(3, count(item))
        case TupleOf(items=items):
            return max(map(count, items))
        case NamedFields(fields=fields):
            return max(count(field.data_type) for field in fields)


def sample(data_type: DataType, number: int, depth: int = 0) -> Any:
    """A value: 0 is a usual one, 1 an empty one; after the last, they begin anew."""
    match data_type:
        case Scalar(type=name):
            return _SAMPLES[name][number % len(_SAMPLES[name])]
        case ListOf(item=item):
            if number == 1 or depth == _MAX_DEPTH:
                return []
            one = sample(item, number, depth + 1)
            return [one, sample(item, 1)] if isinstance(item, Scalar) else [one]
        case TupleOf(items=items):
            return [sample(item, number, depth) for item in items]
        case NamedFields(fields=fields):
            return {f.name: sample(f.data_type, number, depth) for f in fields}
