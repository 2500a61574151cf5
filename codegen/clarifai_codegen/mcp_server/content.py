"""Results of tools -> what tools/call answers, in the protocol's JSON."""

from __future__ import annotations

import base64
import json
from typing import Any

from ..runtime.python.tools import Part, ToolResult

__all__ = ["answer_of", "error_of"]

_MEDIA = ("image", "audio")
"""Kinds that have a form of content of their own."""


def answer_of(result: ToolResult, has_schema: bool) -> dict[str, Any]:
    """The result of a call: the whole text first, since some hosts show nothing else,
    then the files. With a schema, the text is JSON, and is there as JSON too."""
    content = [_text(result.text), *map(_content, result.parts)]
    answer: dict[str, Any] = {"content": content, "isError": result.is_error}
    if has_schema and not result.is_error:
        answer["structuredContent"] = json.loads(result.text)
    return answer


def error_of(text: str) -> dict[str, Any]:
    """A failure that the model is told of."""
    return {"content": [_text(text)], "isError": True}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def _content(part: Part) -> dict[str, Any]:
    mime = {"mimeType": part.mime}
    if not part.bytes:
        link = {"type": "resource_link", "uri": part.url, "name": part.name}
        return link | ({} if part.kind == "file" else mime)
    data = base64.b64encode(part.bytes).decode()
    if part.kind in _MEDIA:
        return {"type": part.kind, "data": data, **mime}
    resource = {"uri": f"clarifai:///{part.name}", "blob": data, **mime}
    return {"type": "resource", "resource": resource}
