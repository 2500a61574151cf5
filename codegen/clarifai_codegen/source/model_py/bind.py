"""Giving names, attributes and items their values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .environment import assign
from .evaluate import evaluate
from .operations import Refused
from .state import Run, Scope
from .unpacking import unpack
from .values import (
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    ListValue,
    Made,
    NotPlain,
    Unknown,
    plain,
)

__all__ = ["bind", "names_bound", "set_attribute", "set_item"]

_GUARDED = frozenset(
    {"typing", "builtins", "collections", "inspect", "json", "numpy", "PIL", "abc"}
)
_CHANGED = "it was changed by code that is not followed"


def bind(run: Run, target: ast.expr, value: Any, scope: Scope) -> None:
    """Assign a value to a target of any kind."""
    if isinstance(target, ast.Attribute):
        owner = evaluate(run, target.value, scope)
        set_attribute(run, owner, target.attr, value, target)
    elif isinstance(target, ast.Subscript):
        owner = evaluate(run, target.value, scope)
        key = evaluate(run, target.slice, scope)
        set_item(run, owner, key, value, target)
    else:
        for name, part in unpack(target, value):
            home = run.module if name in scope.declared else scope
            if home is not scope and run.uncertain:
                part = Unknown(_CHANGED)
            home.names[name] = part
        for each in ast.walk(target):
            if isinstance(each, ast.Attribute | ast.Subscript):
                unknown = Unknown("it is unpacked", each)
                bind(run, each, unknown, scope)
                break


def set_attribute(
    run: Run, owner: Any, name: str, value: Any, node: ast.AST | None
) -> None:
    """`owner.name = value`."""
    if isinstance(owner, ClassValue):
        special = name.startswith("__") and name not in ("__module__", "__doc__")
        if run.uncertain or special:
            run.taint(
                owner, f"`{owner.name}.{name}` is set by code that is not followed"
            )
        else:
            owner.names[name] = value
    elif isinstance(owner, FunctionValue):
        if name.startswith("_"):
            run.taint(owner, f"`{name}` of the function is set")
    elif isinstance(owner, Made | ListValue | DictValue):
        run.taint(owner, _CHANGED)
    elif isinstance(owner, External) and _is_guarded(owner):
        run.lose(f"`{owner.path}.{name}` is replaced.", node)


def set_item(run: Run, owner: Any, key: Any, value: Any, node: ast.AST | None) -> None:
    """`owner[key] = value`."""
    if owner == External("os.environ"):
        assign(run, key, value)
    elif owner == External("sys.modules"):
        if not isinstance(key, str) or _is_guarded(External(key)):
            run.lose("`sys.modules` is changed.", node)
    elif isinstance(owner, ListValue | DictValue):
        try:
            index = plain(key)
            if run.uncertain or owner.tainted:
                raise NotPlain(key)
            owner.items[index] = value
            run.bounded(owner)
        except (NotPlain, Refused, LookupError, TypeError):
            run.taint(owner, _CHANGED)
    else:
        set_attribute(run, owner, "[...]", value, node)


def names_bound(nodes: list[ast.stmt]) -> Iterator[str]:
    """All names that a block binds, wherever in it: functions and classes within are
    their own blocks."""
    todo: list[ast.AST] = list(nodes)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            if node.name:
                yield node.name
        elif isinstance(node, ast.Lambda):
            continue
        todo.extend(ast.iter_child_nodes(node))


def _is_guarded(owner: External) -> bool:
    return owner.root in _GUARDED or owner.path.startswith("clarifai")
