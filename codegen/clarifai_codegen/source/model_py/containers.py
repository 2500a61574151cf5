"""Methods of known values: texts, numbers, lists and dicts."""

from __future__ import annotations

import ast
from typing import Any

from . import operations
from .known import iterate
from .state import Given, Run
from .unfollowed import not_followed
from .values import Bound, DictValue, ListValue, Unknown, consumed, plain, wrap

__all__ = ["call_bound"]

_MUTATORS = {
    ListValue: frozenset({"append", "extend", "insert"}),
    DictValue: frozenset({"update", "setdefault"}),
}


def call_bound(run: Run, function: Bound, given: Given, node: ast.AST) -> Any:
    owner, name = function.owner, function.name
    args, keywords = given
    if isinstance(owner, ListValue | DictValue):
        if name in ("items", "values", "keys", "get") and isinstance(owner, DictValue):
            return _of_dict(owner, name, args, node)
        if (
            name
            not in operations.METHODS[list if isinstance(owner, ListValue) else dict]
        ):
            return _mutate(run, owner, name, given, node)
    value = plain(run.bounded(owner))
    if name not in operations.METHODS.get(type(value), ()):
        return not_followed(run, function, given, node)
    named = {key: plain(each) for key, each in keywords.items()}
    values = tuple(plain(consumed(run.bounded(each))) for each in args)
    operations.refuse_growth(value, name, values)
    result = getattr(value, name)(*values, **named)
    return wrap(list(result) if name in ("items", "keys", "values") else result)


def _of_dict(owner: DictValue, name: str, args: list[Any], node: ast.AST) -> Any:
    if owner.tainted:
        return Unknown(owner.tainted, node)
    if name == "get":
        return owner.items.get(plain(args[0]), args[1] if len(args) > 1 else None)
    if name == "items":
        return ListValue(list(owner.items.items()), view=True)
    items = owner.items if name == "keys" else owner.items.values()
    return ListValue(list(items), view=True)


def _mutate(
    run: Run, owner: ListValue | DictValue, name: str, given: Given, node: ast.AST
) -> Any:
    args, keywords = given
    allowed = name in _MUTATORS[type(owner)] and not run.uncertain and not owner.tainted
    if allowed and isinstance(owner, ListValue):
        if name == "append":
            owner.items.append(*args)
            return _checked(run, owner)
        items = iterate(args[0]) if name == "extend" else None
        if items is not None and len(items) < operations.MAX_SIZE:
            owner.items.extend(items)
            return _checked(run, owner)
    if allowed and isinstance(owner, DictValue) and name == "update":
        other = args[0] if args else DictValue({})
        if isinstance(other, DictValue) and not other.tainted:
            owner.items.update(other.items | keywords)
            return _checked(run, owner)
    run.taint(owner, f"`{name}` changes it")
    return not_followed(run, None, given, node)


def _checked(run: Run, owner: ListValue | DictValue) -> None:
    try:
        run.bounded(owner)
    except operations.Refused:
        owner.tainted = "it grows too large"
