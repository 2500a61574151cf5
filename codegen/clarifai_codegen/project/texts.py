"""Texts as this room keeps them: JSON that reviews well, digests, paths for people."""

from __future__ import annotations

import hashlib
import json
import os
import re
from typing import Any

__all__ = ["canonical", "digest_of", "escape_hidden", "lf", "path_shown", "pretty"]

_WIDTH = 88
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode

# Control characters, marks that reorder or hide text, line separators, surrogates,
# private use: what a reviewer would not see as it is.
_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202f"
    "\u2060-\u206f\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)


def canonical(value: Any) -> bytes:
    """JSON of one form for equal values: what digests are made of."""
    return _encode(value).encode("ascii")


def digest_of(data: bytes) -> str:
    """The digest of bytes as locks and manifests write it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def lf(data: bytes) -> bytes:
    """The bytes with the line ends that we write."""
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def pretty(value: Any) -> str:
    """Sorted JSON with one thing per line: what fits into a line stays on it.

    Characters that would show as something else than they are stay escaped.
    """
    return escape_hidden(_lines(value, 0)) + "\n"


def escape_hidden(text: str) -> str:
    """JSON with escapes for what would show as something else than it is."""
    return _HIDDEN.sub(_escaped, text)


def path_shown(path: str | os.PathLike[str]) -> str:
    """A path as problems name it: relative where it lies below the working directory."""
    full, here = os.path.abspath(path), os.getcwd()
    below = os.path.join(here, "")
    return "." if full == here else full.removeprefix(below)


def _lines(value: Any, depth: int, used: int = 0) -> str:
    nested = isinstance(value, dict | list) and value
    if not nested or depth > 2:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
        if not nested or len(text) + 2 * depth + used <= _WIDTH:
            return text
    pad = "  " * (depth + 1)
    if isinstance(value, dict):
        keys = {key: json.dumps(key, ensure_ascii=False) for key in sorted(value)}
        rows = [
            f"{pad}{name}: {_lines(value[key], depth + 1, len(name) + 3)}"
            for key, name in keys.items()
        ]
        marks = "{}"
    else:
        rows = [pad + _lines(each, depth + 1, 1) for each in value]
        marks = "[]"
    return f"{marks[0]}\n" + ",\n".join(rows) + f"\n{'  ' * depth}{marks[1]}"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
