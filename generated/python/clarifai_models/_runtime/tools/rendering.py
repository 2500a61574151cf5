# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Typed answers -> texts for a model, and the files that go with them."""

from __future__ import annotations

import json
import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from ..codec import STR, Codec
from ..media import Media
from ..media_codec import TEXT
from ..types import is_list, is_mapping, is_text
from ..values import Concept, Frame, Region, Text
from .arrays import shown_array
from .files import mime_of
from .problems import counted
from .result import Part

__all__ = ["Files", "is_text_type", "rendered", "rendered_items", "shortened"]


class Files:
    """The files of the answers of a turn, each with a name of its own: image_1, ..."""

    def __init__(self, taken: Container[str] = ()) -> None:
        self.parts: list[Part] = []
        self._taken = taken
        self._counts: dict[str, int] = {}

    def add(self, kind: str, data: bytes, url: str = "") -> Part:
        """Note a file and name it."""
        number = self._counts.get(kind, 0) + 1
        while f"{kind}_{number}" in self._taken:
            number += 1
        self._counts[kind] = number
        part = Part(kind, f"{kind}_{number}", mime_of(data, kind), data, url)
        self.parts.append(part)
        return part

    def take(self) -> tuple[Part, ...]:
        """The files since the last time."""
        parts, self.parts = tuple(self.parts), []
        return parts


def rendered(codec: Codec[Any], value: Any, files: Files) -> str:
    """The text of an answer."""
    if isinstance(value, Text):
        return value.text or value.url
    if isinstance(value, str):
        return value
    if isinstance(value, Media | bytes | bytearray):
        return _sentence(_file(value, files))
    return _dumped(_plain(codec, value, files))


def rendered_items(codec: Codec[Any], values: Sequence[Any], files: Files) -> str:
    """The text of what a stream gave, where that is no text."""
    return _dumped([_plain(codec, each, files) for each in values])


def is_text_type(codec: Codec[Any]) -> bool:
    """Whether answers are texts, which are joined where they come as a stream."""
    return codec is STR or codec is TEXT


def shortened(text: str, most: int) -> str:
    """A text as far as a model gets it, with a note where something is left out."""
    if len(text) <= most:
        return text
    return f"{text[:most]}\n(cut: {most} of {len(text)} characters)"


def _dumped(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _sentence(part: Part) -> str:
    if part.kind == "image":
        return f"See file {part.name}."
    if part.url:
        return f"See file {part.name}: {part.url}"
    size = counted(len(part.bytes), "byte")
    return f"See file {part.name} ({part.mime}, {size})."


def _file(value: Any, files: Files) -> Part:
    if isinstance(value, Media):
        return files.add(type(value).__name__.lower(), value.bytes, value.url)
    return files.add("file", bytes(value))


def _plain(codec: Codec[Any] | None, value: Any, files: Files) -> Any:
    """The JSON form of a value; the codec knows the names that fields have on the wire."""
    if codec is not None and codec.fields:
        return _fields(codec, value, files)
    if is_list(value):
        parts: Sequence[Codec[Any] | None] = codec.parts if codec is not None else ()
        if len(parts) != len(value):
            parts = [*parts[:1], None][:1] * len(value)
        pairs = zip(parts, value, strict=True)
        return [_plain(part, each, files) for part, each in pairs]
    return _scalar(value, files)


def _fields(codec: Codec[Any], value: Any, files: Files) -> Any:
    if is_mapping(value):
        found: Sequence[Any] = [value.get(name) for name in codec.fields]
    elif is_dataclass(value):
        found = [getattr(value, each.name) for each in fields(value)]
    else:
        return _scalar(value, files)
    rows = zip(codec.fields, codec.parts, found, strict=True)
    return {name: _plain(part, each, files) for name, part, each in rows}


def _scalar(value: Any, files: Files) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Media) or is_text(value):
        return _file(value, files).name
    if is_mapping(value):
        return {str(key): _plain(None, each, files) for key, each in value.items()}
    if isinstance(value, Concept):
        return _concept(value)
    if isinstance(value, Region):
        return _region(value, files)
    if isinstance(value, Frame):
        return _frame(value, files)
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return _plain(None, shown_array(value), files)
    return str(value)


def _number(value: float) -> float | int | None:
    """JSON has no infinities; whole numbers need no `.0`."""
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e21 else value


def _short(value: float) -> float | int | None:
    """A number that travelled as float32 has seven digits that mean something."""
    return _number(float(f"{value:.7g}"))


def _concept(concept: Concept) -> dict[str, Any]:
    return {"name": concept.name, "value": _short(concept.value), "id": concept.id}


def _region(region: Region, files: Files) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "box": region.box and [_short(each) for each in region.box],
        "concepts": [_concept(each) for each in region.concepts],
        "point": region.point and [_short(each) for each in region.point],
        "text": region.text,
        "track_id": region.track_id,
        "mask": region.mask and _file(region.mask, files).name,
        "id": region.id,
        "value": _short(region.value),
    }
    return {name: each for name, each in told.items() if each}


def _frame(frame: Frame, files: Files) -> dict[str, Any]:
    image = {} if frame.image is None else {"image": _file(frame.image, files).name}
    return {
        **image,
        "regions": [_region(each, files) for each in frame.regions],
        "time": _number(frame.time),
        "index": frame.index,
    }
