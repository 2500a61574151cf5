"""Statements that run on import, in their order."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from .bind import bind, names_bound
from .calls import apply
from .classes import class_value
from .evaluate import annotation, evaluate, function_value
from .functions import Returned, mentions
from .imports import execute_from, execute_import, surely_succeeds
from .known import truth
from .operations import binary
from .state import Abort, Run, Scope
from .values import DictValue, ListValue, NotPlain, Unknown, plain, weight, wrap

__all__ = ["execute"]


def execute(run: Run, statements: Sequence[ast.stmt], scope: Scope) -> None:
    """Carry out a block. Raises Returned, and Abort within functions."""
    for statement in statements:
        run.step()
        handler = _HANDLERS.get(type(statement))
        if handler is None:
            _not_followed(run, [statement], scope)
        else:
            handler(run, statement, scope)


def _expression(run: Run, node: ast.Expr, scope: Scope) -> None:
    evaluate(run, node.value, scope)


def _assign(run: Run, node: ast.Assign, scope: Scope) -> None:
    value = evaluate(run, node.value, scope)
    for target in node.targets:
        bind(run, target, value, scope)


def _annotated(run: Run, node: ast.AnnAssign, scope: Scope) -> None:
    if scope.kind != "function":
        kind = annotation(run, node.annotation, scope)
        if isinstance(node.target, ast.Name) and node.simple:
            known = scope.names.setdefault("__annotations__", DictValue({}))
            if isinstance(known, DictValue):
                if run.uncertain:
                    run.taint(known, "a field is declared on a condition")
                known.items[node.target.id] = kind
    if node.value is not None:
        bind(run, node.target, evaluate(run, node.value, scope), scope)


def _augmented(run: Run, node: ast.AugAssign, scope: Scope) -> None:
    right = evaluate(run, node.value, scope)
    load = ast.copy_location(
        ast.parse(ast.unparse(node.target), mode="eval").body, node
    )
    left = evaluate(run, load, scope)
    value: Any
    if isinstance(left, ListValue | DictValue):
        run.taint(left, "it is changed in place")
        value = left
        if isinstance(left, ListValue) and isinstance(right, ListValue):
            unseen = run.uncertain or right.tainted or left.tainted != _IN_PLACE
            if not unseen and isinstance(node.op, ast.Add):
                left.tainted = ""
                left.items.extend(right.items)
                if weight(left, _HEAVY) >= _HEAVY:
                    left.tainted = _IN_PLACE
    else:
        try:
            value = wrap(binary(type(node.op), plain(left), plain(right)))
        except NotPlain:
            value = Unknown("it is changed by a value that is not known", node)
        except Exception:
            value = Unknown("it cannot be worked out", node)
    bind(run, node.target, value, scope)


_HEAVY = 20_000
_IN_PLACE = "it is changed in place"


def _function(
    run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope
) -> None:
    decorators = [evaluate(run, each, scope) for each in node.decorator_list]
    value: Any = function_value(run, node, scope)
    for each, where in reversed(
        list(zip(decorators, node.decorator_list, strict=True))
    ):
        value = apply(run, each, ([value], {}), where)
    _set_name(run, node.name, value, scope)


def _class(run: Run, node: ast.ClassDef, scope: Scope) -> None:
    decorators = [evaluate(run, each, scope) for each in node.decorator_list]
    value: Any = class_value(run, node, scope)
    for each, where in reversed(
        list(zip(decorators, node.decorator_list, strict=True))
    ):
        value = apply(run, each, ([value], {}), where)
    _set_name(run, node.name, value, scope)


def _set_name(run: Run, name: str, value: Any, scope: Scope) -> None:
    home = run.module if name in scope.declared else scope
    home.names[name] = value


def _if(run: Run, node: ast.If, scope: Scope) -> None:
    known = truth(evaluate(run, node.test, scope))
    if known is not None:
        execute(run, node.body if known else node.orelse, scope)
        return
    blocks = (node.body, node.orelse)
    run.fork(scope, [_branch(run, block, scope) for block in blocks])


def _branch(run: Run, block: list[ast.stmt], scope: Scope) -> Callable[[], None]:
    def branch() -> None:
        try:
            execute(run, block, scope)
        except Returned:
            raise Abort from None

    return branch


def _not_followed(run: Run, block: list[ast.stmt], scope: Scope) -> None:
    """A loop or the like: what it binds is not known, what it changes not trusted."""
    parts = [part for each in block for part in _parts(each)]
    names = set(names_bound(block))
    suspect = any(mentions(run, each, _finder(scope), set()) for each in block)

    def forget() -> None:
        for name in names:
            home = run.module if name in scope.declared else scope
            why = f"`{name}` is bound in a loop or the like"
            home.names[name] = Unknown(why, block[0], suspect)

    forget()
    run.fork(scope, [lambda: None, *(_branch(run, part, scope) for part in parts)])
    forget()


def _finder(scope: Scope) -> Callable[[str], Any]:
    def find(name: str) -> Any:
        try:
            return scope.find(name)
        except KeyError:
            return None

    return find


def _parts(node: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks of a compound statement, its heads as expressions."""
    blocks: list[list[ast.stmt]] = []
    for _, value in ast.iter_fields(node):
        if isinstance(value, ast.expr) and isinstance(
            getattr(value, "ctx", ast.Load()), ast.Load
        ):
            blocks.append([ast.copy_location(ast.Expr(value), value)])
        elif isinstance(value, list):
            blocks += _blocks(value)
    return blocks


def _blocks(values: list[Any]) -> list[list[ast.stmt]]:
    if values and all(isinstance(each, ast.stmt) for each in values):
        return [values]
    return [
        each.body
        for each in values
        if isinstance(each, ast.ExceptHandler | ast.match_case)
    ]


def _with(run: Run, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
    may_stop = False
    for item in node.items:
        value = evaluate(run, item.context_expr, scope)
        call = item.context_expr
        name = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
        may_stop = may_stop or name.endswith(("suppress", "raises"))
        if item.optional_vars is not None:
            given = Unknown("it comes from a `with`", item.context_expr)
            bind(run, item.optional_vars, given, scope)
        del value
    if may_stop:
        run.fork(scope, [lambda: None, _branch(run, node.body, scope)])
    else:
        execute(run, node.body, scope)


def _try(run: Run, node: ast.Try, scope: Scope) -> None:
    if surely_succeeds(node.body):
        execute(run, [*node.body, *node.orelse], scope)
    else:
        branches = [_branch(run, [*node.body, *node.orelse], scope)]
        branches += [
            _branch(run, [*_partly(node.body), *each.body], scope)
            for each in node.handlers
        ]
        run.fork(scope, branches)
    execute(run, node.finalbody, scope)


def _partly(body: list[ast.stmt]) -> list[ast.stmt]:
    """What a body did before it failed: nothing, if it is one statement."""
    return body[:-1]


def _delete(run: Run, node: ast.Delete, scope: Scope) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name) and not run.uncertain:
            home = run.module if target.id in scope.declared else scope
            home.names.pop(target.id, None)
        else:
            bind(run, target, Unknown("it is deleted", target, suspect=True), scope)


def _global(run: Run, node: ast.Global, scope: Scope) -> None:
    if scope is not run.module:
        scope.declared.update(node.names)


def _nonlocal(run: Run, node: ast.Nonlocal, scope: Scope) -> None:
    raise Abort


def _raise(run: Run, node: ast.Raise, scope: Scope) -> None:
    if run.quiet:
        raise Abort
    run.report("fails-on-import", "The file raises an exception on import.", node)


def _return(run: Run, node: ast.Return, scope: Scope) -> None:
    raise Returned(evaluate(run, node.value, scope) if node.value else None)


def _pass(run: Run, node: ast.stmt, scope: Scope) -> None:
    return None


def _assert(run: Run, node: ast.Assert, scope: Scope) -> None:
    evaluate(run, node.test, scope)


def _import(run: Run, node: ast.Import, scope: Scope) -> None:
    for name, value in execute_import(run, node):
        _set_name(run, name, value, scope)


def _from(run: Run, node: ast.ImportFrom, scope: Scope) -> None:
    for name, value in execute_from(run, node, scope):
        _set_name(run, name, value, scope)


_HANDLERS: dict[type, Callable[[Run, Any, Scope], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.With: _with,
    ast.Try: _try,
    ast.Delete: _delete,
    ast.Global: _global,
    ast.Raise: _raise,
    ast.Return: _return,
    ast.Pass: _pass,
    ast.Break: _pass,
    ast.Continue: _pass,
    ast.Assert: _assert,
    ast.Import: _import,
    ast.ImportFrom: _from,
}
