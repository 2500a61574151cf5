# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false
"""Images, audio and video: bytes, or the URL where the platform finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from .types import ArrayInput, PathInput, PictureInput

if TYPE_CHECKING:
    import PIL.Image  # type: ignore[import-not-found,unused-ignore]

    from .types import NDArray

Bytes: TypeAlias = bytes

__all__ = [
    "Audio",
    "AudioInput",
    "Image",
    "ImageInput",
    "Media",
    "Video",
    "VideoInput",
]


class Media:
    """What images, audio and video have in common.

    `bytes` is the encoded file (PNG, JPEG, WAV, MP4, ...), empty where only `url` is
    known; `url` is where the platform fetches it, empty where the bytes are here.
    """

    __slots__ = ("bytes", "url")
    _tag: ClassVar[str] = ""
    bytes: Bytes
    url: str

    def __init__(self, bytes: Bytes = b"", url: str = "") -> None:
        self.bytes = bytes
        self.url = url

    @classmethod
    def of(cls, value: Any) -> Self:
        """Take a value in any form that a method takes.

        Raises TypeError, ValueError for a text that is no URL, OSError for a path.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, bytes | bytearray | memoryview):
            return cls(bytes(value))
        if isinstance(value, os.PathLike):
            return cls.from_file(value)
        if isinstance(value, str):
            return cls.from_url(value)
        return cls._of_foreign(value)

    @classmethod
    def _of_foreign(cls, value: Any) -> Self:
        """The same kind of value of another package: the clarifai package's, or that of
        clients which were generated elsewhere."""
        if type(value).__name__ == cls.__name__:
            return cls(value.bytes, value.url)
        raise TypeError(
            f"{cls.__name__}, bytes, a path or a URL is needed, "
            f"not {type(value).__name__}"
        )

    @classmethod
    def from_file(cls, path: str | PathInput) -> Self:
        """Read a file. Raises OSError."""
        with open(path, "rb") as file:
            return cls(file.read())

    @classmethod
    def from_bytes(cls, data: Bytes) -> Self:
        """Take an encoded file that is in memory."""
        return cls(data)

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Name a file that the platform fetches: http or https.

        Raises ValueError for other schemes: a server could be made to read its own files.
        """
        if not url.startswith(("http://", "https://")):
            raise ValueError(
                f"{url[:80]!r} is no http or https URL; "
                "for a file, pass a pathlib.Path"
            )
        return cls(url=url)

    def save(self, path: str | PathInput) -> None:
        """Write the bytes to a file. Raises ValueError where only the URL is known."""
        with open(path, "wb") as file:
            file.write(self._need_bytes())

    def to_base64(self) -> str:
        """The bytes as base64 text."""
        text: Bytes = _import("base64").b64encode(self._need_bytes())
        return text.decode()

    def _need_bytes(self) -> Bytes:
        if not self.bytes:
            raise ValueError(f"{self!r} has no bytes here; only its URL is known")
        return self.bytes

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.bytes == other.bytes and self.url == other.url

    def __hash__(self) -> int:
        return hash((self.bytes, self.url))

    def __repr__(self) -> str:
        kind = type(self).__name__
        known = [f"{len(self.bytes):,} bytes"] if self.bytes else []
        known += [f"url={self.url!r}"] if self.url else []
        return f"{kind}({', '.join(known)})"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        import html

        source = self.url if self.url.startswith(("http://", "https://")) else ""
        if self.bytes:
            source = f"data:{self._mime()};base64,{self.to_base64()}"
        source = html.escape(source, quote=True)
        close = "" if self._tag == "img" else f" controls></{self._tag}"
        return f'<{self._tag} src="{source}"{close}>'

    def _mime(self) -> str:
        for start, mime in _MIMES:
            if self.bytes.startswith(start):
                return mime
        return "application/octet-stream"


class Image(Media):
    """A picture, in its encoded form."""

    __slots__ = ()
    _tag = "img"

    @classmethod
    def _of_foreign(cls, value: Any) -> Self:
        if hasattr(value, "save") and hasattr(value, "mode"):
            return cls.from_pil(value)
        if hasattr(value, "dtype") and hasattr(value, "shape"):
            return cls.from_numpy(value)
        return super()._of_foreign(value)

    @classmethod
    def from_pil(cls, picture: PictureInput, format: str = "PNG") -> Self:
        """Encode a picture of Pillow; `format` as `PIL.Image.Image.save` names it."""
        buffer = _import("io").BytesIO()
        encodable: Any = picture
        encodable.save(buffer, format=format)
        return cls(buffer.getvalue())

    @classmethod
    def from_numpy(cls, pixels: ArrayInput, format: str = "PNG") -> Self:
        """Encode an array of pixels: height, width and channels, uint8. Needs Pillow."""
        return cls.from_pil(_import("PIL.Image").fromarray(pixels), format)

    def to_pil(self) -> PIL.Image.Image:
        """The picture decoded by Pillow. Raises ValueError where there are no bytes."""
        data = _import("io").BytesIO(self._need_bytes())
        picture: PIL.Image.Image = _import("PIL.Image").open(data)
        return picture

    def to_numpy(self) -> NDArray:
        """The pixels: height, width and channels, uint8. Needs Pillow and numpy."""
        pixels: NDArray = _import("numpy").asarray(self.to_pil())
        return pixels

    def _repr_png_(self) -> Bytes | None:
        """How a notebook shows it, if it is a PNG."""
        return self.bytes if self.bytes.startswith(b"\x89PNG") else None


class Audio(Media):
    """A piece of sound, in its encoded form."""

    __slots__ = ()
    _tag = "audio"

    @classmethod
    def chunks(cls, path: str | PathInput, seconds: float = 1.0) -> Iterator[Self]:
        """A WAV file in pieces of `seconds`, each a WAV file of its own.

        Reads as it goes. Raises OSError, and ValueError for what is not a WAV file.
        """
        if not seconds > 0:
            raise ValueError(f"seconds must be above 0, not {seconds!r}")
        wave = _import("wave")
        try:
            reader = wave.open(os.fspath(path), "rb")
        except (wave.Error, EOFError) as error:
            raise ValueError(f"{os.fspath(path)} is not a WAV file: {error}") from error
        return cls._pieces(reader, seconds)

    @classmethod
    def _pieces(cls, reader: Any, seconds: float) -> Iterator[Self]:
        wave, io = _import("wave"), _import("io")
        with reader:
            frames = max(1, round(reader.getframerate() * seconds))
            while data := reader.readframes(frames):
                buffer = io.BytesIO()
                with wave.open(buffer, "wb") as writer:
                    writer.setnchannels(reader.getnchannels())
                    writer.setsampwidth(reader.getsampwidth())
                    writer.setframerate(reader.getframerate())
                    writer.writeframes(data)
                yield cls(buffer.getvalue())


class Video(Media):
    """A film, in its encoded form."""

    __slots__ = ()
    _tag = "video"


ImageInput: TypeAlias = Image | bytes | PathInput | PictureInput | ArrayInput | str
"""An image, its encoded bytes, a path, a Pillow picture, pixels, or a URL (`http...`)."""

AudioInput: TypeAlias = Audio | bytes | PathInput | str
"""Audio, its encoded bytes, a path, or a URL (`http...`)."""

VideoInput: TypeAlias = Video | bytes | PathInput | str
"""Video, its encoded bytes, a path, or a URL (`http...`)."""

_MIMES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "audio/wav"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x00\x00\x00", "video/mp4"),
)


def _import(name: str) -> Any:
    """Modules that only some values need, found on their first use."""
    return import_module(name)
