"""What `typing` itself refuses when an annotation is evaluated."""

from __future__ import annotations

import ast
from typing import Any

from .values import ClassValue, External, Generic, Unknown

__all__ = ["is_class", "typing_error", "union_of"]

_UNION = External("typing.Union")
_ARITY = {
    "typing.List": 1,
    "typing.Set": 1,
    "typing.FrozenSet": 1,
    "typing.Dict": 2,
    "typing.Mapping": 2,
    "typing.Iterator": 1,
    "typing.Iterable": 1,
    "typing.Sequence": 1,
    "typing.AsyncIterator": 1,
    "typing.AsyncIterable": 1,
    "typing.Optional": 1,
}
_PLAIN = frozenset(f"typing.{name}" for name in ("Union", "Optional", "Literal"))
_CLASSES = frozenset(
    f"builtins.{name}"
    for name in ("str", "bytes", "int", "float", "bool", "dict", "list", "tuple", "set")
)


def typing_error(origin: External, args: tuple[Any, ...]) -> str:
    """Why `origin[args]` fails when it is evaluated; "" where it does not."""
    if origin.root != "typing":
        return ""
    word = origin.path.rpartition(".")[2]
    many = _ARITY.get(origin.path)
    if many is not None and len(args) != many:
        return f"`{word}` takes {many} type{'s' * (many > 1)}, not {len(args)}."
    if many is None and word not in ("Tuple", "Union"):
        return ""
    if any(isinstance(each, tuple) for each in args):
        return f"`{word}` takes types, not rows of them: write Tuple[...]."
    plain = [e for e in args if isinstance(e, External) and e.path in _PLAIN]
    if plain:
        inner = plain[0].path.rpartition(".")[2]
        return f"`{inner}` inside `{word}` needs its types."
    return ""


def union_of(args: tuple[Any, ...], node: ast.AST) -> Any:
    """The union of types: each once, and a single one is itself."""
    kept: list[Any] = []
    for each in args:
        nested = isinstance(each, Generic) and each.origin == _UNION
        for inner in each.args if nested else (each,):
            if inner not in kept:
                kept.append(inner)
    unknown = next((each for each in kept if isinstance(each, Unknown)), None)
    if unknown is not None:
        return unknown
    if len(kept) == 1 and kept[0] is not None:
        return kept[0]
    return Generic(_UNION, tuple(kept), node)


def is_class(value: Any) -> bool:
    """Whether a value is surely a class, whose `|` takes no texts."""
    if isinstance(value, External):
        data_types = "clarifai.runners.utils.data_types."
        return value.path in _CLASSES or value.path.startswith(data_types)
    return isinstance(value, ClassValue) and not value.opaque
