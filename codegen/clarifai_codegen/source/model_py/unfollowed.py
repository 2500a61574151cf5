"""Calls that are not followed: what they give is unknown, what they got is doubted."""

from __future__ import annotations

import ast
from typing import Any

from .externals import origin_of
from .functions import doubt
from .state import Given, Run, is_suspect
from .values import External, FunctionValue, Unknown

__all__ = ["not_followed"]

_MODULES = """
    json logging math re textwrap warnings typing os.path pathlib datetime time uuid
    random string dataclasses enum collections itertools operator copy pprint
"""
_FUNCTIONS = """
    isinstance issubclass print repr hash id callable hasattr super format iter
    frozenset set open input type object
"""
_HARMLESS = frozenset(_MODULES.split())
"""Modules whose functions change nothing that they are given."""

_HARMLESS_BUILTINS = frozenset(_FUNCTIONS.split())


def not_followed(
    run: Run, function: Any, given: Given, node: ast.AST, *, whole: bool = False
) -> Unknown:
    args, keywords = given
    values = [*args, *keywords.values()]
    if not _is_harmless(function):
        for value in values:
            run.taint(value, "it is given to a call that is not followed")
            if isinstance(value, FunctionValue):
                doubt(run, value)
    suspect = whole or any(is_suspect(value) for value in values)
    return Unknown(_why(function), node, suspect)


def _is_harmless(function: Any) -> bool:
    if not isinstance(function, External):
        return False
    home, _, name = function.path.rpartition(".")
    if home == "builtins":
        return name in _HARMLESS_BUILTINS
    return home in _HARMLESS or function.root in _HARMLESS


def _why(function: Any) -> str:
    if isinstance(function, External):
        if origin_of(function.path) == "foreign":
            package = function.path.removeprefix("__relative__.").partition(".")[0]
            return f"it comes from `{package}`, which is not read"
        return f"`{function.path}` is not followed"
    if isinstance(function, Unknown):
        return function.why
    return "the call is not followed"
