"""The coding of the vectors <-> values of the Python runtime."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy

from clarifai_codegen.signature.datatype import DataType

from .numbers import bytes_of, float_of, shown_bytes, shown_float

__all__ = ["Given", "shown"]


class Given:
    """Values as callers give them; `clients` is the package with the classes of values."""

    def __init__(self, clients: Any) -> None:
        self._clients = clients
        self._readers: dict[str, Callable[[Any], Any]] = {
            "BYTES": bytes_of,
            "INT": int,
            "FLOAT": float_of,
            "NDARRAY": _array,
            "TEXT": self._text,
            "IMAGE": self._image,
            "AUDIO": lambda coded: self._media(clients.Audio, coded),
            "VIDEO": lambda coded: self._media(clients.Video, coded),
            "CONCEPT": self._concept,
            "REGION": self._region,
            "FRAME": self._frame,
        }

    def __call__(self, data_type: DataType, coded: Any) -> Any:
        match data_type.type:
            case "LIST":
                return [self(data_type.item, each) for each in coded]
            case "TUPLE":
                pairs = zip(data_type.items, coded, strict=True)
                return tuple(self(item, each) for item, each in pairs)
            case "NAMED_FIELDS":
                named = {field.name: field.data_type for field in data_type.fields}
                return {name: self(item, coded[name]) for name, item in named.items()}
        if coded is None:
            return None
        return self._readers.get(data_type.type, _same)(coded)

    def _text(self, coded: Mapping[str, Any]) -> Any:
        return self._clients.Text(coded["text"], coded.get("url", ""))

    def _media(self, kind: Any, coded: Mapping[str, Any]) -> Any:
        return kind(bytes_of(coded.get("bytes", "")), coded.get("url", ""))

    def _image(self, coded: Mapping[str, Any]) -> Any:
        return self._media(self._clients.Image, coded)

    def _concept(self, coded: Mapping[str, Any]) -> Any:
        more = {"value": float_of(coded["value"])} if "value" in coded else {}
        return self._clients.Concept(coded["name"], id=coded.get("id", ""), **more)

    def _region(self, coded: Mapping[str, Any]) -> Any:
        places = {
            name: [*map(float_of, coded[name].values())]
            for name in ("box", "point")
            if name in coded
        }
        return self._clients.Region(
            **places,
            mask=self._image(coded["mask"]) if "mask" in coded else None,
            concepts=[*map(self._concept, coded.get("concepts", []))],
            id=coded.get("id", ""),
            text=coded.get("text", ""),
            track_id=coded.get("track_id", ""),
            value=float_of(coded.get("value", 0)),
        )

    def _frame(self, coded: Mapping[str, Any]) -> Any:
        return self._clients.Frame(
            image=self._image(coded["image"]) if "image" in coded else None,
            regions=[*map(self._region, coded.get("regions", []))],
            time=float_of(coded.get("time", 0)),
            index=coded.get("index", 0),
        )


def shown(data_type: DataType, value: Any) -> Any:
    """A value that a client answered, in the coding."""
    match data_type.type:
        case "LIST":
            return [shown(data_type.item, each) for each in value]
        case "TUPLE":
            pairs = zip(data_type.items, value, strict=True)
            return [shown(item, each) for item, each in pairs]
        case "NAMED_FIELDS":
            rows = zip(data_type.fields, _members(value), strict=True)
            return {field.name: shown(field.data_type, each) for field, each in rows}
    return _SHOWN[data_type.type](value)


def _members(value: Any) -> Sequence[Any]:
    assert is_dataclass(value)
    return [getattr(value, field.name) for field in fields(value)]


def _without_zeros(**known: Any) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value or value == "-0"}


def _array(coded: Mapping[str, Any]) -> Any:
    dtype = numpy.dtype(coded["dtype"])
    numbers = numpy.frombuffer(bytes_of(coded["data"]), dtype.newbyteorder("<"))
    return numbers.astype(dtype).reshape(coded["shape"])


def _shown_array(array: Any) -> dict[str, Any]:
    little = array.astype(array.dtype.newbyteorder("<"))
    data = shown_bytes(little.tobytes())
    return {"dtype": array.dtype.name, "shape": [*array.shape], "data": data}


def _shown_media(media: Any) -> dict[str, Any]:
    return _without_zeros(bytes=shown_bytes(media.bytes), url=media.url)


def _shown_concept(concept: Any) -> dict[str, Any]:
    value = shown_float(concept.value)
    return {"id": concept.id, "name": concept.name, "value": value}


def _shown_region(region: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in "box", "point":
        place = getattr(region, name)
        if place is not None:
            sides = place._asdict().items()
            found[name] = {side: shown_float(number) for side, number in sides}
    if region.mask is not None:
        found["mask"] = _shown_media(region.mask)
    return found | _without_zeros(
        concepts=[*map(_shown_concept, region.concepts)],
        text=region.text,
        id=region.id,
        track_id=region.track_id,
        value=shown_float(region.value),
    )


def _shown_frame(frame: Any) -> dict[str, Any]:
    image = {} if frame.image is None else {"image": _shown_media(frame.image)}
    return image | _without_zeros(
        regions=[*map(_shown_region, frame.regions)],
        time=frame.time,
        index=frame.index,
    )


def _same(value: Any) -> Any:
    return value


_SHOWN: dict[str, Callable[[Any], Any]] = {
    "STR": _same,
    "BYTES": shown_bytes,
    "INT": str,
    "FLOAT": shown_float,
    "BOOL": _same,
    "NDARRAY": _shown_array,
    "JSON_DATA": _same,
    "TEXT": lambda text: {"text": text.text, **_without_zeros(url=text.url)},
    "IMAGE": _shown_media,
    "AUDIO": _shown_media,
    "VIDEO": _shown_media,
    "CONCEPT": _shown_concept,
    "REGION": _shown_region,
    "FRAME": _shown_frame,
}
