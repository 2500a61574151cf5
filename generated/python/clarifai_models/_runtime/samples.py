# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false
"""Values of any data type, made from a seed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any

from .array_codec import NDARRAY
from .codec import BOOL, BYTES, FLOAT, INT, STR, Codec
from .json_codec import JSON
from .media import Audio, Image, Video
from .media_codec import AUDIO, CONCEPT, FRAME, IMAGE, REGION, TEXT, VIDEO
from .values import Concept, Frame, Region, Text

__all__ = ["sample"]

_WORDS = ("a", "bright", "cloud", "drifts", "over", "every", "quiet", "field")

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478"
    "9c6364f8ffbf1e0005830281dc3a1c420000000049454e44ae426082"
)
"""The smallest picture that decoders take: one pixel."""


def sample(codec: Codec[Any], random: Random) -> Any:
    """A value of the codec's type."""
    if codec.make is not None:
        parts = codec.parts
        is_list = len(parts) == 1 and codec.name.startswith("a sequence")
        if is_list:
            parts = parts * random.randint(1, 3)
        return codec.make(*(sample(part, random) for part in parts))
    return _SCALARS[codec](random)


def _text(random: Random) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(random.randint(1, 6)))


def _float32(random: Random) -> float:
    """A number that float32 holds exactly."""
    return random.randint(0, 1024) / 1024


def _concept(random: Random) -> Concept:
    return Concept(random.choice(_WORDS), _float32(random))


def _region(random: Random) -> Region:
    left, top = _float32(random) / 2, _float32(random) / 2
    return Region((left, top, left + 0.5, top + 0.5), [_concept(random)])


def _array(random: Random) -> Any:
    numpy = import_module("numpy")
    numbers = [[random.random() for _ in range(3)] for _ in range(2)]
    return numpy.array(numbers, dtype="float32")


_SCALARS: dict[Codec[Any], Callable[[Random], Any]] = {
    STR: _text,
    BYTES: lambda random: random.randbytes(random.randint(1, 16)),
    INT: lambda random: random.randint(0, 100),
    FLOAT: lambda random: random.random(),
    BOOL: lambda random: random.random() < 0.5,
    NDARRAY: _array,
    JSON: lambda random: {random.choice(_WORDS): _text(random)},
    TEXT: lambda random: Text(_text(random)),
    IMAGE: lambda random: Image(_PNG),
    AUDIO: lambda random: Audio(random.randbytes(16)),
    VIDEO: lambda random: Video(random.randbytes(16)),
    CONCEPT: _concept,
    REGION: _region,
    FRAME: lambda random: Frame(Image(_PNG), [_region(random)], time=1.5),
}
