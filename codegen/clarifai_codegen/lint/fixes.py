"""Mending a model.py: edits that keep all else, formatting and comments included.

An edit is made where a problem stands that has one right answer, and kept only if fewer
errors are left afterwards: so that mending twice changes nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.metadata import MetadataWrapper, PositionProvider

from ..problems import Problem
from ..source.model_py import read_text
from ..source.model_py.names import IMPORTS

__all__ = ["fixed"]

_MOST = 100
_TYPING = dict.fromkeys(("Iterator", "List", "Dict", "Tuple"), "typing")
Edit = Callable[[cst.CSTNode], cst.CSTNode | cst.RemovalSentinel | None]
"""The new node in place of the one at the problem; None where the edit does not apply."""


def fixed(source: bytes, name: str) -> bytes:
    """The source with what has one right answer put right."""
    refused: set[tuple[Any, ...]] = set()
    for _ in range(_MOST):
        errors = _errors(source, name)
        for problem in errors:
            key = (problem.code, problem.where, problem.what)
            if key in refused:
                continue
            refused.add(key)
            mended = _mended(source, problem)
            if mended is not None and len(_errors(mended, name)) < len(errors):
                source = mended
                refused.clear()
                break
        else:
            break
    return source


def _errors(source: bytes, name: str) -> list[Problem]:
    return [each for each in read_text(source, name).problems if not each.warning]


def _mended(source: bytes, problem: Problem) -> bytes | None:
    fix = _FIXES.get(problem.code)
    try:
        return fix(source, problem) if fix is not None else None
    except (cst.ParserSyntaxError, RecursionError, UnicodeError):
        return None


class _Editor(cst.CSTTransformer):
    """Replaces the expression that starts and ends where the problem does."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, problem: Problem, edit: Edit) -> None:
        super().__init__()
        self.where = problem.where
        self.edit = edit
        self.done = False

    def on_leave(self, original: Any, updated: Any) -> Any:
        left: Any = super().on_leave(original, updated)
        if self.done or not isinstance(original, cst.BaseExpression | cst.Param):
            return left
        at = self.get_metadata(PositionProvider, original)
        where = self.where
        start = (at.start.line, at.start.column + 1)
        stop = (at.end.line, at.end.column + 1)
        if start != (where.line, where.column):
            return left
        if isinstance(original, cst.BaseExpression) and stop != (
            where.end_line,
            where.end_column,
        ):
            return left
        new = self.edit(left)
        if new is None:
            return left
        self.done = True
        return new


def _replace(source: bytes, problem: Problem, edit: Edit) -> cst.Module | None:
    wrapper = MetadataWrapper(cst.parse_module(source))
    editor = _Editor(problem, edit)
    module = wrapper.visit(editor)
    return module if editor.done else None


def _with_import(module: cst.Module, name: str) -> cst.Module:
    home = (IMPORTS() | _TYPING).get(name)
    if home is None:
        return module
    context = CodemodContext()
    AddImportsVisitor.add_needed_import(context, home, name)
    return AddImportsVisitor(context).transform_module(module)


def _optional(source: bytes, problem: Problem) -> bytes | None:
    """`Optional[T] = None` -> `T = None`; a parameter without a default has no one answer."""
    if not problem.where.field or not _has_default(source, problem):
        return None
    module = _replace(source, problem, _without_none)
    return module.bytes if module else None


def _has_default(source: bytes, problem: Problem) -> bool:
    line, column = problem.where.line, problem.where.column
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.arguments):
            continue
        positional = [*node.posonlyargs, *node.args]
        late = positional[len(positional) - len(node.defaults) :]
        pairs = zip(node.kwonlyargs, node.kw_defaults, strict=True)
        late += [arg for arg, default in pairs if default is not None]
        for arg in late:
            inner = arg.annotation
            if (
                inner is not None
                and inner.lineno <= line <= (inner.end_lineno or 0)
                and (inner.col_offset < column or inner.lineno < line)
                and arg.arg == problem.where.field
            ):
                return True
    return False


def _without_none(node: cst.CSTNode) -> cst.CSTNode | None:
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
        if _is_none(node.right):
            return node.left
        return node.right if _is_none(node.left) else None
    if not isinstance(node, cst.Subscript):
        return None
    items = [
        each.slice.value for each in node.slice if isinstance(each.slice, cst.Index)
    ]
    kept = [each for each in items if not _is_none(each)]
    return kept[0] if len(kept) == 1 else None


def _is_none(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def _undefined(source: bytes, problem: Problem) -> bytes | None:
    """A forgotten import; `Stream[T]`, which the documentation names, is `Iterator[T]`."""
    name = problem.what.split("`")[1]
    if name == "Stream":
        return _stream(source, problem)
    if name not in IMPORTS():
        return None
    return _with_import(cst.parse_module(source), name).bytes


def _stream(source: bytes, problem: Problem) -> bytes | None:
    module = _replace(source, problem, lambda node: cst.Name("Iterator"))
    return _with_import(module, "Iterator").bytes if module else None


def _bad_import(source: bytes, problem: Problem) -> bytes | None:
    """`from clarifai... import Stream` goes, and `Stream` becomes `Iterator`; a name that
    another module of the SDK has is imported from there."""
    name = problem.what.split("`")[3] if problem.what.count("`") >= 4 else ""
    if name != "Stream" and name not in IMPORTS():
        return None
    mover = _Import(name, problem.where.line)
    module = cst.parse_module(source).visit(mover)
    if not mover.done:
        return None
    if name == "Stream":
        module = module.visit(_Rename("Stream", "Iterator"))
        name = "Iterator"
    return _with_import(module, name).bytes


class _Import(cst.CSTTransformer):
    """Takes a name out of the `from` import that has it."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__()
        self.name = name
        self.done = False

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> Any:
        names = updated_node.names
        if (
            self.done
            or isinstance(names, cst.ImportStar)
            or updated_node.module is None
        ):
            return updated_node
        home = cst.Module([]).code_for_node(updated_node.module)
        kept = [each for each in names if each.evaluated_name != self.name]
        aliased = any(
            each.evaluated_name == self.name and each.asname for each in names
        )
        if len(kept) == len(names) or aliased or not home.startswith("clarifai"):
            return updated_node
        self.done = True
        if not kept:
            return cst.RemoveFromParent()
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return updated_node.with_changes(names=kept)


class _Rename(cst.CSTTransformer):
    """Another name wherever the name is read."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old, self.new = old, new

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if updated_node.value == self.old:
            return updated_node.with_changes(value=self.new)
        return updated_node


def _pil(source: bytes, problem: Problem) -> bytes | None:
    """`PIL.Image` -> `PIL.Image.Image`."""

    def edit(node: cst.CSTNode) -> cst.CSTNode | None:
        if isinstance(node, cst.Name | cst.Attribute):
            return cst.Attribute(node, cst.Name("Image"))
        return None

    module = _replace(source, problem, edit)
    return module.bytes if module else None


def _numpy_array(source: bytes, problem: Problem) -> bytes | None:
    """`np.array` -> `np.ndarray`."""

    def edit(node: cst.CSTNode) -> cst.CSTNode | None:
        if isinstance(node, cst.Attribute) and node.attr.value == "array":
            return node.with_changes(attr=cst.Name("ndarray"))
        return None

    module = _replace(source, problem, edit)
    return module.bytes if module else None


def _decorator(source: bytes, problem: Problem) -> bytes | None:
    """`@ModelClass.method()` -> `@ModelClass.method`."""

    def edit(node: cst.CSTNode) -> cst.CSTNode | None:
        if isinstance(node, cst.Call) and not node.args:
            return node.func
        return None

    module = _replace(source, problem, edit)
    return module.bytes if module else None


def _unquoted(source: bytes, problem: Problem) -> bytes | None:
    """`"str"` -> `str`: kept only if the name is there already."""

    def edit(node: cst.CSTNode) -> cst.CSTNode | None:
        if not isinstance(node, cst.SimpleString):
            return None
        try:
            return cst.parse_expression(str(node.evaluated_value).strip())
        except cst.ParserSyntaxError:
            return None

    module = _replace(source, problem, edit)
    return module.bytes if module else None


_FIXES: dict[str, Callable[[bytes, Problem], bytes | None]] = {
    "optional-type": _optional,
    "unknown-name": _undefined,
    "unknown-import": _bad_import,
    "pil-module": _pil,
    "unsupported-type": _numpy_array,
    "bad-decorator": _decorator,
    "string-annotation": _unquoted,
}
