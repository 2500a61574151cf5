"""Sample values as TypeScript: as our clients take them, and as clarifai-nodejs does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...signature.datatype import DataType, ListOf, NamedFields, TupleOf
from ..typescript.layout import Doc, Group, Pair
from ..typescript.literals import key, literal, string
from ..typescript.literals import value as plain
from ..typescript.names import properties
from .samples import (
    Array,
    ConceptValue,
    FrameValue,
    MediaValue,
    RegionValue,
    TextValue,
)

__all__ = ["TypeScriptValues"]


class TypeScriptValues:
    """Writes values and notes what has to be imported: module -> names.

    `style` is that of our clients' names. With `sdk`, values are clarifai-nodejs's.
    """

    def __init__(self, style: str, sdk: bool = False) -> None:
        self._style = style
        self._sdk = sdk
        self.imports: dict[str, set[str]] = {}

    def value(self, data_type: DataType, thing: Any) -> Doc:
        """The source of a value of a data type."""
        match data_type:
            case ListOf(item=item):
                items = tuple(self.value(item, each) for each in thing)
                return Group("[", items, "]")
            case TupleOf(items=types):
                pairs = zip(types, thing, strict=True)
                return Group("[", tuple(self.value(*pair) for pair in pairs), "]")
            case NamedFields(fields=fields):
                names = properties((f.name for f in fields), self._style)
                return _object(
                    {
                        names[f.name]: self.value(f.data_type, thing.values[f.name])
                        for f in fields
                    }
                )
        writer = _WRITERS.get(type(thing))
        if writer is not None:
            return writer(self, thing)
        if isinstance(thing, bytes):
            return self._bytes(thing)
        return plain(thing)

    def needs(self, module: str, name: str) -> str:
        """A name that the snippet imports."""
        self.imports.setdefault(module, set()).add(name)
        return name

    def _bytes(self, thing: bytes) -> Doc:
        if thing.isascii() and thing.decode().isprintable():
            return f"new TextEncoder().encode({string(thing.decode())})"
        return plain(thing)

    def _text(self, thing: TextValue) -> Doc:
        return string(thing.text)

    def _media(self, thing: MediaValue) -> Doc:
        place = string(thing.place)
        if thing.form == "url":
            return _object({"url": place})
        if self._sdk:
            read = self.needs("node:fs", "readFileSync")
            return _object({"base64": f'{read}({place}).toString("base64")'})
        if thing.form == "file":
            opened = self.needs("node:fs", "openAsBlob")
            return _object({"blob": f"await {opened}({place})"})
        read = self.needs("node:fs/promises", "readFile")
        return _object({"bytes": f"await {read}({place})"})

    def _concept(self, thing: ConceptValue) -> Doc:
        return _object({"name": string(thing.name), "value": literal(thing.value)})

    def _region(self, thing: RegionValue) -> Doc:
        sides = zip(("left", "top", "right", "bottom"), thing.box, strict=True)
        box = _object({side: literal(number) for side, number in sides})
        return _object(
            {"box": box, "concepts": Group("[", (self._concept(thing.concept),), "]")}
        )

    def _frame(self, thing: FrameValue) -> Doc:
        return _object({"image": self._media(thing.image), "time": "0"})

    def _array(self, thing: Array) -> Doc:
        numbers = tuple(literal(number) for row in thing.rows for number in row)
        shape = (str(len(thing.rows)), str(len(thing.rows[0])))
        data = Group("new Float32Array([", numbers, "])")
        return _object(
            {"dtype": '"float32"', "shape": Group("[", shape, "]"), "data": data}
        )


def _object(values: Mapping[str, Doc]) -> Doc:
    pairs = tuple(Pair(key(name), each) for name, each in values.items())
    return Group("{ ", pairs, " }") if pairs else "{}"


_WRITERS: dict[type, Callable[[TypeScriptValues, Any], Doc]] = {
    TextValue: TypeScriptValues._text,
    MediaValue: TypeScriptValues._media,
    ConceptValue: TypeScriptValues._concept,
    RegionValue: TypeScriptValues._region,
    FrameValue: TypeScriptValues._frame,
    Array: TypeScriptValues._array,
}
