# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What a model URL and a base URL mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .wire import LazyModule

if TYPE_CHECKING:
    from urllib import parse
else:
    parse = LazyModule("urllib.parse")

__all__ = ["DEFAULT_BASE", "ModelAddress", "Target", "parse_base", "parse_model"]

DEFAULT_BASE = "https://api.clarifai.com"

_FORM = (
    "a model is https://clarifai.com/USER/APP/models/ID, USER/APP/models/ID, "
    "or either of them with /versions/VERSION"
)


class ModelAddress(NamedTuple):
    """The ids that name a model; `version_id` is empty for its latest version."""

    user_id: str
    app_id: str
    model_id: str
    version_id: str = ""

    @property
    def url(self) -> str:
        """The model's page on clarifai.com."""
        path = f"{self.user_id}/{self.app_id}/models/{self.model_id}"
        version = f"/versions/{self.version_id}" if self.version_id else ""
        return f"https://clarifai.com/{path}{version}"


class Target(NamedTuple):
    """Where a gRPC channel goes: `host:port`, and whether over TLS."""

    address: str
    secure: bool

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine, by name or address."""
        host = self.address.rpartition(":")[0]
        return host in ("localhost", "[::1]") or host.startswith("127.")


def parse_model(text: str) -> ModelAddress:
    """The ids in a model URL, with or without scheme, host, version, query or last `/`.

    Raises ValueError that says what is wrong and what a model URL looks like.
    """
    parts = parse.urlsplit(text.strip())
    if parts.scheme and parts.scheme not in ("http", "https"):
        raise ValueError(f"{text!r} has the scheme {parts.scheme!r}; {_FORM}")
    pieces = [parse.unquote(piece) for piece in parts.path.split("/") if piece]
    if not parts.netloc and len(pieces) in (5, 7):
        pieces = pieces[1:]  # a host without a scheme
    if len(pieces) not in (4, 6) or pieces[2] != "models":
        raise ValueError(f"{text!r} names no model; {_FORM}")
    if len(pieces) == 6 and pieces[4] not in ("versions", "model_version"):
        raise ValueError(
            f"{text!r} has {pieces[4]!r} where /versions/ belongs; {_FORM}"
        )
    ids = (pieces[0], pieces[1], pieces[3], *pieces[5:])
    for each in ids:
        if not each.isprintable() or "/" in each:
            raise ValueError(f"{text!r} has an id that no model can have; {_FORM}")
    return ModelAddress(*ids)


def parse_base(base_url: str) -> Target:
    """The gRPC target of a base URL.

    `https://host[:port]` goes over TLS (default port 443), `http://host[:port]` (80) and
    `grpc://host:port` do not. Without a scheme, port 443 or none means TLS. A path is
    ignored. Raises ValueError.
    """
    text = base_url.strip()
    parts = parse.urlsplit(text if "://" in text else f"//{text}")
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{base_url!r} is no base URL: {error}") from None
    if not parts.hostname or parts.scheme not in ("", "http", "https", "grpc"):
        raise ValueError(
            f"{base_url!r} is no base URL: use https://HOST, http://HOST:PORT "
            "or grpc://HOST:PORT"
        )
    if parts.username is not None:
        raise ValueError("a base URL holds no user name or password")
    if parts.scheme == "grpc" and port is None:
        raise ValueError(f"{base_url!r} lacks a port: use grpc://HOST:PORT")
    secure = parts.scheme == "https" or (not parts.scheme and port in (None, 443))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Target(f"{host}:{port or (443 if secure else 80)}", secure)
