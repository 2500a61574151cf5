"""Operations on plain values that may be carried out while reading: an allow-list.

All of them are free of effects and bounded: nothing that is built here grows beyond
MAX_SIZE, whatever the file says.
"""

from __future__ import annotations

import ast
import inspect
import json
import math
import operator
import textwrap
from collections.abc import Callable
from typing import Any

__all__ = [
    "BINARY",
    "COMPARE",
    "FUNCTIONS",
    "METHODS",
    "UNARY",
    "Refused",
    "binary",
    "refuse_growth",
    "refuse_widths",
]

MAX_SIZE = 100_000
_MAX_BITS = 10_000


class Refused(Exception):
    """The operation is not carried out: too large, or it raises."""


BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}
UNARY: dict[type, Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        f"builtins.{each.__name__}": each
        for each in (
            abs,
            bool,
            bytes,
            chr,
            complex,
            dict,
            divmod,
            float,
            int,
            len,
            list,
            max,
            min,
            ord,
            round,
            sorted,
            str,
            sum,
            tuple,
        )
    },
    "builtins.range": lambda *given: list(_range(*given)),
    "builtins.enumerate": lambda *given: list(enumerate(*given)),
    "builtins.zip": lambda *given: list(zip(*given, strict=False)),
    "builtins.reversed": lambda given: list(reversed(given)),
    "builtins.any": any,
    "builtins.all": all,
    "math.sqrt": math.sqrt,
    "math.ceil": math.ceil,
    "math.floor": math.floor,
    "math.log": math.log,
    "math.log2": math.log2,
    "math.pow": math.pow,
    "textwrap.dedent": textwrap.dedent,
    "inspect.cleandoc": inspect.cleandoc,
    "json.loads": json.loads,
    "json.dumps": json.dumps,
}
"""By canonical name. `str` and `repr` of containers hold no addresses here: all is plain."""

_OF_TEXTS = """
    capitalize casefold count endswith find format index isdigit join lower lstrip
    partition removeprefix removesuffix replace rfind rpartition rsplit rstrip split
    splitlines startswith strip swapcase title upper zfill encode
"""
VIEWS = frozenset(
    f"builtins.{name}" for name in ("range", "enumerate", "zip", "reversed")
)
"""Those of FUNCTIONS whose result can only be gone through."""

NOT_CONSUMING = frozenset({"builtins.str", "builtins.bool", "json.dumps"})
"""Those that do not go through what they are given."""

METHODS: dict[type, frozenset[str]] = {
    str: frozenset(_OF_TEXTS.split()),
    bytes: frozenset({"decode", "hex"}),
    list: frozenset({"copy", "count", "index"}),
    tuple: frozenset({"count", "index"}),
    dict: frozenset({"copy", "get", "items", "keys", "values"}),
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
}


def binary(kind: type, left: Any, right: Any) -> Any:
    """The operation on two plain values. Raises Refused."""
    operation = BINARY.get(kind)
    if operation is None:
        raise Refused
    if (
        kind is ast.Pow
        and _is_int(left)
        and _is_int(right)
        and abs(left).bit_length() * max(right, 0) > _MAX_BITS
    ):
        raise Refused
    if kind is ast.LShift and _is_int(right) and right > _MAX_BITS:
        raise Refused
    if kind is ast.Mult:
        for many, times in ((left, right), (right, left)):
            if (
                isinstance(many, str | bytes | list | tuple)
                and _is_int(times)
                and len(many) * max(times, 0) > MAX_SIZE
            ):
                raise Refused
        if (
            _is_int(left)
            and _is_int(right)
            and abs(left).bit_length() + abs(right).bit_length() > _MAX_BITS
        ):
            raise Refused
    if (
        kind is ast.Add
        and isinstance(left, str | bytes | list | tuple)
        and len(left) + len(right) > MAX_SIZE
    ):
        raise Refused
    if kind is ast.Mod and isinstance(left, str | bytes):
        refuse_widths(str(left))
    return operation(left, right)


def refuse_growth(value: Any, name: str, args: tuple[Any, ...]) -> None:
    """Refuse methods of texts whose result would be too long, before they are called."""
    if name == "join" and args:
        parts = list(args[0])
        if sum(map(len, parts)) + len(value) * len(parts) > MAX_SIZE:
            raise Refused
    elif name == "replace" and len(args) > 1:
        many = value.count(args[0])
        if len(value) + many * len(args[1]) > MAX_SIZE:
            raise Refused
    elif name in ("format", "zfill"):
        refuse_widths(" ".join([str(value), *map(str, args[:1])]))


def _is_int(value: Any) -> bool:
    return isinstance(value, int)


def refuse_widths(pattern: str) -> None:
    """A format may ask for a billion blanks."""
    digits = "".join(letter if letter.isdigit() else " " for letter in pattern)
    if "*" in pattern or any(len(each) > 4 for each in digits.split()):
        raise Refused


def _range(*given: int) -> range:
    values = range(*given)
    if len(values) > MAX_SIZE:
        raise Refused
    return values
