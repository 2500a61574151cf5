# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""JSON values of a checked call -> what the typed client takes, by data type.

What a schema cannot say is checked here: media, arrays, JSON in texts. A value that is in
the client's form already, as hosts fix them, is passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ..array_codec import NDARRAY
from ..codec import BYTES, Codec
from ..json_codec import JSON
from ..media import Audio, Image, Media, Video
from ..media_codec import AUDIO, CONCEPT, FRAME, IMAGE, REGION, VIDEO
from ..types import is_list, is_mapping
from ..values import Concept, Frame, Region
from .arguments import BadArguments, parse_json
from .arrays import array_of
from .files import Host
from .problems import Path
from .validation import got

__all__ = ["Converter", "converter_of"]

Converter: TypeAlias = Callable[[Any, Path, Host], Any]
"""Gives the client's value, or anything after it noted a problem at the host."""


def converter_of(codec: Codec[Any]) -> Converter | None:
    """How values of a data type are converted; None where they stay as they are."""
    if codec.fields:
        return _record(dict(zip(codec.fields, codec.parts, strict=True)))
    if codec.name.startswith("a sequence"):
        return _list(codec.parts[0])
    if codec.name.startswith("a tuple"):
        return _tuple(codec.parts)
    return _SCALARS.get(codec)


def _list(item: Codec[Any]) -> Converter | None:
    convert_item = converter_of(item)
    if convert_item is None:
        return None

    def convert(value: Any, path: Path, host: Host) -> Any:
        if not is_list(value):
            return value
        return [convert_item(each, (path, i), host) for i, each in enumerate(value)]

    return convert


def _tuple(parts: tuple[Codec[Any], ...]) -> Converter:
    converters = [converter_of(each) for each in parts]

    def convert(value: Any, path: Path, host: Host) -> Any:
        rows: list[tuple[Any, Path]]
        if is_mapping(value):
            names = [f"item_{number}" for number in range(len(parts))]
            rows = [(value[name], (path, name)) for name in names]
        elif is_list(value):
            rows = [(each, (path, number)) for number, each in enumerate(value)]
        else:
            return value
        return tuple(
            each if convert_one is None else convert_one(each, where, host)
            for convert_one, (each, where) in zip(converters, rows, strict=True)
        )

    return convert


def _record(fields: Mapping[str, Codec[Any]]) -> Converter | None:
    found = {name: converter_of(codec) for name, codec in fields.items()}
    converters = {name: each for name, each in found.items() if each is not None}
    if not converters:
        return None

    def convert(value: Any, path: Path, host: Host) -> Any:
        if not is_mapping(value):
            return value
        clean = dict(value)
        for name, convert_one in converters.items():
            clean[name] = convert_one(clean[name], (path, name), host)
        return clean

    return convert


def _media(kind: type[Media]) -> Converter:
    def convert(value: Any, path: Path, host: Host) -> Any:
        return host.media(kind, value, path) if isinstance(value, str) else value

    return convert


def _bytes(value: Any, path: Path, host: Host) -> Any:
    return host.data(value, path) if isinstance(value, str) else value


def _json(value: Any, path: Path, host: Host) -> Any:
    """JSON as it is, or as a text that holds it."""
    if not isinstance(value, str):
        return value
    try:
        parsed = parse_json(value)
    except BadArguments as error:
        host.wrong(path, f"a text that holds JSON is needed: {error}")
        return None
    if not (is_mapping(parsed) or is_list(parsed)):
        what = f"an object or an array is needed in the text, got {got(parsed)}"
        host.wrong(path, what)
    return parsed


def _array(value: Any, path: Path, host: Host) -> Any:
    return array_of(value, path, host)


def _concept(value: Any, path: Path, host: Host) -> Any:
    return Concept(**value) if is_mapping(value) else value


def _region(value: Any, path: Path, host: Host) -> Any:
    if not is_mapping(value):
        return value
    given = dict(value)
    if "concepts" in given:
        given["concepts"] = [Concept(**each) for each in given["concepts"]]
    if "mask" in given:
        given["mask"] = host.media(Image, given["mask"], (path, "mask"))
    return Region(**given)


def _frame(value: Any, path: Path, host: Host) -> Any:
    if not is_mapping(value):
        return value
    given = dict(value)
    if "image" in given:
        given["image"] = host.media(Image, given["image"], (path, "image"))
    given["regions"] = [
        _region(each, ((path, "regions"), number), host)
        for number, each in enumerate(given.get("regions", ()))
    ]
    return Frame(**given)


_SCALARS: dict[Codec[Any], Converter] = {
    BYTES: _bytes,
    NDARRAY: _array,
    JSON: _json,
    IMAGE: _media(Image),
    AUDIO: _media(Audio),
    VIDEO: _media(Video),
    CONCEPT: _concept,
    REGION: _region,
    FRAME: _frame,
}
