"""What templates see of a model: names, types and facts, frozen.

All source in a view is final; templates put it in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...problems import Problem
from .arguments import Property
from .layout import Doc, Group

__all__ = ["CodecTable", "Interface", "MethodView", "ModelView"]


@dataclass(frozen=True, slots=True)
class Interface:
    """An interface, or, where `type` is not "", another name of that type.

    `doc` are the lines of its comment.
    """

    name: str
    properties: tuple[Property, ...]
    doc: tuple[str, ...]
    type: Doc = ""


@dataclass(frozen=True, slots=True)
class CodecTable:
    """The codec of a record: `type` is the record's interface, `fields` its rows."""

    name: str
    type: str
    label: str
    fields: Group


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method of the client.

    `kind`, `output` are literals, "" for the usual ones. `batch` and `series` are names of
    its variants, "" where there are none. `takes_nothing` where it has no parameters, and
    `is_optional` where all of them are. `is_typed` where the codec does not tell `result`.
    """

    name: str
    batch: str
    series: str
    table: str
    wire: str
    kind: str
    output: str
    is_openai: bool
    is_stream: bool
    is_optional: bool
    input: str
    parameters: Group
    codec: Doc
    is_typed: bool
    result: Doc
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A module. `interfaces` and `codecs` each need only earlier ones.

    `members` are the names that our own members have.
    """

    title: str
    name: str
    protocol: str
    model_fields: Group
    openai_model: str
    has_openai: bool
    members: Mapping[str, str]
    interfaces: tuple[Interface, ...]
    codecs: tuple[CodecTable, ...]
    methods: tuple[MethodView, ...]
    wire_names: Group
    exports: tuple[str, ...]
    problems: tuple[Problem, ...]
