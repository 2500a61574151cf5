"""Calls of the SDK's own classes: `Param(...)`, `NamedFields(...)`, `Text("")`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .state import Given, Run
from .values import Made, Unknown

__all__ = ["HANDLERS", "PARAM"]

PARAM = "clarifai.runners.utils.data_utils.Param"
_DATA_TYPES = "clarifai.runners.utils.data_types"
_PARAMETERS = {
    PARAM: "default description min_value max_value choices is_param",
    f"{_DATA_TYPES}.Text": "text url",
    f"{_DATA_TYPES}.JSON": "value",
    f"{_DATA_TYPES}.Concept": "name value id",
}
"""The parameters of classes, in their order; the first one is required."""


def _named(path: str) -> Callable[[Run, Given, ast.AST], Any]:
    names = _PARAMETERS[path].split()
    word = path.rpartition(".")[2]

    def make(run: Run, given: Given, node: ast.AST) -> Any:
        args, keywords = given
        wrong = [name for name in keywords if name not in names[len(args) :]]
        if len(args) > len(names):
            what = f"`{word}` takes {len(names)} arguments, not {len(args)}."
        elif wrong:
            what = f"`{word}` takes no `{wrong[0]}` here."
        elif not args and names[0] not in keywords:
            what = f"`{word}` needs `{names[0]}`."
        else:
            values = dict(zip(names, args, strict=False)) | keywords
            return Made(path, (), values, node)
        fix = f"`{word}` takes: {', '.join(names)}."
        code = "bad-param" if path == PARAM else "bad-call"
        run.report(code, what, node, fix=fix)
        return Unknown(f"`{word}(...)` is wrong", node, told=True)

    return make


def _named_fields(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    if args:
        fix = "Write NamedFields(name=type, ...)."
        run.report("bad-call", "`NamedFields` takes names only.", node, fix=fix)
        return Unknown("`NamedFields(...)` is wrong", node, told=True)
    return Made(f"{_DATA_TYPES}.NamedFields", (), keywords, node)


HANDLERS: dict[str, Callable[[Run, Given, ast.AST], Any]] = {
    **{path: _named(path) for path in _PARAMETERS},
    f"{_DATA_TYPES}.NamedFields": _named_fields,
}
