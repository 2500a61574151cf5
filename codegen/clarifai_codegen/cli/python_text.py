"""Signatures as Python: lines to read, and a stub for type checkers.

Both are cut out of the module that the Python target emits, so that they say nothing
that the generated client does not do.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from ..signature.method import Model

__all__ = ["python_signatures", "python_stub"]


def python_signatures(model: Model, name: str) -> str:
    """Each method as one line, with what is known of it below."""
    module = _module(model, name)
    client = _class(module, name)
    docs = {
        each.name: ast.get_docstring(each) or ""
        for each in client.body
        if isinstance(each, ast.FunctionDef)
    }
    texts = []
    for line in _lines(module):
        method = line.removeprefix("def ").partition("(")[0]
        texts.append(
            f"{line}\n{textwrap.indent(docs.get(method, ''), '    ')}".rstrip()
        )
    return "\n\n".join(texts)


def python_stub(model: Model, name: str) -> str:
    """The module of the model's client as a stub file."""
    import black

    module = _module(model, name)
    for each in module.body:
        if isinstance(each, ast.ClassDef):
            each.body = list(_members(each.body)) or [ast.Expr(ast.Constant(...))]
    before = 0
    while before != len(module.body):
        before = len(module.body)
        used = {node.id for node in ast.walk(module) if _is_read(node)}
        module.body = [each for each in module.body if not _is_private(each, used)]
    _drop_unused_imports(module)
    text = ast.unparse(ast.fix_missing_locations(module))
    return black.format_str(text, mode=black.Mode(is_pyi=True)).rstrip("\n")


def _module(model: Model, name: str) -> ast.Module:
    from ..signature.encode import digest
    from ..target.entry import Entry, Settings
    from ..target.python.emit import emit

    entry = Entry(name, model, "", digest(model))
    emitted = emit([entry], Settings())
    text = next(
        text for path, text in emitted.files.items() if emitted.owners[path] == name
    )
    return ast.parse(text)


def _class(module: ast.Module, name: str) -> ast.ClassDef:
    classes = (each for each in module.body if isinstance(each, ast.ClassDef))
    return next(each for each in classes if each.name == name)


def _lines(module: ast.Module) -> list[str]:
    """The methods' lines: the one table of the module whose values are signatures."""
    for node in ast.walk(module):
        if isinstance(node, ast.Dict) and node.values:
            texts = [
                each.value for each in node.values if isinstance(each, ast.Constant)
            ]
            lines = [text for text in texts if isinstance(text, str)]
            if all(line.startswith("def ") for line in lines):
                return lines
    return []


def _is_read(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def _is_private(statement: ast.stmt, used: set[str]) -> bool:
    """Whether a statement is a table of ours that no type refers to."""
    if not isinstance(statement, ast.Assign):
        return False
    names = [ast.unparse(target) for target in statement.targets]
    return all(name.startswith("_") and name[1] != "_" for name in names) and not (
        used.intersection(names)
    )


def _members(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """What a stub keeps of a class: no bodies, no values, no overloaded definitions."""
    overloaded = set()
    for each in body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            marks = [ast.unparse(mark) for mark in each.decorator_list]
            if "overload" in marks:
                overloaded.add(each.name)
            elif each.name in overloaded:
                continue
            yield _without_body(each)
        elif isinstance(each, ast.AnnAssign):
            if ast.unparse(each.annotation).startswith("ClassVar"):
                each.value = None
            yield each
        elif not isinstance(each, ast.Assign):
            yield each


def _without_body(
    function: ast.FunctionDef | ast.AsyncFunctionDef,
) -> ast.FunctionDef | ast.AsyncFunctionDef:
    doc = function.body[0] if ast.get_docstring(function) else None
    dots = ast.Expr(ast.Constant(...))
    function.body = [doc, dots] if doc else [dots]
    arguments = function.args
    arguments.defaults = [ast.Constant(...) for _ in arguments.defaults]
    arguments.kw_defaults = [
        each and ast.Constant(...) for each in arguments.kw_defaults
    ]
    return function


def _drop_unused_imports(module: ast.Module) -> None:
    used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    for each in list(module.body):
        if isinstance(each, ast.ImportFrom) and each.module != "__future__":
            each.names = [n for n in each.names if (n.asname or n.name) in used]
            if not each.names:
                module.body.remove(each)
