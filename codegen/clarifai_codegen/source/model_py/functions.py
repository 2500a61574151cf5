"""Calls of the file's own functions: plain bodies are carried out, others doubted."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .bind import set_attribute
from .evaluate import evaluate
from .state import Abort, Given, Run, Scope, is_suspect
from .values import ClassValue, DictValue, External, FunctionValue, ListValue, Unknown

__all__ = ["Returned", "call_function", "doubt", "mentions"]

_MOST_NESTED = 12
_MOST_CALLS = 300
_MAKERS = ("exec", "eval", "type", "setattr", "globals", "locals", "vars")


class Returned(Exception):
    """`return` was reached."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


def call_function(
    run: Run, function: FunctionValue, given: Given, node: ast.AST
) -> Any:
    """What a function of the file gives."""
    run.calls += 1
    names = _parameters(function, given)
    within = run.quiet < _MOST_NESTED and run.calls < _MOST_CALLS
    if names is None or function.tainted or not within or _is_lazy(function.node):
        return _give_up(run, function, given, node)
    scope = Scope("function", function.scope, names)
    run.quiet += 1
    try:
        return _carry_out(run, function, scope)
    except Abort:
        return _give_up(run, function, given, node)
    finally:
        run.quiet -= 1


def _carry_out(run: Run, function: FunctionValue, scope: Scope) -> Any:
    if isinstance(function.node, ast.Lambda):
        return evaluate(run, function.node.body, scope)
    before = run.uncertain
    try:
        run.execute(function.node.body, scope)
    except Returned as result:
        if run.uncertain != before:
            raise Abort from None
        return result.value
    finally:
        run.uncertain = before
    return None


def _parameters(function: FunctionValue, given: Given) -> dict[str, Any] | None:
    """The arguments by parameter; None where they do not fit."""
    args, keywords = given
    wanted = function.node.args
    positional = [arg.arg for arg in (*wanted.posonlyargs, *wanted.args)]
    names = dict(function.defaults) | dict(zip(positional, args, strict=False))
    if len(args) > len(positional) and wanted.vararg is None:
        return None
    if wanted.vararg is not None:
        names[wanted.vararg.arg] = tuple(args[len(positional) :])
    known = {*positional, *(arg.arg for arg in wanted.kwonlyargs)}
    names |= {key: value for key, value in keywords.items() if key in known}
    rest = {key: value for key, value in keywords.items() if key not in known}
    if wanted.kwarg is not None:
        names[wanted.kwarg.arg] = DictValue(rest)
    elif rest:
        return None
    return names if known <= names.keys() else None


def _is_lazy(node: ast.AST) -> bool:
    """Generators and coroutines do nothing when they are called."""
    if isinstance(node, ast.AsyncFunctionDef):
        return True
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node))


def _give_up(run: Run, function: FunctionValue, given: Given, node: ast.AST) -> Unknown:
    doubt(run, function)
    args, keywords = given
    values = [*args, *keywords.values()]
    why = f"it is given to `{function.name}`, which is not followed"
    for value in values:
        run.taint(value, why)
        if isinstance(value, FunctionValue):
            doubt(run, value)
    suspect = any(is_suspect(value) for value in values) or _makes(run, function, set())
    return Unknown(f"what `{function.name}` gives is not followed", node, suspect)


def doubt(run: Run, function: FunctionValue, seen: set[int] | None = None) -> None:
    """The function may run: whatever of the file it may change is not trusted."""
    seen = set() if seen is None else seen
    if id(function) in seen:
        return
    seen.add(id(function))
    run.step(20)
    why = f"`{function.name}` may change it"
    for node in ast.walk(function.node):
        if isinstance(node, ast.Global):
            for name in node.names:
                run.module.names[name] = Unknown(f"`{name}`: {why}", suspect=True)
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
            targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
            for target in targets:
                _doubt_target(run, target, function, why)
        elif isinstance(node, ast.Call):
            _doubt_call(run, node, function, why, seen)


def _doubt_target(
    run: Run, target: ast.expr, function: FunctionValue, why: str
) -> None:
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
        if isinstance(target, ast.Name):
            _doubt_value(run, _find(function, target.id), target, why)


def _doubt_call(
    run: Run, node: ast.Call, function: FunctionValue, why: str, seen: set[int]
) -> None:
    called = node.func
    if isinstance(called, ast.Name):
        value = _find(function, called.id)
        if isinstance(value, FunctionValue):
            doubt(run, value, seen)
        if isinstance(value, External) and value.path in _LOSING:
            run.lose(f"`{called.id}` runs or changes what cannot be read.", node)
    elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        owner = _find(function, called.value.id)
        if isinstance(owner, ListValue | DictValue):
            run.taint(owner, why)
    for each in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(each, ast.Name):
            value = _find(function, each.id)
            if isinstance(value, ListValue | DictValue) or (
                isinstance(value, ClassValue)
                and isinstance(called, ast.Name)
                and called.id not in ("isinstance", "issubclass", "print", "super")
            ):
                run.taint(value, why)


_LOSING = frozenset(f"builtins.{name}" for name in ("exec", "eval", "globals"))


def _doubt_value(run: Run, value: Any, node: ast.AST, why: str) -> None:
    if isinstance(value, ListValue | DictValue | ClassValue | FunctionValue):
        run.taint(value, why)
    elif isinstance(value, External):
        set_attribute(run, value, "...", None, node)


def _find(function: FunctionValue, name: str) -> Any:
    local = {
        arg.arg for arg in ast.walk(function.node.args) if isinstance(arg, ast.arg)
    }
    if name in local:
        return None
    try:
        return function.scope.find(name)
    except KeyError:
        return None


def _makes(run: Run, function: FunctionValue, seen: set[int]) -> bool:
    """Whether a function may give a model class or a method of one."""
    if id(function) in seen:
        return False
    seen.add(id(function))
    return mentions(run, function.node, lambda name: _find(function, name), seen)


def mentions(
    run: Run, root: ast.AST, find: Callable[[str], Any], seen: set[int]
) -> bool:
    """Whether code that is not followed may make or hand on model classes or methods."""
    for node in ast.walk(root):
        if isinstance(node, ast.ClassDef):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "method":
            return True
        if isinstance(node, ast.Name):
            value = find(node.id)
            if node.id in _MAKERS or is_suspect(value):
                return True
            if isinstance(value, External) and value.path.endswith("Class.method"):
                return True
            if isinstance(value, FunctionValue) and _makes(run, value, seen):
                return True
    return False
