# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Options of a call of a tool, and the clients that run it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple, TypedDict

from ..types import is_list, is_mapping
from .tool import Tool

__all__ = ["CallOptions", "Clients", "Limits"]


class CallOptions(TypedDict, total=False):
    """Options of a call.

    clients: one client, a sequence of them, or a mapping from class name to client; by
    default they are made from the environment on first use.
    attachments: files that a model may name in a call, by id: bytes, `Image`, `Audio`,
    `Video`, a path, a URL.
    timeout: seconds for a call (the client's).
    max_items, max_characters: where a stream is left (1000 items, 50,000 characters).
    max_text: characters of a result's text (50,000).
    max_media_bytes: bytes of one file that a model sends (20,000,000).
    allow_local_files: whether a model may name files of this machine (False).
    on_chunk: called with a tool's name and each item of its stream.
    """

    clients: Any
    attachments: Mapping[str, Any] | None
    timeout: float | None
    max_items: int
    max_characters: int
    max_text: int
    max_media_bytes: int
    allow_local_files: bool
    on_chunk: Callable[[str, Any], object] | None


class Limits(NamedTuple):
    """The options that hold for each call, without the clients."""

    attachments: Mapping[str, Any] | None = None
    timeout: float | None = None
    max_items: int = 1000
    max_characters: int = 50_000
    max_text: int = 50_000
    max_media_bytes: int = 20_000_000
    allow_local_files: bool = False
    on_chunk: Callable[[str, Any], object] | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Limits:
        """The limits that options mean. Raises TypeError for an unknown option."""
        return cls(**{key: each for key, each in options.items() if key != "clients"})


class Clients:
    """Which client runs a tool; those that nobody gave are made once."""

    def __init__(self) -> None:
        self._made: dict[type[Any], Any] = {}
        self._lock = Lock()

    def of(self, tool: Tool, given: Any, is_async: bool, is_only: bool) -> Any:
        """The client for a tool.

        `is_only` where all tools are of one model: any client is taken for its then.
        Raises TypeError where none of those given fits.
        """
        kind = tool.async_client if is_async else tool.client
        if given is None:
            with self._lock:
                if kind not in self._made:
                    self._made[kind] = kind()
                return self._made[kind]
        if is_mapping(given):
            names = [kind.__name__, tool.client.__name__]
            found = next((given[name] for name in names if name in given), None)
        else:
            rows: Sequence[Any] = given if is_list(given) else [given]
            found = next((each for each in rows if isinstance(each, kind)), None)
            if found is None and is_only and len(rows) == 1:
                found = rows[0]
        other = tool.client if is_async else tool.async_client
        if found is None or isinstance(found, other):
            raise TypeError(f"no {kind.__name__} among the clients, for {tool.name}")
        return found
