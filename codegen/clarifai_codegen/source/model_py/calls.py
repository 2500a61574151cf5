"""Calls on import: those of the allow-list are worked out, all others only doubted.

What a call that is not followed may have changed (the containers, classes and functions
it was given) is not trusted afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from . import environment, operations, sdk_calls, special
from .annotation_tables import NAMED_FIELDS
from .containers import call_bound
from .evaluate import evaluate
from .functions import call_function, doubt
from .known import because, iterate
from .state import Given, Run, Scope
from .unfollowed import not_followed
from .values import (
    Bound,
    ClassValue,
    Decorator,
    DictValue,
    External,
    FunctionValue,
    ListValue,
    NotPlain,
    Unknown,
    consumed,
    plain,
    wrap,
)

__all__ = ["apply", "call"]


def call(run: Run, node: ast.Call, scope: Scope) -> Any:
    """The value of a call expression."""
    function = evaluate(run, node.func, scope)
    given = _arguments(run, node, scope)
    if given is None:
        return not_followed(run, function, ([], {}), node, whole=True)
    return apply(run, function, given, node)


def apply(run: Run, function: Any, given: Given, node: ast.AST) -> Any:
    """Call a value."""
    handler = _BY_TYPE.get(type(function))
    if handler is not None:
        return handler(run, function, given, node)
    return not_followed(run, function, given, node)


def _arguments(run: Run, node: ast.Call, scope: Scope) -> Given | None:
    """The arguments; None where `*` or `**` hides how many there are."""
    args: list[Any] = []
    keywords: dict[str, Any] = {}
    known = True
    for each in node.args:
        if isinstance(each, ast.Starred):
            value = evaluate(run, each.value, scope)
            items = iterate(value)
            run.taint(value, "it is given to a call that is not followed")
            known = known and items is not None
            args += items or []
        else:
            args.append(evaluate(run, each, scope))
    for keyword in node.keywords:
        value = evaluate(run, keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, DictValue) and not value.tainted:
            keywords |= value.items
        else:
            known = False
    if not known:
        for value in (*args, *keywords.values()):
            run.taint(value, "it is given to a call that is not followed")
        return None
    return args, keywords


def _external(run: Run, function: External, given: Given, node: ast.AST) -> Any:
    path = function.path
    handler = special.HANDLERS.get(path) or sdk_calls.HANDLERS.get(path)
    if handler is not None:
        return handler(run, given, node)
    args, keywords = given
    pure = operations.FUNCTIONS.get(path)
    if pure is not None:
        try:
            take = consumed if path not in operations.NOT_CONSUMING else _itself
            values = [plain(take(run.bounded(each))) for each in args]
            named = {name: plain(each) for name, each in keywords.items()}
        except NotPlain as error:
            if path in ("builtins.list", "builtins.tuple") and not keywords:
                items = iterate(args[0]) if args else []
                if items is not None:
                    return ListValue(items) if path.endswith("list") else tuple(items)
            return because(error.value, node)
        made = wrap(pure(*values, **named))
        if path in operations.VIEWS:
            made.view = True
        return made
    if path.startswith("dotenv."):
        environment.forget(run, "the environment comes from a file")
    return not_followed(run, function, given, node)


def _itself(value: Any) -> Any:
    return value


def _class(run: Run, function: ClassValue, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    if NAMED_FIELDS in function.externals() and not function.opaque:
        return Unknown("the fields of such a value are not followed", node)
    for name in ("__init__", "__new__", "__post_init__"):
        made = function.names.get(name)
        if isinstance(made, FunctionValue):
            doubt(run, made)
    for value in (*args, *keywords.values()):
        run.taint(value, "it is given to a call that is not followed")
    return Unknown(f"an object of `{function.name}` is not followed", node)


def _function(run: Run, function: FunctionValue, given: Given, node: ast.AST) -> Any:
    return call_function(run, function, given, node)


_BY_TYPE: dict[type, Callable[[Run, Any, Given, ast.AST], Any]] = {
    External: _external,
    Bound: call_bound,
    ClassValue: _class,
    Decorator: special.call_decorator,
    FunctionValue: _function,
}
