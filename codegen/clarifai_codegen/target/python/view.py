"""What templates see of a model: names, types and facts, frozen.

All source in a view is final; templates put it in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...problems import Problem
from .types import Alias

__all__ = ["MethodView", "ModelView", "Record", "Side", "Table", "TypedKeys"]


@dataclass(frozen=True, slots=True)
class Record:
    """A frozen dataclass; `fields` are pairs of a name and a type."""

    name: str
    fields: tuple[tuple[str, str], ...]
    kind: str = "record"


@dataclass(frozen=True, slots=True)
class TypedKeys:
    """A TypedDict; `keys` are pairs of a key and a type.

    They are literals where `is_functional`: they are not all identifiers then.
    """

    name: str
    keys: tuple[tuple[str, str], ...]
    doc: tuple[str, ...]
    is_functional: bool = False
    kind: str = "keys"

    @property
    def pairs(self) -> tuple[str, ...]:
        """The items as a dict in source has them."""
        return tuple(f"{key}: {hint}" for key, hint in self.keys)


@dataclass(frozen=True, slots=True)
class CodecTable:
    """The codec of a record; `fields` are tuples in source."""

    name: str
    call: str
    record: str
    fields: tuple[str, ...]
    kind: str = "codec"


@dataclass(frozen=True, slots=True)
class Table:
    """The `Method` of a method: `parameters` are the arguments of each `Parameter`.

    `hint` is its type where type checkers cannot tell it from the codec, else "".
    """

    name: str
    method: str
    parameters: tuple[tuple[str, ...], ...]
    codec: str
    options: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method on one side, and what its variants in the classes are made of.

    Its parameters are `full` with `default(...)`, `plain` with `...` for defaults and
    `shown` with their values; `either` are those of an implementation that takes a batch
    as well, which `batch_parameter` is: all but the first can be left out then. `unknown` catches misspelt keywords. `passed` are the values in
    the order of the table.
    """

    name: str
    batch: str
    series: str
    table: str
    is_stream: bool
    is_overloaded: bool
    full: tuple[str, ...]
    plain: tuple[str, ...]
    shown: tuple[str, ...]
    either: tuple[str, ...]
    batch_parameter: str
    unknown: str
    passed: tuple[str, ...]
    result: str
    input: str
    doc: tuple[str, ...]
    is_described: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The sync or the async client; `members` are the names that our own members have."""

    is_async: bool
    name: str
    response_name: str
    protocol_name: str
    members: Mapping[str, str]
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A module. `definitions`, `codecs` and `tables` each need only earlier ones.

    `constants` are the names of MODEL, METHODS and SIGNATURES in the module. `signatures`
    are pairs of a method's name and the literals that make up its text.
    """

    title: str
    constants: Mapping[str, str]
    model_fields: tuple[str, ...]
    openai_model: str
    has_openai: bool
    definitions: tuple[Alias | Record | TypedKeys, ...]
    codecs: tuple[Alias | CodecTable, ...]
    tables: tuple[Table, ...]
    wire_names: tuple[str, ...]
    signatures: tuple[tuple[str, tuple[str, ...]], ...]
    sides: tuple[Side, ...]
    exports: tuple[str, ...]
    problems: tuple[Problem, ...]
