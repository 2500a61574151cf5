"""One file's text -> its text with typed clients, and what was left alone."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor, RemoveImportsVisitor
from libcst.metadata import MetadataWrapper, ParentNodeProvider

from ..problems import Problem, Where
from ..runtime.python.address import parse_model
from ..target.naming import class_name
from .uses import MODELS, Use, Uses

__all__ = ["rewritten"]

Names = Mapping[tuple[str, str, str], str]
_OPTIONS = {
    "pat": "pat",
    "token": "session_token",
    "base_url": "base_url",
    "root_certificates_path": "root_certificates",
    "compute_cluster_id": "compute_cluster_id",
    "nodepool_id": "nodepool_id",
    "deployment_id": "deployment_id",
    "deployment_user_id": "deployment_user_id",
}
_IDS = ("user_id", "app_id", "model_id")


@dataclass(frozen=True, slots=True)
class _Change:
    """A `Model(...)` that becomes a client."""

    use: Use
    client: str
    arguments: tuple[cst.Arg, ...]
    is_async: bool


def rewritten(source: bytes, package: str, names: Names) -> tuple[bytes, list[Problem]]:
    """Raises cst.ParserSyntaxError."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    uses = Uses()
    wrapper.visit(uses)
    constants = _constants(source)
    changes, problems = [], []
    for use in uses.found:
        change = _change(use, constants, names)
        for what, line, column in use.why:
            text = f"The client of line {use.line} is left alone: {what}."
            place = Where(line=line, column=column)
            problems.append(Problem("not-migrated", text, place, warning=True))
        if change is not None:
            changes.append(change)
    if not changes:
        return source, problems
    parents = wrapper.resolve(ParentNodeProvider)
    module = wrapper.module.visit(_Rewriter(changes, parents))
    module = _with_imports(module, package, changes)
    return module.bytes, problems


def _change(use: Use, constants: Mapping[str, str], names: Names) -> _Change | None:
    given = _given(use)
    if use.why or given is None:
        return None
    address = _address(use, given, constants)
    methods = use.methods()
    slow = [name.startswith("async_") for name in methods]
    if any(slow) and not all(slow):
        _refuse(use, "it is called both with and without await")
    if use.why or address is None:
        return None
    name = names.get(address) or class_name(address[2])
    arguments = tuple(
        value.with_changes(keyword=cst.Name(_OPTIONS[key]))
        for key, value in given.items()
        if key in _OPTIONS
    )
    is_async = bool(slow) and all(slow)
    return _Change(use, f"Async{name}" if is_async else name, arguments, is_async)


def _given(use: Use) -> dict[str, cst.Arg] | None:
    given: dict[str, cst.Arg] = {}
    for index, arg in enumerate(use.made.args):
        key = arg.keyword.value if arg.keyword else "url" if index == 0 else ""
        if arg.star or key not in {*_OPTIONS, *_IDS, "url"}:
            what = f"`{key or 'an argument'}` of Model(...) has no counterpart"
            _refuse(use, what)
            return None
        given[key] = arg
    return given


def _address(
    use: Use, given: dict[str, cst.Arg], constants: Mapping[str, str]
) -> tuple[str, str, str] | None:
    keys = ("url",) if "url" in given else _IDS
    values = [
        _text(given[key].value, constants) if key in given else "" for key in keys
    ]
    if not all(values):
        _refuse(use, "which model it is, is not a constant")
        return None
    try:
        found = parse_model(
            values[0]
            if keys == ("url",)
            else "/".join((values[0] or "", values[1] or "", "models", values[2] or ""))
        )
    except ValueError as error:
        _refuse(use, str(error))
        return None
    if found.version_id:
        _refuse(use, "it names a version of the model")
        return None
    return found.user_id, found.app_id, found.model_id


def _refuse(use: Use, what: str) -> None:
    use.why.append((what, use.line, use.column))


def _text(node: cst.BaseExpression, constants: Mapping[str, str]) -> str:
    if isinstance(node, cst.SimpleString):
        value = node.evaluated_value
        return value if isinstance(value, str) else ""
    return constants.get(node.value, "") if isinstance(node, cst.Name) else ""


def _constants(source: bytes) -> dict[str, str]:
    """Names that a file binds once, at its top, to a text."""
    found: dict[str, str] = {}
    bound: list[str] = []
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.append(node.id)
        elif isinstance(node, ast.arg):
            bound.append(node.arg)
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            target, value = node.targets[0], node.value.value
            if (
                isinstance(target, ast.Name)
                and isinstance(value, str)
                and bound.count(target.id) == 1
            ):
                found[target.id] = value
    return found


class _Rewriter(cst.CSTTransformer):
    def __init__(
        self, changes: list[_Change], parents: Mapping[cst.CSTNode, cst.CSTNode]
    ) -> None:
        super().__init__()
        self.made = {change.use.made: change for change in changes}
        self.calls = {call: c for c in changes for call in c.use.calls if c.is_async}
        self.awaits: dict[cst.CSTNode, bool] = {}
        for call in self.calls:
            self._find_awaits(call, parents)

    def _find_awaits(
        self, call: cst.Call, parents: Mapping[cst.CSTNode, cst.CSTNode]
    ) -> None:
        """The `await`s around a call: one stays, none where it is looped over."""
        around: list[cst.Await] = []
        node = parents[call]
        while isinstance(node, cst.Await):
            around.append(node)
            node = parents[node]
        name = call.func.attr.value  # type: ignore[attr-defined]
        looped = isinstance(node, cst.For | cst.CompFor)
        streams = looped or name in ("async_generate", "async_stream")
        kept = 0 if streams else 1
        for each in around[kept:] if kept else around:
            self.awaits[each] = True

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        change = self.made.get(original_node)
        if change is not None:
            args = list(change.arguments)
            if args:
                args[-1] = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return updated_node.with_changes(func=cst.Name(change.client), args=args)
        if original_node in self.calls:
            func = updated_node.func
            assert isinstance(func, cst.Attribute)
            name = func.attr.value.removeprefix("async_")
            attribute = func.with_changes(attr=cst.Name(name))
            return updated_node.with_changes(func=attribute)
        return updated_node

    def leave_Await(self, original_node: cst.Await, updated_node: cst.Await) -> Any:
        if original_node not in self.awaits:
            return updated_node
        inner = updated_node.expression
        return inner.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)


def _with_imports(
    module: cst.Module, package: str, changes: list[_Change]
) -> cst.Module:
    context = CodemodContext()
    for name in sorted({change.client for change in changes}):
        AddImportsVisitor.add_needed_import(context, package, name)
    for path in MODELS:
        home, _, name = path.rpartition(".")
        RemoveImportsVisitor.remove_unused_import(context, home, name)
    module = RemoveImportsVisitor(context).transform_module(module)
    return AddImportsVisitor(context).transform_module(module)
