"""Data types -> TypeScript: what callers give, what they get, which codec does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias

from ...signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf
from ...signature.hint import Hint, Leaf, OwnType
from .layout import Doc, Group, Union
from .literals import value
from .shapes import Shapes

__all__ = ["LANGUAGE", "Types", "array"]

LANGUAGE = "typescript"


class Row(NamedTuple):
    """The symbols of a data type without parts; lower case is the language's own."""

    codec: str
    given: str
    returned: str


_ROWS: Mapping[str, Row] = {
    "STR": Row("STR", "string", "string"),
    "BYTES": Row("BYTES", "BytesInput", "Bytes"),
    "INT": Row("INT", "number | bigint", "number"),
    "FLOAT": Row("FLOAT", "number", "number"),
    "BOOL": Row("BOOL", "boolean", "boolean"),
    "NDARRAY": Row("NDARRAY", "NdArrayInput", "NdArray"),
    "JSON_DATA": Row("JSON_DATA", "JsonInput", "JsonValue"),
    "TEXT": Row("TEXT", "TextInput", "Text"),
    "IMAGE": Row("IMAGE", "ImageInput", "Image"),
    "CONCEPT": Row("CONCEPT", "ConceptInput", "Concept"),
    "REGION": Row("REGION", "RegionInput", "Region"),
    "FRAME": Row("FRAME", "FrameInput", "Frame"),
    "AUDIO": Row("AUDIO", "AudioInput", "Audio"),
    "VIDEO": Row("VIDEO", "VideoInput", "Video"),
}
_BIGINT = Row("BIGINT", "number | bigint", "bigint")


_LEAVES: Mapping[Leaf, str] = {
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
}

Better: TypeAlias = Hint | OwnType | None
"""A type that is better than JSON's, if there is one."""


class Symbol(Protocol):
    """The module's name of a symbol of the runtime, or of a type of the user's."""

    def __call__(self, symbol: str, as_type: bool = False) -> str: ...

    def own(self, type: OwnType) -> str: ...


class Types:
    """Types and codecs as one module writes them.

    `int64` is what INT is answered as: `number` or `bigint`. Records are named by `shapes`.
    """

    def __init__(self, symbol: Symbol, shapes: Shapes, int64: str) -> None:
        self._symbol = symbol
        self._shapes = shapes
        self._rows = {**_ROWS, "INT": _BIGINT} if int64 == "bigint" else _ROWS

    def given(self, data_type: DataType, better: Better = None) -> Doc:
        """The type of what a caller gives: covariant, media in all their forms.

        `better` is said of the JSON in it.
        """
        match data_type:
            case Scalar(type="JSON_DATA") if better is not None:
                return self._better(better, given=True)
            case Scalar(type=name):
                return self._named(self._rows[name].given)
            case ListOf(item=item):
                return array(self.given(item, better), "readonly ")
            case TupleOf(items=items):
                return Group("readonly [", tuple(map(self.given, items)), "]")
            case NamedFields(fields=fields):
                return self._shapes[fields].given

    def returned(self, data_type: DataType, better: Better = None) -> Doc:
        """The type of what a model answers: concrete. `better` is said of the JSON in it."""
        match data_type:
            case Scalar(type="JSON_DATA") if better is not None:
                return self._better(better, given=False)
            case Scalar(type=name):
                return self._named(self._rows[name].returned)
            case ListOf(item=item):
                return array(self.returned(item, better))
            case TupleOf(items=items):
                return Group("readonly [", tuple(map(self.returned, items)), "]")
            case NamedFields(fields=fields):
                return self._shapes[fields].returned

    def codec(self, data_type: DataType, is_typed: bool = False) -> Doc:
        """The codec that sends and reads it; `is_typed` where JSON has a better type."""
        match data_type:
            case Scalar(type="JSON_DATA") if is_typed:
                return self._symbol("TYPED_JSON")
            case Scalar(type=name):
                return self._symbol(self._rows[name].codec)
            case ListOf(item=item):
                return Group(
                    f"{self._symbol('listOf')}(", (self.codec(item, is_typed),), ")"
                )
            case TupleOf(items=items):
                return Group(
                    f"{self._symbol('tupleOf')}(", tuple(map(self.codec, items)), ")"
                )
            case NamedFields(fields=fields):
                return self._shapes[fields].codec

    def value(self, data_type: DataType, thing: Any) -> Doc:
        """A value as it is given, fields under the names of their properties."""
        return value(self._renamed(data_type, thing))

    def _renamed(self, data_type: DataType, thing: Any) -> Any:
        match data_type, thing:
            case ListOf(item=item), list() | tuple():
                return [self._renamed(item, each) for each in thing]
            case TupleOf(items=items), list() | tuple():
                rows = zip(items, thing, strict=True)
                return [self._renamed(item, each) for item, each in rows]
            case NamedFields(fields=fields), Mapping():
                named = zip(fields, self._shapes[fields].properties, strict=True)
                return {
                    name: self._renamed(field.data_type, thing[field.name])
                    for field, name in named
                    if field.name in thing
                }
        return thing

    def _better(self, better: Hint | OwnType, given: bool) -> Doc:
        if isinstance(better, OwnType):
            return self._symbol.own(better)
        leaf = _LEAVES.get(better.leaf)
        found: Doc = leaf or self._symbol(
            "JsonPart" if given else "JsonValue", as_type=True
        )
        for container in reversed(better.containers):
            if container == "list":
                found = array(found, "readonly " if given else "")
                continue
            found = Group("Record<", ("string", found), ">", comma=False)
            if given:
                found = Group("Readonly<", (found,), ">", comma=False)
        return found

    def _named(self, name: str) -> Doc:
        """A type without parts: a symbol is a type of the runtime."""
        if " | " in name:
            return Union(tuple(name.split(" | ")))
        return name if name[0].islower() else self._symbol(name, as_type=True)


def array(item: Doc, readonly: str = "") -> Doc:
    """The type of an array."""
    match item:
        case Group(open=opening, items=items, close=close, comma=comma):
            if opening.startswith("readonly "):
                return Group(f"{readonly}({opening}", items, f"{close})[]", comma)
            return Group(f"{readonly}{opening}", items, f"{close}[]", comma)
        case Union(members=members):
            return f"{readonly}({' | '.join(map(str, members))})[]"
    if str(item).startswith("readonly "):
        return f"{readonly}({item})[]"
    return f"{readonly}{item}[]"
