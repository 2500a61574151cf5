"""Functions that have a meaning for signatures, by canonical name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import environment
from .bind import set_attribute
from .evaluate import attribute_of
from .externals import MODEL_CLASS
from .methods import decorate
from .state import Given, Run
from .unfollowed import not_followed
from .values import (
    ClassValue,
    Decorator,
    DictValue,
    External,
    FunctionValue,
    Made,
    Unknown,
)

__all__ = ["HANDLERS", "call_decorator"]


def call_decorator(run: Run, function: Decorator, given: Given, node: ast.AST) -> Any:
    inner, *_ = given[0] or [None]
    if not isinstance(inner, FunctionValue):
        return not_followed(run, function, given, node)
    if function.kind == "wraps" and isinstance(function.function, FunctionValue):
        wrapped = function.function
        inner.wrapped = wrapped
        inner.name, inner.doc = wrapped.name, wrapped.doc
        inner.signature, inner.refused = wrapped.signature, wrapped.refused
        inner.tainted = inner.tainted or wrapped.tainted
    return inner


def _get_attribute(run: Run, given: Given, node: ast.AST) -> Any:
    args = given[0]
    if len(args) == 2 and isinstance(args[1], str):
        return attribute_of(run, args[0], args[1], node)
    return not_followed(run, External("builtins.getattr"), given, node)


def _set_attribute(run: Run, given: Given, node: ast.AST) -> Any:
    args = given[0]
    if len(args) == 3 and isinstance(args[1], str):
        set_attribute(run, args[0], args[1], args[2], node)
        return None
    if args and isinstance(args[0], External):
        run.lose("`setattr` changes another module.", node)
    return not_followed(run, None, given, node)


def _wrapped(kind: str) -> Callable[[Run, Given, ast.AST], Any]:
    def make(run: Run, given: Given, node: ast.AST) -> Any:
        args = given[0]
        if len(args) == 1 and isinstance(args[0], FunctionValue) and not args[0].kind:
            return replace(args[0], kind=kind)
        return Unknown(f"this `{kind}` is not followed", node, suspect=True)

    return make


def _transparent(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    if len(args) == 1 and not keywords and isinstance(args[0], FunctionValue):
        return args[0]
    if any(isinstance(each, FunctionValue | ClassValue) for each in args):
        return args[0]
    return Decorator("transparent")


def _wraps(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    if keywords or len(args) != 1:
        return Unknown("this use of functools.wraps is not followed", node, True)
    return Decorator("wraps", args[0])


def _update_wrapper(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    if keywords or len(args) != 2:
        return Unknown("this use of update_wrapper is not followed", node, True)
    return call_decorator(run, Decorator("wraps", args[1]), ([args[0]], {}), node)


def _lose(what: str) -> Callable[[Run, Given, ast.AST], Any]:
    def lose(run: Run, given: Given, node: ast.AST) -> Any:
        run.lose(what, node)
        return Unknown(what, node, suspect=True)

    return lose


def _environ_get(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    values = [*args, *keywords.values()]
    fallback = values[1] if len(values) > 1 else None
    return environment.get(run, values[0] if values else None, fallback, node)


def _environ_set(run: Run, given: Given, node: ast.AST) -> Any:
    args = given[0]
    if len(args) != 2:
        return Unknown("this use of the environment is not followed", node)
    value = environment.get(run, args[0], args[1], node)
    environment.assign(run, args[0], value)
    return value


def _environ_update(run: Run, given: Given, node: ast.AST) -> Any:
    args, keywords = given
    for each in (*args, DictValue(dict(keywords))):
        environment.update(run, each)
    return None


def _cast(run: Run, given: Given, node: ast.AST) -> Any:
    return given[0][1]


def _partial(run: Run, given: Given, node: ast.AST) -> Any:
    return Unknown("a partial is not followed", node)  # and no method: it has no info


def _type(run: Run, given: Given, node: ast.AST) -> Any:
    return Unknown("what `type` gives is not followed", node, len(given[0]) == 3)


def _typing_object(path: str) -> Callable[[Run, Given, ast.AST], Any]:
    def make(run: Run, given: Given, node: ast.AST) -> Any:
        return Made(path, tuple(given[0]), given[1], node)

    return make


HANDLERS: dict[str, Callable[[Run, Given, ast.AST], Any]] = {
    f"{MODEL_CLASS}.method": decorate,
    "builtins.getattr": _get_attribute,
    "builtins.setattr": _set_attribute,
    "builtins.staticmethod": _wrapped("static"),
    "builtins.classmethod": _wrapped("class"),
    "builtins.property": _wrapped("property"),
    "functools.wraps": _wraps,
    "functools.update_wrapper": _update_wrapper,
    **dict.fromkeys(
        (
            "abc.abstractmethod",
            "typing.final",
            "typing.override",
            "typing.no_type_check",
            "typing.runtime_checkable",
            "dataclasses.dataclass",
            "functools.cache",
            "functools.lru_cache",
            "contextlib.contextmanager",
            "contextlib.asynccontextmanager",
            "functools.total_ordering",
        ),
        _transparent,
    ),
    "os.environ.get": _environ_get,
    "os.getenv": _environ_get,
    "os.environ.setdefault": _environ_set,
    "os.environ.update": _environ_update,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "builtins.type": _type,
    "typing.cast": _cast,
    **{
        path: _typing_object(path)
        for path in (
            "typing.NewType",
            "typing.TypeVar",
            "typing.NamedTuple",
            "typing.TypedDict",
            "typing.ParamSpec",
            "collections.namedtuple",
        )
    },
    **{
        f"builtins.{name}": _lose(f"`{name}` runs or changes what cannot be read.")
        for name in ("exec", "eval", "globals", "locals", "vars", "delattr")
    },
}
