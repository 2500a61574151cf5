"""Expressions of a model.py -> values, by an allow-list; nothing of the file runs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import displays, environment, operators
from .externals import Missing, attribute
from .known import ENUM_MEMBER, because, is_enum, members
from .names import misspelt
from .state import Abort, Lost, Run, Scope
from .typing_rules import typing_error, union_of
from .values import (
    Bound,
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    Generic,
    ListValue,
    Made,
    NotPlain,
    Unknown,
    plain,
    wrap,
)

__all__ = ["annotation", "attribute_of", "evaluate", "function_value"]

_DEEPEST = 150
_SUBSCRIPTED = (External, Generic)


def evaluate(run: Run, node: ast.expr, scope: Scope) -> Any:
    """The value of an expression where it stands."""
    run.step()
    handler = _HANDLERS.get(type(node))
    if handler is None or run.depth > _DEEPEST:
        return Unknown("this kind of expression is not followed", node)
    run.depth += 1
    try:
        return handler(run, node, scope)
    except NotPlain as error:
        return because(error.value, node)
    except (Abort, Lost):
        raise
    except Exception:
        # An operation of the allow-list that fails here fails on import as well, or not:
        # a handler may stand around it.
        return Unknown(f"`{ast.unparse(node)[:60]}` cannot be worked out", node)
    finally:
        run.depth -= 1


def _constant(run: Run, node: ast.Constant, scope: Scope) -> Any:
    return node.value


def _name(run: Run, node: ast.Name, scope: Scope) -> Any:
    try:
        return scope.find(node.id)
    except KeyError:
        pass
    if run.star:
        return Unknown(f"`{node.id}` may come from `{run.star}`", node)
    run.report(
        "unknown-name",
        f"`{node.id}` is not defined where it is used.",
        node,
        fix=misspelt(node.id, scope),
    )
    return Unknown(f"`{node.id}` is not defined", node, told=True)


def _attribute(run: Run, node: ast.Attribute, scope: Scope) -> Any:
    return attribute_of(run, evaluate(run, node.value, scope), node.attr, node)


def attribute_of(run: Run, owner: Any, name: str, node: ast.AST) -> Any:
    """`owner.name`."""
    if isinstance(owner, External):
        try:
            return attribute(owner, name)
        except Missing:
            what = f"`{owner.path}` has no `{name}`."
            run.report("unknown-name", what, node)
            return Unknown(f"`{owner.path}` has no `{name}`", node, told=True)
    if isinstance(owner, ClassValue):
        return _of_class(run, owner, name, node)
    if isinstance(owner, Unknown):
        return replace(owner, node=owner.node or node, suspect=False)
    if isinstance(owner, FunctionValue):
        known = {"__name__": owner.name, "__doc__": owner.doc}
        if name in known and not owner.tainted:
            return known[name]
        why = f"`{name}` of a function is not followed"
        if name.startswith("__"):
            run.taint(owner, why)  # `__annotations__` can be changed in place
        return Unknown(why, node)
    if isinstance(owner, Made) and owner.path == ENUM_MEMBER and name in owner.keywords:
        return owner.keywords[name]
    return Bound(owner, name)


def _of_class(run: Run, owner: ClassValue, name: str, node: ast.AST) -> Any:
    if owner.tainted or owner.opaque:
        return Unknown(owner.tainted or owner.opaque, node)
    if name == "__name__":
        return owner.name
    externals = list(owner.externals())
    if is_enum(owner):
        return next(
            (m for m in members(owner) if m.keywords["name"] == name), None
        ) or (Unknown("members of such a class are not followed", node))
    if any(path.startswith("typing.") for path in externals):
        return Unknown("members of such a class are not followed", node)
    try:
        return owner.lookup(name)
    except KeyError:
        pass
    for path in externals:
        try:
            return attribute(External(path), name)
        except Missing:
            continue
    return Unknown(f"`{owner.name}.{name}` is not followed", node)


def _subscript(run: Run, node: ast.Subscript, scope: Scope) -> Any:
    owner = evaluate(run, node.value, scope)
    if isinstance(node.slice, ast.Slice):
        parts = (node.slice.lower, node.slice.upper, node.slice.step)
        bounds = [plain(evaluate(run, p, scope)) if p else None for p in parts]
        return wrap(plain(owner)[slice(*bounds)])
    key = evaluate(run, node.slice, scope)
    if owner == External("os.environ"):
        return environment.lookup(run, key, node)
    if isinstance(owner, _SUBSCRIPTED):
        origin = owner if isinstance(owner, External) else owner.origin
        args = key if isinstance(key, tuple) else (key,)
        wrong = typing_error(origin, args)
        if wrong:
            run.report("bad-call", wrong, node)
            return Unknown(wrong, node, told=True)
        if origin.path == "typing.Union":
            return union_of(args, node)
        return Generic(origin, args, node)
    if isinstance(owner, ClassValue):
        return Unknown(f"`{owner.name}[...]` is not followed", node)
    if isinstance(owner, DictValue) and not owner.tainted:
        return owner.items[plain(key)]
    if isinstance(owner, ListValue) and not owner.tainted:
        return owner.items[plain(key)]
    if isinstance(owner, tuple):
        return owner[plain(key)]
    return wrap(plain(owner)[plain(key)])


def _call(run: Run, node: ast.Call, scope: Scope) -> Any:
    return run.call(node, scope)


def _lambda(run: Run, node: ast.Lambda, scope: Scope) -> Any:
    return function_value(run, node, scope)


def _walrus(run: Run, node: ast.NamedExpr, scope: Scope) -> Any:
    value = evaluate(run, node.value, scope)
    scope.names[node.target.id] = value
    return value


def function_value(
    run: Run,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
    scope: Scope,
) -> FunctionValue:
    """A function as it stands after its `def`, before its decorators."""
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    late = positional[len(positional) - len(given.defaults) :]
    defaults = {
        arg.arg: evaluate(run, value, scope)
        for arg, value in zip(late, given.defaults, strict=True)
    }
    for arg, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        if default is not None:
            defaults[arg.arg] = evaluate(run, default, scope)
    name = getattr(node, "name", "<lambda>")
    function = FunctionValue(node, name, scope, defaults=defaults)
    function.class_name = scope.class_name
    if isinstance(node, ast.Lambda):
        return function
    function.doc = ast.get_docstring(node, clean=False)
    stars = [arg for arg in (given.vararg, given.kwarg) if arg is not None]
    for arg in (*positional, *given.kwonlyargs, *stars):
        if arg.annotation is not None:
            function.annotations[arg.arg] = annotation(run, arg.annotation, scope)
    if node.returns is not None:
        function.annotations["return"] = annotation(run, node.returns, scope)
    return function


def annotation(run: Run, node: ast.expr, scope: Scope) -> Any:
    """The value of an annotation; its text under `from __future__ import annotations`."""
    return ast.unparse(node) if run.future is not None else evaluate(run, node, scope)


_HANDLERS: dict[type, Callable[[Run, Any, Scope], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.BinOp: operators.on_binary,
    ast.UnaryOp: operators.on_unary,
    ast.BoolOp: operators.on_boolean,
    ast.Compare: operators.on_compare,
    ast.IfExp: operators.on_conditional,
    ast.JoinedStr: operators.on_text,
    ast.FormattedValue: operators.on_formatted,
    ast.Tuple: displays.on_tuple,
    ast.List: displays.on_list,
    ast.Set: displays.on_set,
    ast.Dict: displays.on_dict,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.ListComp: displays.on_comprehension,
    ast.GeneratorExp: displays.on_comprehension,
    ast.DictComp: displays.on_comprehension,
}
