# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false
"""What values may look like: JSON, arrays, pictures, chat messages."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypedDict, TypeGuard

__all__ = [
    "ArrayInput",
    "BytesInput",
    "ChatMessage",
    "ChatMessages",
    "JsonInput",
    "JsonValue",
    "NDArray",
    "PathInput",
    "PictureInput",
    "is_list",
    "is_mapping",
    "is_text",
]

if TYPE_CHECKING:
    import numpy  # type: ignore[import-not-found,unused-ignore]

    NDArray: TypeAlias = numpy.ndarray[Any, Any]
    PathInput: TypeAlias = os.PathLike[str]
else:
    NDArray = Any
    PathInput = os.PathLike

BytesInput: TypeAlias = bytes | bytearray | memoryview

JsonValue: TypeAlias = (
    "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"
)
"""JSON as a model answers it. Its numbers are doubles: 1 comes back as 1.0."""

JsonLike: TypeAlias = (
    "Mapping[str, JsonLike] | Sequence[JsonLike] | str | int | float | bool | None"
)

JsonInput: TypeAlias = Mapping[str, JsonLike] | Sequence[JsonLike]
"""JSON as a model takes it: an object or a list at the top, anything inside."""


class ArrayInput(Protocol):
    """A numeric array: `numpy.ndarray`, or whatever has these three."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each dimension."""
        ...

    @property
    def dtype(self) -> Any:
        """The element type, as numpy names it."""
        ...

    def tobytes(self) -> bytes:
        """The elements in C order."""
        ...


class PictureInput(Protocol):
    """A picture of Pillow: `PIL.Image.Image`."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        ...

    @property
    def mode(self) -> str:
        """How pixels are stored: RGB, L, ..."""
        ...

    def tobytes(self) -> bytes:
        """The pixels."""
        ...


class _ChatMessage(TypedDict):
    role: str


class ChatMessage(_ChatMessage, total=False):
    """A message of a chat, in the form that OpenAI gave it."""

    content: str | Sequence[Mapping[str, JsonLike]] | None
    name: str
    tool_calls: Sequence[Mapping[str, JsonLike]]
    tool_call_id: str


ChatMessages: TypeAlias = Sequence[ChatMessage | JsonInput]
"""A chat: messages as `ChatMessage`, or as any JSON."""


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether the value is a mapping."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether the value is a sequence, and no text or bytes."""
    return not is_text(value) and isinstance(value, Sequence)


def is_text(value: object) -> bool:
    """Whether the value is a text or bytes: iterable, and never meant as a list."""
    return isinstance(value, str | bytes | bytearray | memoryview)
