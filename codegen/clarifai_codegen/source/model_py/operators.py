"""Expressions with operators, conditions and texts with values in them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from . import operations
from .known import because, truth
from .state import Run, Scope
from .typing_rules import is_class, union_of
from .values import (
    Bound,
    ClassValue,
    DictValue,
    External,
    Generic,
    ListValue,
    Unknown,
    is_same,
    plain,
    wrap,
)

__all__ = [
    "on_binary",
    "on_boolean",
    "on_compare",
    "on_conditional",
    "on_formatted",
    "on_text",
    "on_unary",
]


def on_binary(run: Run, node: ast.BinOp, scope: Scope) -> Any:
    left = run.evaluate(node.left, scope)
    right = run.evaluate(node.right, scope)
    if isinstance(node.op, ast.BitOr) and _is_union_of_text(left, right):
        what = "A text in a union of types fails on import."
        run.report("bad-call", what, node)
        return Unknown(what, node, told=True)
    if isinstance(node.op, ast.BitOr) and (_is_type(left) or _is_type(right)):
        for side in (left, right):
            if isinstance(side, Unknown):
                return because(side, node)
        return union_of((left, right), node)
    if (
        isinstance(node.op, ast.Add)
        and isinstance(left, ListValue)
        and isinstance(right, ListValue)
        and not (left.tainted or right.tainted)
    ):
        return run.bounded(ListValue([*left.items, *right.items]))
    if (
        isinstance(node.op, ast.Add)
        and isinstance(left, tuple)
        and isinstance(right, tuple)
    ):
        return run.bounded((*left, *right))
    if (
        isinstance(node.op, ast.BitOr)
        and isinstance(left, DictValue)
        and isinstance(right, DictValue)
        and not (left.tainted or right.tainted)
    ):
        return run.bounded(DictValue({**left.items, **right.items}))
    sides = [plain(run.bounded(each)) for each in (left, right)]
    return wrap(operations.binary(type(node.op), *sides))


def _is_union_of_text(left: Any, right: Any) -> bool:
    sides = (left, right)
    if not any(isinstance(side, str) for side in sides):
        return False
    return all(
        side is None or isinstance(side, str) or is_class(side) for side in sides
    )


def _is_type(value: Any) -> bool:
    return isinstance(value, External | Generic | ClassValue)


def on_unary(run: Run, node: ast.UnaryOp, scope: Scope) -> Any:
    value = run.evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        known = truth(value)
        return because(value, node) if known is None else not known
    return operations.UNARY[type(node.op)](plain(value))


def on_boolean(run: Run, node: ast.BoolOp, scope: Scope) -> Any:
    stop = isinstance(node.op, ast.Or)
    for index, each in enumerate(node.values):
        value = run.evaluate(each, scope)
        known = truth(value)
        if known is None:
            for rest in node.values[index + 1 :]:
                run.fork(scope, [lambda: None, lambda r=rest: run.evaluate(r, scope)])  # type: ignore[misc]
            return because(value, node)
        if known is stop:
            return value
    return value


def on_compare(run: Run, node: ast.Compare, scope: Scope) -> Any:
    values = [run.evaluate(each, scope) for each in (node.left, *node.comparators)]
    for index, kind in enumerate(node.ops):
        left, right = values[index : index + 2]
        if isinstance(kind, ast.Is | ast.IsNot):
            if None not in (left, right) or not _is_decided(left, right):
                return because(left, node)
            result = (left is right) is isinstance(kind, ast.Is)
        else:
            result = operations.COMPARE[type(kind)](plain(left), plain(right))
        if not result:
            return False
    return True


def _is_decided(left: Any, right: Any) -> bool:
    return not isinstance(left, Unknown | Bound) and not isinstance(
        right, Unknown | Bound
    )


def on_conditional(run: Run, node: ast.IfExp, scope: Scope) -> Any:
    known = truth(test := run.evaluate(node.test, scope))
    if known is not None:
        return run.evaluate(node.body if known else node.orelse, scope)
    values: list[Any] = []
    branches = [node.body, node.orelse]
    run.fork(
        scope,
        [lambda b=each: values.append(run.evaluate(b, scope)) for each in branches],  # type: ignore[misc]
    )
    return values[0] if is_same(*values) else because(test, node)


def on_text(run: Run, node: ast.JoinedStr, scope: Scope) -> Any:
    parts = [plain(run.evaluate(each, scope)) for each in node.values]
    return _bounded("".join(parts))


_CONVERSIONS: dict[int, Callable[[Any], Any]] = {
    -1: lambda value: value,
    115: str,
    114: repr,
    97: ascii,
}


def on_formatted(run: Run, node: ast.FormattedValue, scope: Scope) -> Any:
    value = _CONVERSIONS[node.conversion](plain(run.evaluate(node.value, scope)))
    spec = plain(run.evaluate(node.format_spec, scope)) if node.format_spec else ""
    operations.refuse_widths(spec)
    return format(value, spec)


def _bounded(text: str) -> str:
    if len(text) > operations.MAX_SIZE:
        raise operations.Refused
    return text
