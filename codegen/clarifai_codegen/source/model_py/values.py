"""What a name of a model.py can stand for, as far as reading tells.

Plain constants are themselves (None, bool, int, float, complex, str, bytes, Ellipsis, and
tuples of values); the classes here are all the rest.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...signature.hint import Hint

__all__ = [
    "PLAIN",
    "Bound",
    "ClassValue",
    "Decorator",
    "DictValue",
    "External",
    "FunctionValue",
    "Generic",
    "ListValue",
    "Made",
    "NotPlain",
    "Unknown",
    "consumed",
    "is_same",
    "plain",
    "weight",
    "wrap",
]

PLAIN = (type(None), bool, int, float, complex, str, bytes, type(...))


@dataclass(slots=True)
class Unknown:
    """A value that reading does not tell, and why.

    `suspect` says that it may be a model class or a method of one, `told` that a problem
    says already why.
    """

    why: str
    node: ast.AST | None = None
    suspect: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class External:
    """A thing of another module by its canonical dotted name, `typing.List`."""

    path: str

    @property
    def root(self) -> str:
        """The top-level package."""
        return self.path.partition(".")[0]


@dataclass(slots=True)
class Generic:
    """`origin[args]`, and the expression that made it."""

    origin: External
    args: tuple[Any, ...]
    node: ast.AST | None = field(default=None, compare=False)


@dataclass(slots=True)
class ListValue:
    """A list; `tainted` tells who may have changed it unseen.

    `view` marks what can only be gone through, as `range(3)` and `{}.keys()`: its text is
    not that of a list.
    """

    items: list[Any]
    tainted: str = ""
    view: bool = False


@dataclass(slots=True)
class DictValue:
    """A dict with plain keys."""

    items: dict[Any, Any]
    tainted: str = ""


@dataclass(slots=True)
class Made:
    """What calling an external class gave: `Text("")`, `Param(default=1)`."""

    path: str
    args: tuple[Any, ...]
    keywords: dict[str, Any]
    node: ast.AST | None = None
    tainted: str = ""


@dataclass(slots=True)
class Decorator:
    """A decorator by its kind: see `calls.DECORATORS`. `function` is what it wraps."""

    kind: str
    function: Any = None


@dataclass(slots=True)
class Bound:
    """An attribute of a known value, on its way to be called."""

    owner: Any
    name: str


@dataclass(eq=False, slots=True)
class FunctionValue:
    """A function of the file, with what was evaluated when it was defined.

    `signature` is what the SDK keeps of a model method, `hints` what its annotations tell
    besides; `kind` is "static", "class" or
    "property" for a function inside that descriptor.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    name: str
    scope: Any
    doc: str | None = None
    defaults: dict[str, Any] = field(default_factory=dict)
    annotations: dict[str, Any] = field(default_factory=dict)
    class_name: str = ""
    wrapped: FunctionValue | None = None
    signature: dict[str, Any] | None = None
    hints: dict[str, Hint] = field(default_factory=dict)
    refused: bool = False
    kind: str = ""
    tainted: str = ""


@dataclass(eq=False, slots=True)
class ClassValue:
    """A class of the file. `opaque` names a base, decorator or keyword that is not read."""

    name: str
    node: ast.ClassDef
    bases: tuple[Any, ...]
    names: dict[str, Any]
    mro: tuple[Any, ...] = ()
    opaque: str = ""
    tainted: str = ""

    def lookup(self, name: str) -> Any:
        """The attribute along the bases; KeyError if no class of the file has it."""
        for base in (self, *self.mro):
            if isinstance(base, ClassValue) and name in base.names:
                return base.names[name]
        raise KeyError(name)

    def externals(self) -> Iterator[str]:
        """The canonical names of the bases that are not of the file."""
        for base in self.mro:
            if isinstance(base, External):
                yield base.path


def weight(value: Any, limit: int) -> int:
    """How many values a container holds at any depth, counted no further than `limit`."""
    todo, count = [value], 0
    while todo and count < limit:
        each = todo.pop()
        count += 1
        if isinstance(each, ListValue | DictValue):
            items = each.items
            todo.extend(items.values() if isinstance(items, dict) else items)
        elif isinstance(each, tuple):
            todo.extend(each)
        elif isinstance(each, Made):
            todo.extend(each.keywords.values())
        elif isinstance(each, str | bytes):
            count += len(each) // 64
    return count


class NotPlain(Exception):
    """A value has no plain Python value; `value` is the part that has none."""

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


def plain(value: Any) -> Any:
    """The Python value of constants and containers of constants. Raises NotPlain."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    if isinstance(value, ListValue) and not value.tainted and not value.view:
        return [plain(each) for each in value.items]
    if isinstance(value, DictValue) and not value.tainted:
        return {plain(key): plain(each) for key, each in value.items.items()}
    raise NotPlain(value)


def consumed(value: Any) -> Any:
    """A list in place of what can only be gone through."""
    if isinstance(value, ListValue) and value.view:
        return ListValue(value.items, value.tainted)
    return value


def wrap(value: Any) -> Any:
    """The inverse of `plain`, for what an operation gave."""
    if isinstance(value, tuple):
        return tuple(wrap(each) for each in value)
    if isinstance(value, list):
        return ListValue([wrap(each) for each in value])
    if isinstance(value, dict):
        return DictValue({key: wrap(each) for key, each in value.items()})
    return value


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are surely one and the same."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, External):
        return bool(one == other)
    if isinstance(one, tuple):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(is_same(*pair) for pair in pairs)
    return isinstance(one, PLAIN) and bool(repr(one) == repr(other))
