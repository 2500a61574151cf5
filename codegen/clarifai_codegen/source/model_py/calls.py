"""Calls on import: those of the allow-list are worked out, all others only doubted.

What a call that is not followed may have changed (the containers, classes and functions
it was given) is not trusted afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import environment, operations, sdk_calls
from .evaluate import attribute_of, because, evaluate, iterate
from .externals import MODEL_CLASS, origin_of
from .functions import call_function, doubt
from .state import Run, Scope, is_suspect
from .values import (
    Bound,
    ClassValue,
    Decorator,
    DictValue,
    External,
    FunctionValue,
    ListValue,
    Made,
    NotPlain,
    Unknown,
    plain,
    wrap,
)

__all__ = ["apply", "call"]

Given = tuple[list[Any], dict[str, Any]]

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
_MUTATORS = {
    ListValue: frozenset({"append", "extend", "insert"}),
    DictValue: frozenset({"update", "setdefault"}),
}


def call(run: Run, node: ast.Call, scope: Scope) -> Any:
    """The value of a call expression."""
    function = evaluate(run, node.func, scope)
    given = _arguments(run, node, scope)
    if given is None:
        return _not_followed(run, function, ([], {}), node, whole=True)
    return apply(run, function, given, node)


def apply(run: Run, function: Any, given: Given, node: ast.AST) -> Any:
    """Call a value."""
    handler = _BY_TYPE.get(type(function))
    if handler is not None:
        return handler(run, function, given, node)
    return _not_followed(run, function, given, node)


def _arguments(run: Run, node: ast.Call, scope: Scope) -> Given | None:
    """The arguments; None where `*` or `**` hides how many there are."""
    args: list[Any] = []
    keywords: dict[str, Any] = {}
    known = True
    for each in node.args:
        if isinstance(each, ast.Starred):
            value = evaluate(run, each.value, scope)
            items = iterate(value)
            run.taint(value, "it is given to a call that is not followed")
            known = known and items is not None
            args += items or []
        else:
            args.append(evaluate(run, each, scope))
    for keyword in node.keywords:
        value = evaluate(run, keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, DictValue) and not value.tainted:
            keywords |= value.items
        else:
            known = False
    if not known:
        for value in (*args, *keywords.values()):
            run.taint(value, "it is given to a call that is not followed")
        return None
    return args, keywords


def _external(run: Run, function: External, given: Given, node: ast.AST) -> Any:
    path = function.path
    special = _SPECIAL.get(path) or sdk_calls.HANDLERS.get(path)
    if special is not None:
        return special(run, given, node)
    args, keywords = given
    pure = operations.FUNCTIONS.get(path)
    if pure is not None:
        try:
            values = [plain(run.bounded(each)) for each in args]
            named = {name: plain(each) for name, each in keywords.items()}
        except NotPlain as error:
            if path in ("builtins.list", "builtins.tuple") and not keywords:
                items = iterate(args[0]) if args else []
                if items is not None:
                    return ListValue(items) if path.endswith("list") else tuple(items)
            return because(error.value, node)
        return wrap(pure(*values, **named))
    if path.startswith("dotenv."):
        environment.forget(run, "the environment comes from a file")
    return _not_followed(run, function, given, node)


def _not_followed(
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


def _bound(run: Run, function: Bound, given: Given, node: ast.AST) -> Any:
    owner, name = function.owner, function.name
    args, keywords = given
    if isinstance(owner, ListValue | DictValue):
        if name in ("items", "values", "keys", "get") and isinstance(owner, DictValue):
            return _of_dict(owner, name, args, node)
        if (
            name
            not in operations.METHODS[list if isinstance(owner, ListValue) else dict]
        ):
            return _mutate(run, owner, name, given, node)
    value = plain(run.bounded(owner))
    if name not in operations.METHODS.get(type(value), ()):
        return _not_followed(run, function, given, node)
    named = {key: plain(each) for key, each in keywords.items()}
    values = tuple(plain(run.bounded(each)) for each in args)
    operations.refuse_growth(value, name, values)
    result = getattr(value, name)(*values, **named)
    return wrap(list(result) if name in ("items", "keys", "values") else result)


def _of_dict(owner: DictValue, name: str, args: list[Any], node: ast.AST) -> Any:
    if owner.tainted:
        return Unknown(owner.tainted, node)
    if name == "get":
        return owner.items.get(plain(args[0]), args[1] if len(args) > 1 else None)
    if name == "items":
        return ListValue(list(owner.items.items()))
    return ListValue(list(owner.items if name == "keys" else owner.items.values()))


def _mutate(
    run: Run, owner: ListValue | DictValue, name: str, given: Given, node: ast.AST
) -> Any:
    args, keywords = given
    allowed = name in _MUTATORS[type(owner)] and not run.uncertain and not owner.tainted
    if allowed and isinstance(owner, ListValue):
        if name == "append":
            owner.items.append(*args)
            return _checked(run, owner)
        items = iterate(args[0]) if name == "extend" else None
        if items is not None and len(items) < operations.MAX_SIZE:
            owner.items.extend(items)
            return _checked(run, owner)
    if allowed and isinstance(owner, DictValue) and name == "update":
        other = args[0] if args else DictValue({})
        if isinstance(other, DictValue) and not other.tainted:
            owner.items.update(other.items | keywords)
            return _checked(run, owner)
    run.taint(owner, f"`{name}` changes it")
    return _not_followed(run, None, given, node)


def _checked(run: Run, owner: ListValue | DictValue) -> None:
    try:
        run.bounded(owner)
    except operations.Refused:
        owner.tainted = "it grows too large"


def _class(run: Run, function: ClassValue, given: Given, node: ast.AST) -> Any:
    from .annotations import NAMED_FIELDS

    args, keywords = given
    if NAMED_FIELDS in function.externals() and not function.opaque:
        return Unknown("the fields of such a value are not followed", node)
    for name in ("__init__", "__new__", "__post_init__"):
        made = function.names.get(name)
        if isinstance(made, FunctionValue):
            doubt(run, made)
    for value in (*args, *keywords.values()):
        run.taint(value, "it is given to a call that is not followed")
    return Unknown(f"an object of `{function.name}` is not followed", node)


def _decorator(run: Run, function: Decorator, given: Given, node: ast.AST) -> Any:
    inner, *_ = given[0] or [None]
    if not isinstance(inner, FunctionValue):
        return _not_followed(run, function, given, node)
    if function.kind == "wraps" and isinstance(function.function, FunctionValue):
        wrapped = function.function
        inner.wrapped = wrapped
        inner.name, inner.doc = wrapped.name, wrapped.doc
        inner.signature, inner.refused = wrapped.signature, wrapped.refused
        inner.tainted = inner.tainted or wrapped.tainted
    return inner


def _function(run: Run, function: FunctionValue, given: Given, node: ast.AST) -> Any:
    return call_function(run, function, given, node)


def _method(run: Run, given: Given, node: ast.AST) -> Any:
    from .methods import decorate

    return decorate(run, given, node)


def _get_attribute(run: Run, given: Given, node: ast.AST) -> Any:
    args = given[0]
    if len(args) == 2 and isinstance(args[1], str):
        return attribute_of(run, args[0], args[1], node)
    return _not_followed(run, External("builtins.getattr"), given, node)


def _set_attribute(run: Run, given: Given, node: ast.AST) -> Any:
    from .bind import set_attribute

    args = given[0]
    if len(args) == 3 and isinstance(args[1], str):
        set_attribute(run, args[0], args[1], args[2], node)
        return None
    if args and isinstance(args[0], External):
        run.lose("`setattr` changes another module.", node)
    return _not_followed(run, None, given, node)


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
    return _decorator(run, Decorator("wraps", args[1]), ([args[0]], {}), node)


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


_SPECIAL: dict[str, Callable[[Run, Given, ast.AST], Any]] = {
    f"{MODEL_CLASS}.method": _method,
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
_BY_TYPE: dict[type, Callable[[Run, Any, Given, ast.AST], Any]] = {
    External: _external,
    Bound: _bound,
    ClassValue: _class,
    Decorator: _decorator,
    FunctionValue: _function,
}
