# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Codecs of media and of structured values: text, concepts, regions, frames."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from .codec import Codec, set_text, unfit, wrong_type
from .media import Audio, Image, Media, Video
from .values import Box, Concept, Frame, Point, Region, Text

__all__ = ["AUDIO", "CONCEPT", "FRAME", "IMAGE", "REGION", "TEXT", "VIDEO"]

_MAX_FLOAT32 = 3.4028235677973362e38
"""The largest double that becomes a finite float32."""

M = TypeVar("M", bound=Media)
T = TypeVar("T")


def _encode_text(data: Any, value: Any) -> None:
    if not isinstance(value, str):
        if type(value).__name__ != "Text":
            raise wrong_type("str or Text", value)
        value = Text(value.text or "", value.url or "")
    data.text.SetInParent()
    set_text(data.text, "raw", str.__str__(value))
    url = getattr(value, "url", "")
    if url:
        set_text(data.text, "url", _checked(url))


def _decode_text(data: Any) -> Text:
    return Text(data.text.raw or data.string_value, data.text.url)


def _checked(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise unfit(f"{url[:80]!r} is no http or https URL")
    return url


def _write_media(message: Any, value: Media) -> None:
    message.SetInParent()
    if value.url:
        set_text(message, "url", _checked(value.url))
    if value.bytes:
        message.base64 = value.bytes


def _read_media(kind: type[M], message: Any) -> M:
    return kind(message.base64, message.url)


def _media(field: str, kind: type[M]) -> Codec[M]:
    def encode(data: Any, value: Any) -> None:
        try:
            media = kind.of(value)
        except (TypeError, AttributeError) as error:
            raise wrong_type(str(error).split(" is needed")[0], value) from None
        except ValueError as error:
            raise unfit(str(error)) from None
        _write_media(getattr(data, field), media)

    def decode(data: Any) -> M:
        if not data.HasField(field):
            raise ValueError(f"the answer holds no {field}")
        return _read_media(kind, getattr(data, field))

    return Codec(kind.__name__, encode, decode)


def _structured(
    field: str,
    kind: type[T],
    write: Callable[[Any, Any], None],
    read: Callable[[Any], T],
) -> Codec[T]:
    """A value that has a repeated field of its own: one is a list of one."""

    def add(data: Any, value: Any) -> None:
        foreign: Any = value
        if not isinstance(value, kind) and type(foreign).__name__ != kind.__name__:
            raise wrong_type(kind.__name__, value)
        if hasattr(foreign, "to_proto"):  # the clarifai package's own
            foreign = read(foreign.to_proto())
        try:
            write(getattr(data, field).add(), foreign)
        except (TypeError, AttributeError) as error:
            raise wrong_type(
                f"{kind.__name__} of proper values ({error})", value
            ) from None
        except UnicodeEncodeError:
            raise unfit("the text holds an unpaired surrogate") from None
        except ValueError as error:
            raise unfit(str(error)) from None

    def decode(data: Any) -> T:
        found = getattr(data, field)
        if len(found) != 1:
            raise ValueError(f"the answer holds {len(found)} {field} where one belongs")
        return read(found[0])

    return Codec(kind.__name__, add, decode, repeated=field, add=add, read=read)


def _float32(value: float) -> float:
    """A number that travels as float32: one that is too large would arrive as infinite."""
    if -_MAX_FLOAT32 <= value <= _MAX_FLOAT32 or not math.isfinite(value):
        return value
    raise ValueError(f"{value!r} is no float32")


def _write_concept(message: Any, concept: Concept) -> None:
    message.id = concept.id
    message.name = concept.name
    message.value = _float32(concept.value)


def _read_concept(message: Any) -> Concept:
    return Concept(message.name, message.value, message.id)


def _write_region(message: Any, region: Region) -> None:
    info = message.region_info
    if region.box is not None:
        box = info.bounding_box
        sides = map(_float32, region.box)
        box.left_col, box.top_row, box.right_col, box.bottom_row = sides
    if region.point is not None:
        info.point.col, info.point.row, info.point.z = map(_float32, region.point)
    if region.mask is not None:
        _write_media(info.mask.image, region.mask)
    for concept in region.concepts:
        _write_concept(message.data.concepts.add(), concept)
    if region.text:
        message.data.text.raw = region.text
    message.id = region.id
    message.track_id = region.track_id
    message.value = _float32(region.value)


def _read_region(message: Any) -> Region:
    info = message.region_info
    region = Region(
        concepts=[_read_concept(each) for each in message.data.concepts],
        track_id=message.track_id,
        text=message.data.text.raw,
        id=message.id,
        value=message.value,
    )
    if info.HasField("bounding_box"):
        box = info.bounding_box
        region.box = Box(box.left_col, box.top_row, box.right_col, box.bottom_row)
    if info.HasField("point"):
        region.point = Point(info.point.col, info.point.row, info.point.z)
    if info.HasField("mask"):
        region.mask = _read_media(Image, info.mask.image)
    return region


def _write_frame(message: Any, frame: Frame) -> None:
    if frame.image is not None:
        _write_media(message.data.image, frame.image)
    for region in frame.regions:
        _write_region(message.data.regions.add(), region)
    message.frame_info.time = round(frame.time * 1000)
    message.frame_info.index = frame.index


def _read_frame(message: Any) -> Frame:
    image = message.data.image if message.data.HasField("image") else None
    return Frame(
        image=None if image is None else _read_media(Image, image),
        regions=[_read_region(each) for each in message.data.regions],
        time=message.frame_info.time / 1000,
        index=message.frame_info.index,
    )


TEXT: Codec[Text] = Codec("str or Text", _encode_text, _decode_text)
IMAGE = _media("image", Image)
AUDIO = _media("audio", Audio)
VIDEO = _media("video", Video)
CONCEPT = _structured("concepts", Concept, _write_concept, _read_concept)
REGION = _structured("regions", Region, _write_region, _read_region)
FRAME = _structured("frames", Frame, _write_frame, _read_frame)
