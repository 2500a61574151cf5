"""Expressions that make containers: displays and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .known import iterate, truth
from .state import Run, Scope
from .unpacking import unpack
from .values import DictValue, ListValue, NotPlain, Unknown, plain

__all__ = ["on_comprehension", "on_dict", "on_list", "on_set", "on_tuple"]


def _items(run: Run, nodes: list[ast.expr], scope: Scope) -> list[Any]:
    items: list[Any] = []
    for each in nodes:
        if not isinstance(each, ast.Starred):
            items.append(run.evaluate(each, scope))
            continue
        value = run.evaluate(each.value, scope)
        spread = iterate(value)
        if spread is None:
            raise NotPlain(value)
        items += spread
    return items


def on_tuple(run: Run, node: ast.Tuple, scope: Scope) -> Any:
    return run.bounded(tuple(_items(run, node.elts, scope)))


def on_list(run: Run, node: ast.List, scope: Scope) -> Any:
    return run.bounded(ListValue(_items(run, node.elts, scope)))


def on_set(run: Run, node: ast.Set, scope: Scope) -> Any:
    _items(run, node.elts, scope)
    return Unknown("the order of a set is not fixed", node)


def on_dict(run: Run, node: ast.Dict, scope: Scope) -> Any:
    items: dict[Any, Any] = {}
    keys = [key and run.evaluate(key, scope) for key in node.keys]
    values = [run.evaluate(each, scope) for each in node.values]
    for key_node, key, value in zip(node.keys, keys, values, strict=True):
        if key_node is not None:
            items[plain(key)] = value
        elif isinstance(value, DictValue) and not value.tainted:
            items.update(value.items)
        else:
            raise NotPlain(value)
    return run.bounded(DictValue(items))


def on_comprehension(
    run: Run, node: ast.ListComp | ast.GeneratorExp | ast.DictComp, scope: Scope
) -> Any:
    inner = Scope("function", scope, class_name=scope.class_name)
    pairs: dict[Any, Any] = {}
    items: list[Any] = []
    for _ in _rounds(run, list(node.generators), inner):
        if isinstance(node, ast.DictComp):
            key = plain(run.evaluate(node.key, inner))
            pairs[key] = run.evaluate(node.value, inner)
        else:
            items.append(run.evaluate(node.elt, inner))
    made = DictValue(pairs) if isinstance(node, ast.DictComp) else ListValue(items)
    if isinstance(made, ListValue) and isinstance(node, ast.GeneratorExp):
        made.view = True
    return run.bounded(made)


def _rounds(
    run: Run, generators: list[ast.comprehension], scope: Scope
) -> Iterator[None]:
    if not generators:
        yield
        return
    first, *rest = generators
    value = run.evaluate(first.iter, scope)
    items = iterate(value)
    if items is None or first.is_async:
        raise NotPlain(value)
    for item in items:
        for name, part in unpack(first.target, item):
            scope.names[name] = part
        tests = [truth(run.evaluate(test, scope)) for test in first.ifs]
        if None in tests:
            raise NotPlain(Unknown("a condition of a comprehension is not known"))
        if all(tests):
            yield from _rounds(run, rest, scope)
