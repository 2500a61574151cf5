"""Sample values of every data type: as our clients take them, and as the SDK does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

import numpy
from clarifai.runners.utils import data_types as sdk

from clarifai_codegen.runtime import python as ours
from clarifai_codegen.signature.datatype import (
    DataType,
    ListOf,
    NamedFields,
    Scalar,
    TupleOf,
)


class Sample(NamedTuple):
    """One value in both worlds."""

    ours: Any
    sdk: Any


def both(value: Any) -> Sample:
    return Sample(value, value)


_REGION = {"box": [0.0, 0.25, 0.5, 1.0], "track_id": "t", "text": "words"}

_TYPICAL: dict[str, Sample] = {
    "STR": both("What is the future of AI?"),
    "BYTES": both(b"hello"),
    "INT": both(5),
    "FLOAT": both(0.5),
    "BOOL": both(True),
    "NDARRAY": both(numpy.arange(6, dtype="float32").reshape(2, 3)),
    "JSON_DATA": both({"key": ["value", 1.5, None, {"deep": True}]}),
    "TEXT": Sample("some text", sdk.Text("some text")),
    "IMAGE": Sample(ours.Image(b"image"), sdk.Image(bytes=b"image")),
    "CONCEPT": Sample(ours.Concept("Big Dog!", 0.5), sdk.Concept("Big Dog!", 0.5)),
    "REGION": Sample(
        ours.Region(**_REGION, concepts=[ours.Concept("a")], id="r"),
        sdk.Region(**_REGION, concepts=[sdk.Concept("a")], id="r"),
    ),
    "FRAME": Sample(
        ours.Frame(ours.Image(b"image"), time=1.5, index=2),
        sdk.Frame(image=sdk.Image(bytes=b"image"), time=1.5, index=2),
    ),
    "AUDIO": Sample(
        ours.Audio(url="https://example.com/a.mp3"),
        sdk.Audio(url="https://example.com/a.mp3"),
    ),
    "VIDEO": Sample(ours.Video(b"video"), sdk.Video(bytes=b"video")),
}

_BOUNDARY: dict[str, Sample] = _TYPICAL | {
    "STR": both(""),
    "BYTES": both(b""),
    "INT": both(-(2**63)),
    "FLOAT": both(0.0),
    "BOOL": both(False),
    "NDARRAY": both(numpy.array(7, dtype=">i4")),
    "JSON_DATA": both([]),
    "TEXT": Sample(ours.Text(""), sdk.Text("")),
    "IMAGE": Sample(
        "https://example.com/é.png", sdk.Image(url="https://example.com/é.png")
    ),
    "AUDIO": Sample(ours.Audio(b"audio"), sdk.Audio(bytes=b"audio")),
    "CONCEPT": Sample(ours.Concept("", 0.0), sdk.Concept("", 0.0)),
}


MAX_DEPTH = 20
"""How deep sample lists go: messages may nest at most 100 deep."""


def sample(data_type: DataType, boundary: bool = False, depth: int = 0) -> Sample:
    """A typical value, or one at the edge of the type: zero, empty, extreme."""
    match data_type:
        case Scalar(type=name):
            return (_BOUNDARY if boundary else _TYPICAL)[name]
        case ListOf(item=item):
            if boundary or depth == MAX_DEPTH:
                return Sample([], [])
            one = sample(item, boundary, depth + 1)
            many = 2 if isinstance(item, Scalar) else 1
            return Sample([one.ours] * many, [one.sdk] * many)
        case TupleOf(items=items):
            each = [sample(item, boundary) for item in items]
            return Sample(tuple(s.ours for s in each), tuple(s.sdk for s in each))
        case NamedFields(fields=named):
            values = {f.name: sample(f.data_type, boundary) for f in named}
            return Sample(
                {name: value.ours for name, value in values.items()},
                {name: value.sdk for name, value in values.items()},
            )
    raise AssertionError(data_type)


def plain(value: Any, data_type: DataType) -> Any:
    """A value of either world in terms that compare."""
    match data_type:
        case ListOf(item=item):
            return [plain(each, item) for each in value]
        case TupleOf(items=items):
            assert isinstance(value, tuple)
            return tuple(map(plain, value, items))
        case NamedFields(fields=named):
            names = [field.name for field in named]
            types = [field.data_type for field in named]
            return dict(
                zip(names, map(plain, _fields(value, names), types), strict=True)
            )
        case Scalar(type="NDARRAY"):
            return str(value.dtype), value.shape, value.tobytes()
        case Scalar(type="TEXT"):
            return value.text, value.url or ""
        case Scalar(type="IMAGE" | "AUDIO" | "VIDEO"):
            return _media(value)
        case Scalar(type="CONCEPT"):
            return _concept(value)
        case Scalar(type="REGION"):
            return _region(value)
        case Scalar(type="FRAME"):
            regions = [_region(each) for each in value.regions]
            return _media(value.image), value.time, value.index, regions
    return value


def _fields(value: Any, names: Sequence[str]) -> list[Any]:
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    return [value[name] for name in names]


def _media(value: Any) -> Any:
    return (b"", "") if value is None else (value.bytes, value.url or "")


def _concept(value: Any) -> Any:
    return value.id, value.name, value.value


def _region(value: Any) -> Any:
    concepts = [_concept(each) for each in value.concepts]
    return list(value.box), value.track_id, value.text, concepts, _media(value.mask)
