"""Sample values as Python: as our clients take them, and as Clarifai's SDK does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..python.layout import bracketed
from ..python.literals import literal
from .samples import (
    Array,
    ConceptValue,
    Fields,
    FrameValue,
    MediaValue,
    RegionValue,
    TextValue,
)

__all__ = ["Doc", "Group", "PythonValues", "joined", "laid_out"]


class Group(NamedTuple):
    """Elements in brackets; they stand on one line where they fit."""

    open: str
    items: tuple[Doc, ...]
    close: str


Doc = str | Group


def laid_out(doc: Doc, indent: int = 0, before: str = "") -> str:
    """The source at column `indent`, after `before` on its first line."""
    if isinstance(doc, str):
        return before + doc
    inner = [laid_out(item, indent + 4) for item in doc.items]
    flat = before + _flat(doc)
    if not doc.items or len(flat) + 1 + indent <= 88:
        return flat
    return bracketed(before + doc.open, [*inner, ""][:-1], doc.close, indent)


def joined(before: str, doc: Doc, after: str) -> Doc:
    """The source with text put before and behind it."""
    if isinstance(doc, str):
        return before + doc + after
    return Group(before + doc.open, doc.items, doc.close + after)


class PythonValues:
    """Writes values and notes what has to be imported: module -> names, "" for itself.

    With `sdk`, values are those of the package clarifai.
    """

    def __init__(self, sdk: bool) -> None:
        self._sdk = sdk
        self.imports: dict[str, set[str]] = {}
        self.symbols: set[str] = set()

    def value(self, thing: Any) -> Doc:
        """The source of a value."""
        for kind, write in _WRITERS.items():
            if isinstance(thing, kind):
                return write(self, thing)
        if isinstance(thing, list):
            return Group("[", self._each(thing), "]")
        if isinstance(thing, tuple):
            return self._tuple(thing)
        if isinstance(thing, Mapping):
            return self._dict(thing)
        return literal(thing)

    def needs(self, module: str, name: str = "") -> str:
        """A name that the snippet imports: the module itself where none is given."""
        self.imports.setdefault(module, set()).add(name)
        return name or module

    def _symbol(self, name: str) -> str:
        """A class of the package that the snippet calls."""
        self.symbols.add(name)
        return name

    def _each(self, things: Iterable[Any]) -> tuple[Doc, ...]:
        return tuple(map(self.value, things))

    def _tuple(self, things: tuple[Any, ...]) -> Doc:
        if len(things) == 1:
            return joined("(", self.value(things[0]), ",)")
        return Group("(", self._each(things), ")")

    def _dict(self, thing: Mapping[Any, Any]) -> Doc:
        items = (
            joined(f"{literal(key)}: ", self.value(each), "")
            for key, each in thing.items()
        )
        return Group("{", tuple(items), "}")

    def _fields(self, thing: Fields) -> Doc:
        return self._dict(thing.values)

    def _text(self, thing: TextValue) -> Doc:
        text = literal(thing.text)
        return f"{self._symbol('Text')}({text})" if self._sdk else text

    def _media(self, thing: MediaValue) -> Doc:
        place = literal(thing.place)
        if thing.form == "url":
            if not self._sdk:
                return place
            return f"{self._symbol(thing.type.capitalize())}(url={place})"
        path = f"{self.needs('pathlib', 'Path')}({place})"
        if not self._sdk:
            return path if thing.form == "file" else f"{path}.read_bytes()"
        kind = self._symbol(thing.type.capitalize())
        return f"{kind}(bytes={path}.read_bytes())"

    def _concept(self, thing: ConceptValue) -> Doc:
        name = literal(thing.name)
        return f"{self._symbol('Concept')}({name}, {literal(thing.value)})"

    def _region(self, thing: RegionValue) -> Doc:
        box = joined("box=", self.value(list(thing.box)), "")
        concepts = joined("concepts=", self.value([thing.concept]), "")
        return Group(f"{self._symbol('Region')}(", (box, concepts), ")")

    def _frame(self, thing: FrameValue) -> Doc:
        image = joined("image=", self.value(thing.image), "")
        return Group(f"{self._symbol('Frame')}(", (image, "time=0.0"), ")")

    def _array(self, thing: Array) -> Doc:
        rows = self.value([list(row) for row in thing.rows])
        items = (rows, 'dtype="float32"')
        return Group(f"{self.needs('numpy')}.array(", items, ")")


def _flat(doc: Doc) -> str:
    if isinstance(doc, str):
        return doc
    return f"{doc.open}{', '.join(map(_flat, doc.items))}{doc.close}"


_WRITERS: dict[type, Callable[[PythonValues, Any], Doc]] = {
    Fields: PythonValues._fields,
    TextValue: PythonValues._text,
    MediaValue: PythonValues._media,
    ConceptValue: PythonValues._concept,
    RegionValue: PythonValues._region,
    FrameValue: PythonValues._frame,
    Array: PythonValues._array,
}
