"""Annotations -> data types, as the SDK's `_normalize_type` and `_fill_signature_type`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .annotation_tables import (
    BARE_JSON,
    DEEPEST,
    DICTS,
    HIDING,
    INSTEAD,
    LISTS,
    NAMED_FIELDS,
    REFUSED,
    SCALARS,
    STREAMS,
    TUPLES,
    UNIONS,
)
from .data_type import DataType, Unfit, not_known
from .externals import origin_of
from .json_types import dict_of, json_of
from .unions import only_member
from .values import (
    PLAIN,
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    Generic,
    ListValue,
    Made,
    Unknown,
)

__all__ = ["data_type"]


def data_type(value: Any) -> tuple[DataType, bool]:
    """The data type of an annotation, and whether it is a stream. Raises Unfit."""
    if isinstance(value, Generic) and value.origin.path in STREAMS:
        home, _, word = value.origin.path.rpartition(".")
        many = {"Generator": 3}.get(word, 1)
        if home == "typing" and len(value.args) != many:
            fix = f"Write Iterator[...], or {word} with {many} types."
            what = f"`{word}` takes {many} types, not {len(value.args)}."
            raise Unfit("unsupported-type", what, value.node, fix)
        if not value.args:
            raise Unfit("unsupported-type", f"`{word}` needs its type.", value.node)
        return _normalize(value.args[0], 0), True
    if isinstance(value, External) and value.path in STREAMS:
        word = value.path.rpartition(".")[2]
        fix = f"Write what it gives: `{word}[str]`."
        raise Unfit("unsupported-type", f"`{word}` needs its type.", None, fix)
    return _normalize(value, 0), False


def _normalize(value: Any, depth: int) -> DataType:
    if depth > DEEPEST:
        raise Unfit("too-deep", "The type nests too deep.")
    handler = _BY_TYPE.get(type(value))
    if handler is not None:
        return handler(value, depth + 1)
    if isinstance(value, PLAIN):
        return _constant(value)
    raise Unfit("unsupported-type", "This is no type that the SDK supports.")


def _external(value: External, depth: int) -> DataType:
    path = value.path
    if path in SCALARS:
        return DataType(SCALARS[path])
    if path in BARE_JSON:
        return json_of(value)
    if path in REFUSED:
        raise Unfit(*REFUSED[path])
    word = path.rpartition(".")[2]
    if path in INSTEAD:
        what = f"The SDK does not support `{word}`."
        raise Unfit("unsupported-type", what, None, INSTEAD[path])
    if origin_of(path) == "foreign":
        home = path.removeprefix("__relative__.").rpartition(".")[0] or word
        what = f"`{word}` comes from `{home}`, which the SDK does not know."
        raise Unfit("foreign-type", what)
    if path.startswith("clarifai") and not path.startswith("clarifai.runners"):
        raise Unfit("not-static", f"What `{path}` is cannot be known.")
    raise Unfit("unsupported-type", f"The SDK does not support `{word}`.")


def _generic(value: Generic, depth: int) -> DataType:
    path, args = value.origin.path, value.args
    try:
        if path in LISTS:
            if path == "typing.List" and len(args) != 1:
                raise Unfit("unsupported-type", "`List` takes one type.", value.node)
            return _list(value, depth)
        if path in TUPLES:
            if not args:
                raise Unfit(*REFUSED["typing.Tuple"])
            inner = tuple(("", _normalize(each, depth)) for each in args)
            return DataType("TUPLE", inner)
        if path in DICTS:
            return dict_of(value)
    except Unfit as error:
        error.node = error.node or value.node
        raise
    if path == "numpy.ndarray":
        return DataType("NDARRAY")
    if path in UNIONS:
        return _normalize(only_member(value), depth)
    if path in STREAMS:
        what = "A stream can only be a whole parameter or the whole return value."
        raise Unfit("stream-inside", what, value.node)
    code, what = REFUSED.get(path, ("", ""))
    if code:
        raise Unfit(code, what, value.node)
    try:
        _external(value.origin, depth)
    except Unfit as error:
        error.node = error.node or value.node
        raise
    word = path.rpartition(".")[2]
    raise Unfit("unsupported-type", f"`{word}[...]` is no type.", value.node)


def _list(value: Generic, depth: int) -> DataType:
    if not value.args:
        return json_of(value)
    inner = _normalize(value.args[0], depth)
    return DataType("LIST", (("", inner),), inner.hint)


def _class(value: ClassValue, depth: int) -> DataType:
    if (value.tainted or value.opaque) and (
        NAMED_FIELDS in value.externals() or "clarifai" in value.opaque
    ):
        raise Unfit("not-static", f"{value.tainted or value.opaque}.")
    if NAMED_FIELDS not in value.externals():
        what = f"The SDK does not support the class `{value.name}`."
        fix = "Write NamedFields(name=type, ...), or `dict` for JSON."
        raise Unfit("unsupported-type", what, None, fix)
    fields = value.names.get("__annotations__", DictValue({}))
    if not isinstance(fields, DictValue) or fields.tainted:
        raise Unfit("not-static", f"The fields of `{value.name}` are not known.")
    return _named(fields.items, depth)


def _made(value: Made, depth: int) -> DataType:
    if value.path != NAMED_FIELDS:
        word = value.path.rpartition(".")[2]
        raise Unfit("unsupported-type", f"The SDK does not support a `{word}`.")
    # With values that are all classes it is a class, otherwise an object, whose own
    # attributes hide its methods.
    hidden = bool(HIDING & value.keywords.keys())
    if value.tainted or (hidden and not all(map(_is_class, value.keywords.values()))):
        raise Unfit("not-static", "These fields are not followed.", value.node)
    try:
        return _named(value.keywords, depth)
    except Unfit as error:
        error.node = error.node or value.node
        raise


def _is_class(value: Any) -> bool:
    if isinstance(value, Made) and value.path == NAMED_FIELDS:
        return bool(value.keywords) and all(map(_is_class, value.keywords.values()))
    if isinstance(value, External):
        return value.path in SCALARS or value.path in (
            "builtins.dict",
            "builtins.list",
        )
    return isinstance(value, ClassValue)


def _named(fields: dict[Any, Any], depth: int) -> DataType:
    if not all(isinstance(name, str) for name in fields):
        raise Unfit("unsupported-type", "The names of fields are texts.")
    inner = tuple((name, _normalize(each, depth)) for name, each in fields.items())
    if HIDING & fields.keys() and not all(_stays_class(of) for _, of in inner):
        raise Unfit("not-static", "Fields of these names are not followed.")
    return DataType("NAMED_FIELDS", inner)


def _stays_class(of: DataType) -> bool:
    """Whether the SDK has a class, not an object, for a data type."""
    if of.name in ("LIST", "TUPLE"):
        return False
    if of.name == "NAMED_FIELDS":
        return bool(of.fields) and all(_stays_class(inner) for _, inner in of.fields)
    return True


def _dict_value(value: DictValue, depth: int) -> DataType:
    if value.tainted:
        raise Unfit("not-static", f"The fields are not known: {value.tainted}.")
    return _named(value.items, depth)


def _row(value: ListValue | tuple[Any, ...], depth: int) -> DataType:
    if isinstance(value, ListValue) and value.tainted:
        raise Unfit("not-static", f"The types are not known: {value.tainted}.")
    items = value.items if isinstance(value, ListValue) else value
    return DataType("TUPLE", tuple(("", _normalize(each, depth)) for each in items))


def _unknown(value: Unknown, depth: int) -> DataType:
    raise not_known(value)


def _function(value: FunctionValue, depth: int) -> DataType:
    what = f"`{value.name}` is a function, not a type."
    raise Unfit("unsupported-type", what)


def _constant(value: Any) -> DataType:
    if value is None:
        fix = "Give something back: a `str`, a `bool`, a `dict`."
        raise Unfit("unsupported-type", "The SDK does not support None.", None, fix)
    if isinstance(value, str):
        fix = f"Write it without quotes: {value}."
        raise Unfit("string-annotation", "The annotation is a text.", None, fix)
    if value is ...:
        fix = "Write `List[...]` for any number of one type."
        what = "The SDK supports no tuples of any length."
        raise Unfit("untyped-tuple", what, None, fix)
    raise Unfit("unsupported-type", "A constant is no type.")


_BY_TYPE: dict[type, Callable[[Any, int], DataType]] = {
    External: _external,
    Generic: _generic,
    ClassValue: _class,
    Made: _made,
    DictValue: _dict_value,
    ListValue: _row,
    tuple: _row,
    Unknown: _unknown,
    FunctionValue: _function,
}
