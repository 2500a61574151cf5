"""The names of a target, each with its part of the value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .known import iterate
from .values import Unknown

__all__ = ["unpack"]


def unpack(target: ast.expr, value: Any) -> Iterator[tuple[str, Any]]:
    """The names of a target with the part of the value that each gets."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Starred):
        yield from unpack(target.value, Unknown("it is unpacked", target))
    elif isinstance(target, ast.Tuple | ast.List):
        parts = iterate(value)
        starred = any(isinstance(each, ast.Starred) for each in target.elts)
        if parts is None or starred or len(parts) != len(target.elts):
            why = value.why if isinstance(value, Unknown) else "it is unpacked"
            parts = [Unknown(why, target)] * len(target.elts)
        for each, part in zip(target.elts, parts, strict=True):
            yield from unpack(each, part)
