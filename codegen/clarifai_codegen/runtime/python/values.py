# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Structured values: text, concepts, regions, frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Self, TypeAlias

from .media import Image, ImageInput

__all__ = [
    "Box",
    "Concept",
    "ConceptInput",
    "Frame",
    "FrameInput",
    "Point",
    "Region",
    "RegionInput",
    "Text",
    "TextInput",
]


class Text(str):
    """A text, and the URL that it came from, if any. It is a `str`."""

    url: str

    def __new__(cls, text: str = "", url: str = "") -> Self:
        self = super().__new__(cls, text)
        self.url = url
        return self

    @property
    def text(self) -> str:
        """The text as a plain `str`."""
        return str.__str__(self)

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return type(self), (self.text, self.url)


class Concept:
    """A label with its score.

    `id` follows from the name as the platform makes it, unless it is given: punctuation
    goes, blanks become `-`. Scores travel as float32.
    """

    __slots__ = ("id", "name", "value")

    def __init__(self, name: str, value: float = 1.0, id: str = "") -> None:
        self.name = name
        self.value = value
        self.id = id or re.sub(r"[^a-zA-Z0-9\s]", "", name).replace(" ", "-")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Concept):
            return NotImplemented
        mine = (self.id, self.name, self.value)
        return mine == (other.id, other.name, other.value)

    def __hash__(self) -> int:
        return hash((self.id, self.name, self.value))

    def __repr__(self) -> str:
        return f"Concept({self.name!r}, {self.value:.4g})"


class Box(NamedTuple):
    """A rectangle in parts of the image: 0.0 to 1.0 from left and from top."""

    left: float
    top: float
    right: float
    bottom: float

    def to_pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in pixels of an image of this size."""
        return (
            round(self.left * width),
            round(self.top * height),
            round(self.right * width),
            round(self.bottom * height),
        )


class Point(NamedTuple):
    """A point in parts of the image."""

    x: float
    y: float
    z: float = 0.0


class Region:
    """A place in an image: a box, a point or a mask, and what is seen there."""

    __slots__ = ("box", "concepts", "id", "mask", "point", "text", "track_id", "value")

    def __init__(
        self,
        box: Sequence[float] | None = None,
        concepts: Sequence[Concept] = (),
        mask: ImageInput | None = None,
        point: Sequence[float] | None = None,
        track_id: str = "",
        text: str = "",
        id: str = "",
        value: float = 0.0,
    ) -> None:
        """`box` is left, top, right, bottom; `point` is x, y and, if wanted, z."""
        self.box = None if box is None else Box(*box)
        self.concepts = list(concepts)
        self.mask = None if mask is None else Image.of(mask)
        self.point = None if point is None else Point(*point)
        self.track_id = track_id
        self.text = text
        self.id = id
        self.value = value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Region):
            return NotImplemented
        return all(getattr(self, k) == getattr(other, k) for k in Region.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Region({_shown(self, Region.__slots__)})"


class Frame:
    """A picture of a video: `time` in seconds from its start, `index` from 0."""

    __slots__ = ("image", "index", "regions", "time")

    def __init__(
        self,
        image: ImageInput | None = None,
        regions: Sequence[Region] = (),
        time: float = 0.0,
        index: int = 0,
    ) -> None:
        self.image = None if image is None else Image.of(image)
        self.regions = list(regions)
        self.time = time
        self.index = index

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frame):
            return NotImplemented
        return all(getattr(self, k) == getattr(other, k) for k in Frame.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Frame({_shown(self, Frame.__slots__)})"


TextInput: TypeAlias = str | Text
ConceptInput: TypeAlias = Concept
RegionInput: TypeAlias = Region
FrameInput: TypeAlias = Frame


def _shown(value: object, names: Sequence[str]) -> str:
    known = ((name, getattr(value, name)) for name in names)
    return ", ".join(f"{name}={each!r}" for name, each in known if each)
