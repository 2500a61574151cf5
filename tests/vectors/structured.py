"""Texts, media, concepts, regions and frames on the wire, written down once more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .numbers import bytes_of, float_of, shown_bytes, shown_float

__all__ = [
    "read_concept",
    "read_frame",
    "read_media",
    "read_region",
    "read_text",
    "write_concept",
    "write_frame",
    "write_media",
    "write_region",
    "write_text",
]


def _without_zeros(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value or value == "-0"}


def write_text(coded: Mapping[str, str], data: Any) -> None:
    data.text.SetInParent()
    data.text.raw = coded["text"]
    data.text.url = coded.get("url", "")


def read_text(data: Any) -> dict[str, str]:
    text = data.text.raw or data.string_value
    return {"text": text, **_without_zeros(url=data.text.url)}


def write_media(coded: Mapping[str, str], message: Any) -> None:
    message.SetInParent()
    message.base64 = bytes_of(coded.get("bytes", ""))
    message.url = coded.get("url", "")


def read_media(message: Any) -> dict[str, str]:
    return _without_zeros(bytes=shown_bytes(message.base64), url=message.url)


def write_concept(coded: Mapping[str, Any], message: Any) -> None:
    message.name = coded["name"]
    message.id = coded.get("id") or _concept_id(coded["name"])
    message.value = float_of(coded.get("value", 1))


def read_concept(message: Any) -> dict[str, Any]:
    return {
        "id": message.id or _concept_id(message.name),
        "name": message.name,
        "value": shown_float(message.value),
    }


def _concept_id(name: str) -> str:
    """What the platform makes of a name: punctuation goes, blanks become hyphens."""
    return re.sub(r"[^a-zA-Z0-9\s]", "", name).replace(" ", "-")


_BOX = {
    "left": "left_col",
    "top": "top_row",
    "right": "right_col",
    "bottom": "bottom_row",
}
_POINT = {"x": "col", "y": "row", "z": "z"}


def _write_floats(
    names: Mapping[str, str], coded: Mapping[str, Any], message: Any
) -> None:
    for name, field in names.items():
        setattr(message, field, float_of(coded.get(name, 0)))


def _read_floats(names: Mapping[str, str], message: Any) -> dict[str, Any]:
    return {name: shown_float(getattr(message, f)) for name, f in names.items()}


def write_region(coded: Mapping[str, Any], message: Any) -> None:
    if "box" in coded:
        _write_floats(_BOX, coded["box"], message.region_info.bounding_box)
    if "point" in coded:
        _write_floats(_POINT, coded["point"], message.region_info.point)
    if "mask" in coded:
        write_media(coded["mask"], message.region_info.mask.image)
    for concept in coded.get("concepts", []):
        write_concept(concept, message.data.concepts.add())
    if "text" in coded:
        message.data.text.raw = coded["text"]
    message.id = coded.get("id", "")
    message.track_id = coded.get("track_id", "")
    message.value = float_of(coded.get("value", 0))


def read_region(message: Any) -> dict[str, Any]:
    info = message.region_info
    found: dict[str, Any] = {}
    if info.HasField("bounding_box"):
        found["box"] = _read_floats(_BOX, info.bounding_box)
    if info.HasField("point"):
        found["point"] = _read_floats(_POINT, info.point)
    if info.HasField("mask"):
        found["mask"] = read_media(info.mask.image)
    return found | _without_zeros(
        concepts=[read_concept(each) for each in message.data.concepts],
        text=message.data.text.raw,
        id=message.id,
        track_id=message.track_id,
        value=shown_float(message.value),
    )


def write_frame(coded: Mapping[str, Any], message: Any) -> None:
    if "image" in coded:
        write_media(coded["image"], message.data.image)
    for region in coded.get("regions", []):
        write_region(region, message.data.regions.add())
    message.frame_info.time = round(float_of(coded.get("time", 0)) * 1000)
    message.frame_info.index = coded.get("index", 0)


def read_frame(message: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if message.data.HasField("image"):
        found["image"] = read_media(message.data.image)
    return found | _without_zeros(
        regions=[read_region(each) for each in message.data.regions],
        time=message.frame_info.time / 1000,
        index=message.frame_info.index,
    )
