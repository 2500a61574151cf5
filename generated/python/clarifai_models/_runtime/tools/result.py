# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What a call of a tool gives: a text for the model, files, and the typed value."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

__all__ = ["Part", "ToolResult"]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an answer, which the text calls `name`.

    `kind` is "image", "audio", "video" or "file". `bytes` are empty where only `url` is
    known.
    """

    kind: str
    name: str
    mime: str
    bytes: bytes = b""
    url: str = ""

    @property
    def source(self) -> str:
        """The URL of the file, or a data URI with its bytes."""
        if self.url:
            return self.url
        return f"data:{self.mime};base64,{base64.b64encode(self.bytes).decode()}"


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The result of a call.

    `text` is for the model. `parts` are the files that it mentions. `value` is what the
    typed client answered: a stream's items in a list, its texts joined; None after an
    error.
    """

    text: str
    parts: tuple[Part, ...] = ()
    value: Any = None
    is_error: bool = False
