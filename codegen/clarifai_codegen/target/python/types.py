"""Data types -> Python: what callers give, what they get, which codec does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ...signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf
from ...signature.hint import Container, Hint, Leaf, OwnType
from ..namespace import Namespace
from .shapes import Shapes
from .symbols import Imports

__all__ = ["LANGUAGE", "Alias", "Types"]

LANGUAGE = "python"


class Row(NamedTuple):
    """The symbols of a data type without parts."""

    codec: str
    given: str
    returned: str


_ROWS: Mapping[str, Row] = {
    "STR": Row("STR", "str", "str"),
    "BYTES": Row("BYTES", "BytesInput", "bytes"),
    "INT": Row("INT", "int", "int"),
    "FLOAT": Row("FLOAT", "float", "float"),
    "BOOL": Row("BOOL", "bool", "bool"),
    "NDARRAY": Row("NDARRAY", "ArrayInput", "NDArray"),
    "JSON_DATA": Row("JSON", "JsonInput", "JsonValue"),
    "TEXT": Row("TEXT", "TextInput", "Text"),
    "IMAGE": Row("IMAGE", "ImageInput", "Image"),
    "CONCEPT": Row("CONCEPT", "ConceptInput", "Concept"),
    "REGION": Row("REGION", "RegionInput", "Region"),
    "FRAME": Row("FRAME", "FrameInput", "Frame"),
    "AUDIO": Row("AUDIO", "AudioInput", "Audio"),
    "VIDEO": Row("VIDEO", "VideoInput", "Video"),
}

_LEAVES: Mapping[Leaf, str] = {
    "str": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
}
_CONTAINERS: Mapping[tuple[Container, bool], str] = {
    ("dict", True): "Mapping",
    ("dict", False): "dict",
    ("list", True): "Sequence",
    ("list", False): "list",
}

_DEEPEST = 5
"""Brackets within brackets on one line; deeper types are put together from aliases."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A part of a deep type or codec under a name of its own."""

    name: str
    text: str
    kind: str


Better: TypeAlias = Hint | OwnType | None
"""A type that is better than JSON's, if there is one."""


class _Text(NamedTuple):
    """Source with the depth of its brackets."""

    source: str
    depth: int


class Types:
    """Types and codecs as one module writes them.

    `symbol` gives the module's name of a symbol. `module`, where it is given, is where
    parts of deep types get names of their own. Records are named by `shapes`.
    """

    def __init__(
        self,
        symbol: Callable[[str], str],
        shapes: Shapes,
        module: Namespace | None = None,
    ) -> None:
        self._symbol = symbol
        self._shapes = shapes
        self._module = module
        self._aliases: dict[str, Alias] = {}
        self._taken = 0

    def new_aliases(self) -> tuple[Alias, ...]:
        """The aliases made since the last call; each needs only earlier ones."""
        aliases = tuple(self._aliases.values())[self._taken :]
        self._taken += len(aliases)
        return aliases

    def given(self, data_type: DataType, better: Better = None) -> str:
        """The type of what a caller gives: covariant, media in all their forms.

        `better` is said of the JSON in it.
        """
        return self._type(data_type, True, better).source

    def returned(self, data_type: DataType, better: Better = None) -> str:
        """The type of what a model answers: concrete. `better` is said of the JSON in it."""
        return self._type(data_type, False, better).source

    def codec(self, data_type: DataType, is_typed: bool = False) -> str:
        """The codec that sends and reads it; `is_typed` where JSON has a better type."""
        return self._codec(data_type, is_typed).source

    def is_long_tuple(self, data_type: DataType) -> bool:
        """Whether type checkers cannot tell the type from the codec."""
        match data_type:
            case ListOf(item=item):
                return self.is_long_tuple(item)
            case TupleOf(items=items):
                return len(items) > 4 or any(map(self.is_long_tuple, items))
        return False

    def _type(self, data_type: DataType, given: bool, better: Better = None) -> _Text:
        symbol = self._symbol
        match data_type:
            case Scalar(type="JSON_DATA") if better is not None:
                return self._better(better, given)
            case Scalar(type=name):
                row = _ROWS[name]
                return _Text(symbol(row.given if given else row.returned), 0)
            case ListOf(item=item):
                sequence = symbol("Sequence" if given else "list")
                inner = self._type(item, given, better)
                # What only type checkers import cannot stand in an alias: it is evaluated.
                if not isinstance(better, OwnType):
                    inner = self._shortened(inner, is_type=True)
                return _Text(f"{sequence}[{inner.source}]", inner.depth + 1)
            case TupleOf(items=items):
                parts = [
                    self._shortened(self._type(item, given), is_type=True)
                    for item in items
                ]
                inside = ", ".join(part.source for part in parts)
                depth = max(part.depth for part in parts)
                return _Text(f"{symbol('tuple')}[{inside}]", depth + 1)
            case NamedFields(fields=fields):
                shape = self._shapes[fields]
                return _Text(f"{shape.name} | {shape.keys}" if given else shape.name, 0)

    def _better(self, better: Hint | OwnType, given: bool) -> _Text:
        symbol = self._symbol
        if isinstance(better, OwnType):
            own = symbol.own(better) if isinstance(symbol, Imports) else better.name
            return _Text(own, 0)
        # JSON has one kind of number: a model's 1 is answered as 1.0.
        leaf: Leaf = "float" if better.leaf == "int" and not given else better.leaf
        source = symbol(_LEAVES.get(leaf, "JsonLike" if given else "JsonValue"))
        for container in reversed(better.containers):
            key = f"{symbol('str')}, " if container == "dict" else ""
            source = f"{symbol(_CONTAINERS[container, given])}[{key}{source}]"
        return _Text(source, len(better.containers))

    def _codec(self, data_type: DataType, is_typed: bool = False) -> _Text:
        symbol = self._symbol
        match data_type:
            case Scalar(type="JSON_DATA") if is_typed:
                return _Text(symbol("TYPED_JSON"), 0)
            case Scalar(type=name):
                return _Text(symbol(_ROWS[name].codec), 0)
            case ListOf(item=item):
                inner = self._shortened(self._codec(item, is_typed), is_type=False)
                return _Text(f"{symbol('list_of')}({inner.source})", inner.depth + 1)
            case TupleOf(items=items):
                parts = [
                    self._shortened(self._codec(item), is_type=False) for item in items
                ]
                inside = ", ".join(part.source for part in parts)
                depth = max(part.depth for part in parts)
                return _Text(f"{symbol('tuple_of')}({inside})", depth + 1)
            case NamedFields(fields=fields):
                return _Text(self._shapes[fields].codec, 0)

    def _shortened(self, text: _Text, is_type: bool) -> _Text:
        if self._module is None or text.depth < _DEEPEST:
            return text
        alias = self._aliases.get(text.source)
        if alias is None:
            name = self._module.claim("_Nested" if is_type else "_NESTED")
            alias = Alias(name, text.source, "type" if is_type else "nested")
            self._aliases[text.source] = alias
        return _Text(alias.name, 0)
