"""Files of earlier answers, which a model may name in later calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..runtime.python.tools import Part

__all__ = ["KeptFiles"]

_MOST = 128 * 2**20
"""Bytes that are kept; the oldest files go first."""


class KeptFiles(Mapping[str, Any]):
    """Files by their names. One that had to go keeps its name, which is not given again,
    and is None."""

    def __init__(self, most: int = _MOST) -> None:
        self._files: dict[str, bytes | str | None] = {}
        self._most = most

    def __getitem__(self, name: str) -> bytes | str | None:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, each in self._files.items() if each is not None])

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __len__(self) -> int:
        return len(self._files)

    def add(self, parts: Iterable[Part]) -> None:
        """Keep the files of an answer."""
        self._files |= {part.name: part.bytes or part.url for part in parts}
        held = sum(len(each) for each in self._files.values() if each)
        for name, each in self._files.items():
            if held <= self._most:
                return
            held -= len(each or b"")
            self._files[name] = None
