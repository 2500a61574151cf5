"""Values of an answer -> text, JSON, files."""

from __future__ import annotations

import json
import math
from typing import Any

from ..runtime.python import Concept, Frame, Image, Region, Text
from ..runtime.python.media import Media

__all__ = ["as_bytes", "as_json", "as_text"]


def as_text(value: Any, indent: int | None = 2) -> str:
    """A value for people: texts as they are, media and bytes in short, else JSON."""
    if isinstance(value, Text):
        return value.text or value.url
    if isinstance(value, str):
        return value
    if isinstance(value, Media | bytes):
        size = len(value if isinstance(value, bytes) else value.bytes)
        name = "bytes" if isinstance(value, bytes) else type(value).__name__
        url = getattr(value, "url", "")
        return f"<{name} {url}>" if url and not size else f"<{name}, {size} bytes>"
    return json.dumps(as_json(value), indent=indent, ensure_ascii=False)


def as_json(value: Any) -> Any:
    """A value as plain JSON: bytes as base64, numbers that JSON lacks as texts."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), "NaN")
    if isinstance(value, Text):
        return {"text": value.text, "url": value.url} if value.url else value.text
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, bytes):
        return {"base64": _base64(value)}
    if isinstance(value, Media):
        held = {"url": value.url, "base64": _base64(value.bytes)}
        return {key: each for key, each in held.items() if each}
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, Concept | Region | Frame):
        names = sorted({name for kind in type(value).__mro__ for name in _slots(kind)})
        fields = {name: getattr(value, name) for name in names}
        return {
            name: as_json(each)
            for name, each in fields.items()
            if each not in (None, "", []) or name in ("value", "time", "index")
        }
    if hasattr(value, "tolist"):
        return as_json(value.tolist())
    return str(value)


def as_bytes(value: Any) -> bytes:
    """What `--save` writes: the bytes of media and bytes, the text of texts, else JSON.

    Raises ValueError for media of which only the URL is known.
    """
    if isinstance(value, bytes):
        return value
    if isinstance(value, Media):
        if not value.bytes and value.url:
            raise ValueError(
                f"the {_kind(value)} is only known by its URL, {value.url}"
            )
        return value.bytes
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return (json.dumps(as_json(value), indent=2) + "\n").encode("utf-8")


def _kind(value: Media) -> str:
    return "image" if isinstance(value, Image) else type(value).__name__.lower()


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode("ascii")


def _slots(kind: type) -> tuple[str, ...]:
    slots = getattr(kind, "__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)
