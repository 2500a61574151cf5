"""Expressions of a model.py -> values, by an allow-list; nothing of the file runs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from . import environment, operations
from .externals import Missing, attribute
from .known import ENUM_MEMBER, because, is_enum, iterate, members, truth
from .names import misspelt
from .state import Abort, Lost, Run, Scope
from .typing_rules import is_class, typing_error, union_of
from .unpacking import unpack
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
    is_same,
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
        return Unknown(f"`{name}` of a function is not followed", node)
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


def _binary(run: Run, node: ast.BinOp, scope: Scope) -> Any:
    left = evaluate(run, node.left, scope)
    right = evaluate(run, node.right, scope)
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


def _unary(run: Run, node: ast.UnaryOp, scope: Scope) -> Any:
    value = evaluate(run, node.operand, scope)
    if isinstance(node.op, ast.Not):
        known = truth(value)
        return because(value, node) if known is None else not known
    return operations.UNARY[type(node.op)](plain(value))


def _boolean(run: Run, node: ast.BoolOp, scope: Scope) -> Any:
    stop = isinstance(node.op, ast.Or)
    for index, each in enumerate(node.values):
        value = evaluate(run, each, scope)
        known = truth(value)
        if known is None:
            for rest in node.values[index + 1 :]:
                run.fork(scope, [lambda: None, lambda r=rest: evaluate(run, r, scope)])  # type: ignore[misc]
            return because(value, node)
        if known is stop:
            return value
    return value


def _compare(run: Run, node: ast.Compare, scope: Scope) -> Any:
    values = [evaluate(run, each, scope) for each in (node.left, *node.comparators)]
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


def _conditional(run: Run, node: ast.IfExp, scope: Scope) -> Any:
    known = truth(test := evaluate(run, node.test, scope))
    if known is not None:
        return evaluate(run, node.body if known else node.orelse, scope)
    values: list[Any] = []
    branches = [node.body, node.orelse]
    run.fork(
        scope,
        [lambda b=each: values.append(evaluate(run, b, scope)) for each in branches],  # type: ignore[misc]
    )
    return values[0] if is_same(*values) else because(test, node)


def _text(run: Run, node: ast.JoinedStr, scope: Scope) -> Any:
    parts = [plain(evaluate(run, each, scope)) for each in node.values]
    return _bounded("".join(parts))


_CONVERSIONS: dict[int, Callable[[Any], Any]] = {
    -1: lambda value: value,
    115: str,
    114: repr,
    97: ascii,
}


def _formatted(run: Run, node: ast.FormattedValue, scope: Scope) -> Any:
    value = _CONVERSIONS[node.conversion](plain(evaluate(run, node.value, scope)))
    spec = plain(evaluate(run, node.format_spec, scope)) if node.format_spec else ""
    operations.refuse_widths(spec)
    return format(value, spec)


def _bounded(text: str) -> str:
    if len(text) > operations.MAX_SIZE:
        raise operations.Refused
    return text


def _items(run: Run, nodes: list[ast.expr], scope: Scope) -> list[Any]:
    items: list[Any] = []
    for each in nodes:
        if not isinstance(each, ast.Starred):
            items.append(evaluate(run, each, scope))
            continue
        value = evaluate(run, each.value, scope)
        spread = iterate(value)
        if spread is None:
            raise NotPlain(value)
        items += spread
    return items


def _tuple(run: Run, node: ast.Tuple, scope: Scope) -> Any:
    return run.bounded(tuple(_items(run, node.elts, scope)))


def _list(run: Run, node: ast.List, scope: Scope) -> Any:
    return run.bounded(ListValue(_items(run, node.elts, scope)))


def _set(run: Run, node: ast.Set, scope: Scope) -> Any:
    _items(run, node.elts, scope)
    return Unknown("the order of a set is not fixed", node)


def _dict(run: Run, node: ast.Dict, scope: Scope) -> Any:
    items: dict[Any, Any] = {}
    keys = [key and evaluate(run, key, scope) for key in node.keys]
    values = [evaluate(run, each, scope) for each in node.values]
    for key_node, key, value in zip(node.keys, keys, values, strict=True):
        if key_node is not None:
            items[plain(key)] = value
        elif isinstance(value, DictValue) and not value.tainted:
            items.update(value.items)
        else:
            raise NotPlain(value)
    return run.bounded(DictValue(items))


def _lambda(run: Run, node: ast.Lambda, scope: Scope) -> Any:
    return function_value(run, node, scope)


def _walrus(run: Run, node: ast.NamedExpr, scope: Scope) -> Any:
    value = evaluate(run, node.value, scope)
    scope.names[node.target.id] = value
    return value


def _comprehension(
    run: Run, node: ast.ListComp | ast.GeneratorExp | ast.DictComp, scope: Scope
) -> Any:
    inner = Scope("function", scope, class_name=scope.class_name)
    pairs: dict[Any, Any] = {}
    items: list[Any] = []
    for _ in _rounds(run, list(node.generators), inner):
        if isinstance(node, ast.DictComp):
            key = plain(evaluate(run, node.key, inner))
            pairs[key] = evaluate(run, node.value, inner)
        else:
            items.append(evaluate(run, node.elt, inner))
    made = DictValue(pairs) if isinstance(node, ast.DictComp) else ListValue(items)
    return run.bounded(made)


def _rounds(
    run: Run, generators: list[ast.comprehension], scope: Scope
) -> Iterator[None]:
    if not generators:
        yield
        return
    first, *rest = generators
    value = evaluate(run, first.iter, scope)
    items = iterate(value)
    if items is None or first.is_async:
        raise NotPlain(value)
    for item in items:
        for name, part in unpack(first.target, item):
            scope.names[name] = part
        tests = [truth(evaluate(run, test, scope)) for test in first.ifs]
        if None in tests:
            raise NotPlain(Unknown("a condition of a comprehension is not known"))
        if all(tests):
            yield from _rounds(run, rest, scope)


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
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.JoinedStr: _text,
    ast.FormattedValue: _formatted,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
}
