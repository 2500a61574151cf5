"""What generated modules may import, and under which name they do."""

from __future__ import annotations

from ...signature.hint import OwnType
from ..namespace import Namespace
from ..naming import TYPESCRIPT_EXPORTS

__all__ = ["INDEX", "RUNTIME", "SYMBOLS", "TESTING", "VALUES", "Imports", "specifier"]

RUNTIME = "./runtime/index.js"

_CODECS = """
    AUDIO BIGINT BOOL BYTES CONCEPT FLOAT FRAME IMAGE INT JSON_DATA NDARRAY REGION STR TEXT
    TYPED_JSON VIDEO listOf named tupleOf
"""
_INTERNAL = "Client JsonPart Method ModelId OpenAIOptions"

VALUES = frozenset(
    [
        "BatchError",
        "ClarifaiError",
        "Client",
        "Media",
        "Method",
        "Text",
        "createHandler",
    ]
) | frozenset(_CODECS.split())
"""Symbols of the runtime that are there at run time; all others are types."""

SYMBOLS = dict.fromkeys(
    sorted({*TYPESCRIPT_EXPORTS, *_CODECS.split(), *_INTERNAL.split()}), RUNTIME
)
"""All that a module of a model may import: name -> module."""

INDEX = tuple(sorted(TYPESCRIPT_EXPORTS, key=str.lower))
"""What the index takes from the runtime: all that users name."""

TESTING = ("Answers", "callsOf", "FakeCall", "FakeOptions")
"""What the module of the fakes takes from the runtime for users."""


class Imports:
    """Symbols by the name that a module gives them; a symbol is imported once it is asked for.

    A symbol whose name is taken in the module gets an alias with a trailing `_`.
    """

    def __init__(self, module: Namespace, taken: frozenset[str]) -> None:
        self._module = module
        self._taken = taken
        self._names: dict[str, str] = {}
        self._values: set[str] = set()
        self._own: dict[OwnType, str] = {}

    @property
    def own_types(self) -> frozenset[tuple[str, str]]:
        """The user's types that were asked for: pairs of module and name."""
        return frozenset((each.module, each.name) for each in self._own)

    def own(self, type: OwnType) -> str:
        """The name of a type of the user's here; only the type is imported."""
        if type not in self._own:
            self._own[type] = self._module.underscored(type.name)
        return self._own[type]

    def own_imports(self) -> tuple[tuple[str, str], ...]:
        """Modules of the user's types, each with a specifier, sorted."""
        return tuple(
            (own.module, own.name if own.name == name else f"{own.name} as {name}")
            for own, name in sorted(
                self._own.items(), key=lambda item: (item[0].module, item[0].name)
            )
        )

    def __call__(self, symbol: str, as_type: bool = False) -> str:
        """The name of a symbol of SYMBOLS here; KeyError if it is none.

        A class of the runtime is only a type where it is asked for `as_type` alone.
        """
        if symbol not in self._names:
            assert symbol in SYMBOLS, symbol
            clashes = symbol in self._taken
            name = self._module.underscored(f"{symbol}_") if clashes else symbol
            self._names[symbol] = name
        if symbol in VALUES and not as_type:
            self._values.add(symbol)
        return self._names[symbol]

    def specifiers(self) -> tuple[str, ...]:
        """What stands in the braces of the import, sorted, whatever the case."""
        return tuple(
            specifier(symbol, name, symbol in self._values)
            for symbol, name in sorted(self._names.items(), key=_by_name)
        )


def specifier(symbol: str, name: str, is_value: bool) -> str:
    """One import: `type Image`, `STR`, `type Call as Call_`."""
    word = "" if is_value else "type "
    return f"{word}{symbol}" if name == symbol else f"{word}{symbol} as {name}"


def _by_name(item: tuple[str, str]) -> tuple[str, str]:
    return item[0].lower(), item[0]
