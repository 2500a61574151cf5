"""What generated modules may import, and under which name they do."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from ...signature.hint import OwnType
from ..namespace import Namespace
from ..naming import RUNTIME_EXPORTS

__all__ = [
    "INDEX",
    "SYMBOLS",
    "TESTING",
    "TESTING_SYMBOLS",
    "ImportLine",
    "Imports",
]

_HOMES = {
    "builtins": "bool bytes dict float int list object property str tuple",
    "collections.abc": "AsyncIterable AsyncIterator Iterable Iterator Mapping Sequence",
    "dataclasses": "dataclass",
    "typing": """
        Any ClassVar Literal Never NotRequired Protocol Self TypeAlias TypedDict Unpack
        TYPE_CHECKING overload
    """,
    "openai": "AsyncOpenAI OpenAI",
    "._runtime": """
        AUDIO BOOL BYTES CONCEPT FLOAT FRAME IMAGE INT JSON NDARRAY REGION STR TEXT
        TYPED_JSON VIDEO
        STREAMING_STREAMING UNARY_STREAMING
        ArrayInput AsyncClient AsyncStream Audio AudioInput BytesInput ChatMessages
        ClarifaiError Client ClientOptions Concept ConceptInput Frame FrameInput Image ImageInput JsonInput
        JsonValue Method ModelId NDArray NamedDeployment Parameter Region RegionInput
        Response Stream Text TextInput Video VideoInput
        default list_of named outputs tuple_of
    """,
    "._runtime.lazy": "lazy",
    "._runtime.types": "JsonLike",
}

SYMBOLS: dict[str, str] = {
    name: home for home, names in _HOMES.items() for name in names.split()
}
"""All that a module of a model may import: name -> module."""

INDEX = tuple(sorted(RUNTIME_EXPORTS))
"""What a package's index takes from the runtime: all that users name."""

TESTING = ("Answers", "Call", "calls_of")
"""What the module of the fakes takes from the runtime for users."""

TESTING_SYMBOLS = SYMBOLS | dict.fromkeys(
    (*TESTING, "Fake", "fakes"), "._runtime.testing"
)
"""All that the module of the fakes may import, but for the clients."""

TYPE_ONLY = frozenset({"openai"})
"""Modules that only type checkers import."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One `from module import ...`: names in order, with ` as ` where they have another.

    `type_only` for type checkers; `is_optional` where the module may not be installed.
    """

    module: str
    names: tuple[str, ...]
    type_only: bool
    is_optional: bool

    @property
    def is_own(self) -> bool:
        """Whether the module is the package's own."""
        return self.module.startswith(".")


class Imports:
    """Symbols by the name that a module gives them; a symbol is imported once it is asked for.

    A symbol whose name is taken in the module gets an alias with a leading `_`.
    """

    def __init__(self, namespace: Namespace, taken: frozenset[str]) -> None:
        self._namespace = namespace
        self._taken = taken
        self._names: dict[str, str] = {}
        self._own: dict[OwnType, str] = {}

    @property
    def own_types(self) -> frozenset[tuple[str, str]]:
        """The user's types that were asked for: pairs of module and name."""
        return frozenset((each.module, each.name) for each in self._own)

    def own(self, type: OwnType) -> str:
        """The name of a type of the user's here; it is imported for type checkers only."""
        if type not in self._own:
            self("TYPE_CHECKING")
            self._own[type] = self._namespace.claim(type.name)
        return self._own[type]

    def __call__(self, symbol: str) -> str:
        """The name of a symbol of SYMBOLS here; KeyError if it is none."""
        if symbol not in self._names:
            if SYMBOLS[symbol] in TYPE_ONLY:
                self("TYPE_CHECKING")
            clashes = symbol in self._taken
            name = self._namespace.claim(f"_{symbol}") if clashes else symbol
            self._names[symbol] = name
        return self._names[symbol]

    def lines(self, used: Container[str] | None = None) -> tuple[ImportLine, ...]:
        """The imports so far, sorted: builtins without an alias need none.

        `used` are the names that the text holds, if it may hold less than was asked for.
        """
        homes: dict[str, list[str]] = {}
        for symbol, name in sorted(
            self._names.items(), key=lambda each: _rank(each[0])
        ):
            home = SYMBOLS[symbol]
            if used is not None and name not in used:
                continue
            if home != "builtins" or name != symbol:
                shown = symbol if name == symbol else f"{symbol} as {name}"
                homes.setdefault(home, []).append(shown)
        lines = [
            ImportLine(home, tuple(names), home in TYPE_ONLY, home in TYPE_ONLY)
            for home, names in sorted(homes.items(), key=lambda item: _order(item[0]))
        ]
        for own in sorted(self._own, key=lambda each: (each.module, each.name)):
            name = self._own[own]
            if used is not None and name not in used:
                continue
            shown = own.name if name == own.name else f"{own.name} as {name}"
            lines.append(ImportLine(own.module, (shown,), True, False))
        return tuple(lines)


def _rank(symbol: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as isort sorts them."""
    kind = 0 if symbol.isupper() else 1 if symbol[0].isupper() else 2
    return kind, symbol


def _order(home: str) -> tuple[bool, str]:
    return home.startswith("."), home
