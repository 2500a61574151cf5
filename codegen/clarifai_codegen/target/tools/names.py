"""Names of tools: what every provider takes, with room for a prefix of the host."""

from __future__ import annotations

import hashlib
import re

from ..entry import Entry

__all__ = ["LONGEST", "sendable", "tool_name"]

LONGEST = 45
"""Providers take 64; clients of MCP put the name of a server before it."""

_ODD = re.compile(r"[^a-zA-Z0-9_-]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def tool_name(entry: Entry, module: str, method: str, taken: set[str]) -> str:
    """`<model>__<method>`, taken then; `module` is that of the model.

    A name that is too long, not ASCII or taken ends with a digest of the whole.
    """
    plain = f"{module}__{method}"
    name = _ODD.sub("_", plain)
    if name != plain or len(name) > LONGEST or name in taken:
        whole = f"{entry.name}.{method}".encode("utf-8", "surrogatepass")
        tail = hashlib.sha256(whole).hexdigest()[:8]
        name = f"{name[: LONGEST - 9].rstrip('_-')}_{tail}"
    taken.add(name)
    return name


def sendable(text: str) -> bool:
    """Whether a text can travel: an unpaired surrogate is no text on any wire."""
    return not _SURROGATE.search(text)
