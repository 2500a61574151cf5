"""Annotations that travel as JSON, and the better types that they tell."""

from __future__ import annotations

from typing import Any

from ...signature.hint import Hint, Leaf
from .annotation_tables import DEEPEST, DICTS, JSONABLE, LISTS, TUPLES
from .data_type import DataType, Unfit, not_known
from .values import External, Generic, Unknown

__all__ = ["dict_of", "json_of"]


def dict_of(value: Generic) -> DataType:
    """What a dict with its types is. Raises Unfit."""
    typed = value.origin.path == "typing.Dict"
    if typed and len(value.args) != 2:
        raise Unfit("unsupported-type", "`Dict` takes two types.", value.node)
    for each in value.args:
        if isinstance(each, Unknown):
            raise not_known(each)
        if not (_is_jsonable(each) or (typed and each is None)):
            fix = "Write `dict`, or NamedFields(name=type, ...) for known fields."
            what = "The SDK takes dicts of JSON values only, each with its type."
            raise Unfit("dict-values", what, value.node, fix)
    return json_of(value)


def json_of(value: External | Generic) -> DataType:
    """JSON, with the shape that the annotation tells."""
    return DataType("JSON_DATA", hint=_hint(value, 0))


def _hint(value: Any, depth: int) -> Hint:
    """The shape of JSON that an annotation tells; a tuple is a list of anything."""
    path = (
        value.origin.path if isinstance(value, Generic) else getattr(value, "path", "")
    )
    args = value.args if isinstance(value, Generic) else ()
    inner = Hint()
    if path in DICTS:
        if len(args) == 2 and depth < DEEPEST:
            inner = _hint(args[1], depth + 1)
        return inner.within("dict")
    if path in LISTS:
        if len(args) == 1 and depth < DEEPEST:
            inner = _hint(args[0], depth + 1)
        return inner.within("list")
    if path in TUPLES:
        return inner.within("list")
    return Hint(leaf=_LEAVES.get(path, "any"))


_LEAVES: dict[str, Leaf] = {
    "builtins.str": "str",
    "builtins.int": "int",
    "builtins.float": "float",
    "builtins.bool": "bool",
}


def _is_jsonable(value: Any) -> bool:
    if isinstance(value, External):
        known = ("typing.List", "typing.Dict", "typing.Tuple")
        return value.path in JSONABLE or value.path in known
    if isinstance(value, Generic) and value.origin.path in (*LISTS, *DICTS, *TUPLES):
        typed = value.origin.path.startswith("typing.")
        return all(_is_jsonable(e) or (typed and e is None) for e in value.args)
    return False
