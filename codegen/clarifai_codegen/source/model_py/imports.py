"""Import statements: which things of which modules the names stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from .externals import Missing, attribute, module, origin_of, public_names, sdk
from .names import misspelt
from .state import Run, Scope
from .values import External, Unknown

__all__ = ["execute_from", "execute_import", "surely_succeeds"]

_RELATIVE = "__relative__"


def execute_import(run: Run, node: ast.Import) -> Iterator[tuple[str, Any]]:
    """`import a.b as c`: the names that are bound and what they stand for."""
    for alias in node.names:
        try:
            found = module(alias.name)
        except Missing:
            _absent(run, alias.name, node)
            found = External(alias.name)
        if alias.asname:
            yield alias.asname, found
        else:
            root = alias.name.partition(".")[0]
            yield root, External(root)


def execute_from(
    run: Run, node: ast.ImportFrom, scope: Scope
) -> Iterator[tuple[str, Any]]:
    """`from a import b as c` and `from a import *`."""
    name = node.module or ""
    if node.level:
        name = f"{_RELATIVE}.{name}".rstrip(".")
    if name == "__future__":
        if any(alias.name == "annotations" for alias in node.names):
            run.future = node
        return
    try:
        home = module(name)
    except Missing:
        _absent(run, name, node)
        home = External(name)
    for alias in node.names:
        if alias.name == "*":
            yield from _star(run, home, node, scope)
            continue
        yield alias.asname or alias.name, _member(run, home, alias, node)


def _member(run: Run, home: External, alias: ast.alias, node: ast.ImportFrom) -> Any:
    try:
        return attribute(home, alias.name)
    except Missing:
        what = f"`{home.path}` has no `{alias.name}`."
        fix = ""
        if home.path.startswith("clarifai"):
            what = (
                f"`{home.path}` of clarifai {sdk()['version']} has no `{alias.name}`."
            )
            fix = misspelt(alias.name, Scope("module"))
        run.report("unknown-import", what, alias, fix=fix)
        return Unknown(f"`{alias.name}` cannot be imported", node, told=True)


def _star(
    run: Run, home: External, node: ast.ImportFrom, scope: Scope
) -> Iterator[tuple[str, Any]]:
    names = public_names(home.path)
    if names is not None:
        yield from names.items()
        return
    run.star = f"from {home.path.removeprefix(f'{_RELATIVE}.')} import *"
    for name in list(scope.names):
        if not name.startswith("__"):
            yield name, Unknown(f"`{run.star}` may replace it", node, suspect=True)


def _absent(run: Run, name: str, node: ast.AST) -> None:
    what = f"clarifai {sdk()['version']} has no module `{name}`."
    run.report("unknown-import", what, node)


def surely_succeeds(body: list[ast.stmt]) -> bool:
    """Whether a block does nothing but import what is there wherever the SDK is."""
    return all(_is_sure(each) for each in body)


def _is_sure(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return all(_is_there(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom) and not node.level:
        path = node.module or ""
        if path in ("typing", "collections.abc") or path in sdk()["modules"]:
            try:
                for alias in node.names:
                    attribute(External(path), alias.name)
            except Missing:
                return False
            return True
        return path in ("os", "json", "logging", "dataclasses", "abc", "functools")
    return isinstance(node, ast.Pass)


def _is_there(name: str) -> bool:
    return origin_of(name) == "stdlib" or name in sdk()["modules"]
