"""What a text means, layout aside: a file that was only reformatted is not edited.

Digests of meaning stand in the committed manifest, so they depend on no version of
Python, nor of anything else, that computes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath

from .edited_python import python_words
from .edited_typescript import typescript_words
from .texts import canonical, digest_of

__all__ = ["syntax_digest"]


def _json_words(text: str) -> list[str]:
    return [canonical(json.loads(text)).decode()]


_WORDS: dict[str, Callable[[str], list[str]]] = {
    ".json": _json_words,
    ".mts": typescript_words,
    ".py": python_words,
    ".pyi": python_words,
    ".ts": typescript_words,
}


def syntax_digest(path: str, text: str) -> str:
    """The digest of what the text means, "" where its kind has no such digest."""
    words = _WORDS.get(PurePosixPath(path).suffix)
    if words is None:
        return ""
    try:
        found = words(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return digest_of("\0".join(found).encode("utf-8", "surrogatepass"))
