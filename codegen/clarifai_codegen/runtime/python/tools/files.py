# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Files that a model names in a call: URLs, data URIs, attachments of the host."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any
from urllib.parse import unquote_to_bytes

from ..media import Media
from .problems import Path, Violation, cited, counted, listed

__all__ = ["Host", "from_base64", "from_data_uri", "mime_of"]

_URL = re.compile(r"https?://", re.IGNORECASE)
_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?"
)
_DATA_URI = re.compile(r"data:[^,;]*((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Host:
    """What the host lets a call have; problems that are found on the way."""

    attachments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    max_media_bytes: int = 20_000_000
    allow_local_files: bool = False
    problems: list[Violation] = field(default_factory=list[Violation])

    def wrong(self, path: Path, what: str) -> None:
        """Note a problem."""
        self.problems.append(Violation(path, what))

    def media(self, kind: type[Media], text: str, path: Path) -> Media | None:
        """The picture, sound or film that a text names; None after a problem."""
        if text in self.attachments or text.removeprefix("attachment:") != text:
            found = self._attachment(text, path)
            if found is None:
                return None
            try:
                media = kind.of(found)
            except (TypeError, ValueError, AttributeError):
                noun = kind.__name__.lower()
                article = "an" if noun[0] in "aeiou" else "a"
                what = f"the attachment {cited(text)} is not {article} {noun}"
                self.wrong(path, what)
                return None
            return media if self._fits(media.bytes, path) else None
        if match := _URL.match(text):
            return kind(url=match[0].lower() + text[match.end() :])
        data = self._data(text, path, "an http(s) URL, a data: URI or the id of")
        return None if data is None else kind(data)

    def data(self, text: str, path: Path) -> bytes | None:
        """The bytes that a text names, or is in base64; None after a problem."""
        if text in self.attachments or text.removeprefix("attachment:") != text:
            found = self._attachment(text, path)
            if found is None:
                return None
            data = _bytes_of(found)
            if data is None:
                self.wrong(path, f"the attachment {cited(text)} has no bytes here")
            return data if data is not None and self._fits(data, path) else None
        if _URL.match(text):
            self.wrong(path, "a URL cannot be sent as bytes; send a data: URI")
            return None
        plain = from_base64(text)
        if plain is not None:
            return plain if self._fits(plain, path) else None
        return self._data(text, path, "base64, a data: URI or the id of")

    def _data(self, text: str, path: Path, needed: str) -> bytes | None:
        """The bytes of a data URI or of a file of this machine."""
        if text[:5].lower() == "data:":
            data = from_data_uri(text)
            if not data:
                what = "is broken" if data is None else "is empty"
                self.wrong(path, f"the data: URI {what}")
                return None
            return data if self._fits(data, path) else None
        if self.allow_local_files and text:
            try:
                data = self._read(File(text))
            except (OSError, ValueError):
                self.wrong(path, f"the file {cited(text)} cannot be read")
                return None
            return data if self._fits(data, path) else None
        known = listed(self.attachments)
        what = f"{needed} an attachment is needed, got {cited(text)}"
        self.wrong(path, f"{what}; attachments: {known}")
        return None

    def _read(self, file: File) -> bytes:
        with file.open("rb") as stream:
            return stream.read(self.max_media_bytes + 1)

    def _attachment(self, text: str, path: Path) -> Any:
        name = text if text in self.attachments else text.removeprefix("attachment:")
        if name in self.attachments:
            return self.attachments[name]
        known = listed(self.attachments)
        self.wrong(path, f"there is no attachment {cited(name)}; known: {known}")
        return None

    def _fits(self, data: bytes, path: Path) -> bool:
        many, most = len(data), self.max_media_bytes
        if many > most:
            size = counted(most, "byte")
            self.wrong(path, f"the file is larger than {size}, the most that is taken")
        return many <= most


def from_base64(text: str) -> bytes | None:
    """The bytes of a text in base64, None where it is none; blanks and `-_` are taken."""
    plain = _BLANKS.sub("", text).replace("-", "+").replace("_", "/")
    if not _BASE64.fullmatch(plain):
        return None
    bare = plain.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4))


def from_data_uri(text: str) -> bytes | None:
    """The bytes of a data URI, None where it is none."""
    match = _DATA_URI.fullmatch(text)
    if match is None:
        return None
    options, body = match.groups()
    if re.search(r"%(?![0-9a-fA-F]{2})", body):
        return None
    try:
        data = unquote_to_bytes(body)
    except UnicodeEncodeError:
        return None
    if options.strip().lower().endswith(";base64"):
        return from_base64(data.decode("latin-1"))
    return data


_HEADS = (
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF.{4}WEBP", "image/webp"),
    (rb"BM", "image/bmp"),
    (rb"II\*\0|MM\0\*", "image/tiff"),
    (rb".{4}ftypavif", "image/avif"),
    (rb"RIFF.{4}WAVE", "audio/wav"),
    (rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", "audio/mpeg"),
    (rb"fLaC", "audio/flac"),
    (rb"OggS", "audio/ogg"),
    (rb".{4}ftypM4A", "audio/mp4"),
    (rb".{4}ftyp", "video/mp4"),
    (rb"\x1aE\xdf\xa3", "video/webm"),
    (rb"%PDF-", "application/pdf"),
    (rb"PK\x03\x04", "application/zip"),
)
_USUAL = {"image": "image/png", "audio": "audio/wav", "video": "video/mp4"}


def mime_of(data: bytes, kind: str) -> str:
    """The media type of a file by how it begins; a usual one of `kind` otherwise."""
    for head, mime in _HEADS:
        if re.match(head, data, re.DOTALL):
            return mime
    return _USUAL.get(kind, "application/octet-stream")


def _bytes_of(value: Any) -> bytes | None:
    foreign: Any = value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(foreign)
    if isinstance(value, os.PathLike):
        return File(foreign).read_bytes()
    data = getattr(value, "bytes", None)
    return data if isinstance(data, bytes) and data else None
