"""Classes of the file: bases in Python's order, the model class, its methods."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from ...signature.hint import Hint
from .evaluate import evaluate
from .externals import MODEL_CLASS, origin_of, sdk
from .state import Run, Scope, is_suspect
from .values import ClassValue, External, FunctionValue, Generic, Unknown

__all__ = ["Unread", "class_value", "hints_of", "methods_of", "model_class"]

_DATA_TYPES = "clarifai.runners.utils.data_types."
_OLD_BASE = "clarifai.runners.models.model_runner.ModelRunner"
_OBJECT = External("builtins.object")
_MOST_BASES = 100


class Unread(Exception):
    """What the model class or its methods are cannot be told."""

    def __init__(self, what: str, node: ast.AST | None) -> None:
        super().__init__(what)
        self.what = what
        self.node = node


def class_value(run: Run, node: ast.ClassDef, scope: Scope) -> Any:
    """The class that a `class` statement makes, before its decorators."""
    bases = [evaluate(run, each, scope) for each in node.bases]
    inner = Scope("class", scope, class_name=node.name)
    inner.names["__module__"] = run.module.names["__name__"]
    made = ClassValue(node.name, node, tuple(bases), inner.names)
    for keyword in node.keywords:
        value = evaluate(run, keyword.value, scope)
        known = keyword.arg == "metaclass" and value == External("abc.ABCMeta")
        if not known and keyword.arg not in ("total", "frozen"):
            made.opaque = f"`{keyword.arg}` of `class {node.name}` is not followed"
    run.execute(node.body, inner)
    made.names = inner.names
    made.mro = _linearized(run, made, bases)
    for base in made.mro:
        if isinstance(base, ClassValue):
            made.opaque = made.opaque or base.opaque
            if "__init_subclass__" in base.names:
                made.opaque = f"`{base.name}` has an `__init_subclass__`"
            if base.tainted:
                made.tainted = made.tainted or base.tainted
    run.classes.append(made)
    return made


def _linearized(run: Run, made: ClassValue, bases: list[Any]) -> tuple[Any, ...]:
    orders: list[list[Any]] = []
    heads: list[Any] = []
    for node, base in zip(made.node.bases, bases, strict=False):
        order = _order(run, made, base, node)
        orders.append(order)
        heads.append(order[0])
    many = sum(map(len, orders))
    run.step(many)
    if many > _MOST_BASES:
        made.opaque = f"`{made.name}` has more bases than are followed"
        return (_OBJECT,)
    merged = _merge([*orders, heads])
    if merged is None:
        names = ", ".join(ast.unparse(each) for each in made.node.bases)
        what = f"Python finds no order for the bases {names} of `{made.name}`."
        run.report("bad-class", what, made.node)
        made.opaque = "its bases have no order"
        return (_OBJECT,)
    return tuple(merged)


def _order(run: Run, made: ClassValue, base: Any, node: ast.AST) -> list[Any]:
    if isinstance(base, ClassValue):
        return [base, *base.mro]
    if isinstance(base, Generic):
        base = base.origin
    if isinstance(base, External):
        entry = sdk()["classes"].get(base.path)
        if entry is not None:
            return [base, *(External(path) for path in entry["mro"])]
        known = base.path.startswith(_DATA_TYPES) or base.path == _OLD_BASE
        if origin_of(base.path) != "stdlib" and not known:
            package = base.path.removeprefix("__relative__.").rpartition(".")[0]
            made.opaque = (
                f"`{made.name}` inherits from `{ast.unparse(node)}` of "
                f"`{package}`, which is not read"
            )
        return [base] if base == _OBJECT else [base, _OBJECT]
    why = base.why if isinstance(base, Unknown) else "it is no class"
    made.opaque = f"a base of `{made.name}`, `{ast.unparse(node)[:60]}`: {why}"
    return [External(f"?.{ast.unparse(node)[:60]}"), _OBJECT]


def _merge(orders: list[list[Any]]) -> list[Any] | None:
    """C3, as Python merges the orders of bases."""
    orders = [list(order) for order in orders if order]
    merged: list[Any] = []
    while orders:
        for order in orders:
            head = order[0]
            if not any(_holds(other[1:], head) for other in orders):
                break
        else:
            return None
        merged.append(head)
        orders = [
            [each for each in order if not _equal(each, head)] for order in orders
        ]
        orders = [order for order in orders if order]
    if not _holds(merged, _OBJECT):
        merged.append(_OBJECT)
    return merged


def _holds(order: list[Any], wanted: Any) -> bool:
    return any(_equal(each, wanted) for each in order)


def _equal(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, External) and one == other)


def model_class(run: Run) -> ClassValue | None:
    """The one model class, chosen as the SDK does; None where there is not one.

    Raises Unread.
    """
    found: list[ClassValue] = []
    unread: list[tuple[str, ast.AST | None]] = []
    for name, value in sorted(run.module.names.items()):
        if isinstance(value, Unknown) and value.suspect:
            unread.append((f"`{name}` may be a model class: {value.why}.", value.node))
        if not isinstance(value, ClassValue):
            continue
        if MODEL_CLASS in value.externals():
            home = value.names.get("__module__")
            if isinstance(home, Unknown):
                unread.append((f"The module of `{name}` is not known.", value.node))
            elif home == run.module.names["__name__"]:
                found.append(value)
        elif value.opaque and _has_methods(value):
            unread.append((f"{_sentence(value.opaque)}.", value.node))
    if unread:
        raise Unread(*unread[0])
    if len(found) == 1:
        return found[0]
    _report_choice(run, found)
    return None


def _has_methods(value: ClassValue) -> bool:
    return any(
        isinstance(each, FunctionValue) and is_suspect(each)
        for each in value.names.values()
    )


def _report_choice(run: Run, found: list[ClassValue]) -> None:
    if not found:
        own = [value for value in run.classes if value.opaque]
        if own:
            raise Unread(f"{_sentence(own[-1].opaque)}.", own[-1].node)
        old = next((c for c in run.classes if _OLD_BASE in c.externals()), None)
        what = "No class of the file is a model class."
        if old is not None:
            what = f"`{old.name}` inherits from ModelRunner, which is no base any more."
        run.report("no-model-class", what, old.node if old is not None else None)
        return
    names = ", ".join(f"`{each.name}`" for each in found)
    what = f"The file has {len(found)} model classes: {names}."
    if len(set(map(id, found))) == 1:
        what = f"`{found[0].name}` has two names in the file, so it counts twice."
    run.report("several-model-classes", what, found[-1].node)


def methods_of(made: ClassValue) -> dict[str, dict[str, Any]]:
    """The signatures that the SDK registers, by attribute. Raises Unread."""
    if made.opaque or made.tainted:
        raise Unread(f"{_sentence(made.opaque or made.tainted)}.", made.node)
    methods: dict[str, dict[str, Any]] = {}
    classes = sdk()["classes"]
    for base in reversed((made, *made.mro)):
        if isinstance(base, External):
            entry = classes.get(base.path)
            methods.update(entry["methods"] if entry else {})
            continue
        for name, value in base.names.items():
            if isinstance(value, FunctionValue) and not value.kind:
                if value.tainted and is_suspect(value):
                    raise Unread(f"{_sentence(value.tainted)}.", value.node)
                if value.signature is not None:
                    methods[name] = value.signature
            elif isinstance(value, Unknown) and value.suspect:
                what = f"`{base.name}.{name}` may be a method: {value.why}."
                raise Unread(what, value.node or base.node)
    return methods


def hints_of(
    made: ClassValue, methods: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Hint]]:
    """What annotations tell of JSON: by the names of methods, then of parameters."""
    kept = {id(signature) for signature in methods.values()}
    return {
        value.name: value.hints
        for base in (made, *made.mro)
        if isinstance(base, ClassValue)
        for value in base.names.values()
        if isinstance(value, FunctionValue) and value.hints
        if id(value.signature) in kept
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
