"""Unions, of which the SDK takes none: what to write instead."""

from __future__ import annotations

import ast
from typing import Any

from .annotation_tables import UNION, UNIONS
from .data_type import Unfit, not_known
from .values import Generic, Unknown

__all__ = ["only_member"]


def only_member(value: Generic) -> Any:
    """The one type that a union comes to. Raises Unfit for all others."""
    members = _members(value)
    kept: list[Any] = []
    for each in members:
        if isinstance(each, Unknown):
            raise not_known(each)
        if each not in kept:
            kept.append(each)
    if len(kept) == 1 and kept[0] is not None:
        return kept[0]
    rest: list[Any] = [each for each in kept if each is not None]
    if len(rest) == len(kept):
        raise Unfit(*UNION, value.node)
    word = "T"
    if isinstance(value.node, ast.Subscript) and len(rest) == 1:
        word = ast.unparse(value.node.slice)
    elif isinstance(value.node, ast.BinOp) and len(rest) == 1:
        sides = (value.node.left, value.node.right)
        word = next(
            (ast.unparse(s) for s in sides if not _is_none(s)),
            word,
        )
    if len(rest) > 1:
        raise Unfit(*UNION, value.node)
    fix = f"Write `{word}` and give it the default None: `{{name}}: {word} = None`."
    raise Unfit("optional-type", "The SDK supports no Optional.", value.node, fix)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _members(value: Generic) -> list[Any]:
    found: list[Any] = [None] if value.origin.path == "typing.Optional" else []
    for each in value.args:
        nested = isinstance(each, Generic) and each.origin.path in UNIONS
        found += _members(each) if nested else [each]
    return found
