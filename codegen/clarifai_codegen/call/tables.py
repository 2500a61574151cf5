"""Signatures -> tables of the runtime, with NAMED_FIELDS as dicts."""

from __future__ import annotations

from typing import Any

from ..runtime.python import (
    AUDIO,
    BOOL,
    BYTES,
    CONCEPT,
    FLOAT,
    FRAME,
    IMAGE,
    INT,
    JSON,
    NDARRAY,
    REGION,
    STR,
    TEXT,
    VIDEO,
    list_of,
    tuple_of,
)
from ..runtime.python import Method as Table
from ..runtime.python import Parameter as Row
from ..runtime.python.containers import record
from ..signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf
from ..signature.default import DefaultState
from ..signature.method import Method, Parameter

__all__ = ["codec_of", "table_of"]

_SCALARS: dict[str, Any] = {
    "STR": STR,
    "BYTES": BYTES,
    "INT": INT,
    "FLOAT": FLOAT,
    "BOOL": BOOL,
    "NDARRAY": NDARRAY,
    "JSON_DATA": JSON,
    "TEXT": TEXT,
    "IMAGE": IMAGE,
    "CONCEPT": CONCEPT,
    "REGION": REGION,
    "FRAME": FRAME,
    "AUDIO": AUDIO,
    "VIDEO": VIDEO,
}


def table_of(method: Method) -> Table[Any]:
    """The runtime's table of a method."""
    single = method.outputs[0] if len(method.outputs) == 1 else None
    if single is not None:
        result = codec_of(single.data_type)
    else:
        result = record(
            *((each.name, codec_of(each.data_type)) for each in method.outputs)
        )
    return Table(
        method.name,
        [_row(method, each) for each in method.parameters],
        result,
        kind=int(method.kind),
        output=single.name if single is not None else "",
        openai=method.is_openai_transport(),
    )


def codec_of(data_type: DataType) -> Any:
    """The runtime's codec of a data type."""
    match data_type:
        case Scalar(type=name):
            return _SCALARS[name]
        case ListOf(item=item):
            return list_of(codec_of(item))
        case TupleOf(items=items):
            return tuple_of(*map(codec_of, items))
        case NamedFields(fields=fields):
            return record(*((each.name, codec_of(each.data_type)) for each in fields))


def _row(method: Method, parameter: Parameter) -> Row:
    options: dict[str, Any] = {}
    default = parameter.default
    if default is not None and not method.must_be_given(parameter):
        options["optional"] = True
        options["nullable"] = default.state is not DefaultState.VALUE
        if parameter is method.parameters[0] and default.state is DefaultState.VALUE:
            options["default"] = default.value
    return Row(
        parameter.name,
        codec_of(parameter.data_type),
        choices=parameter.choices,
        minimum=parameter.range.minimum,
        maximum=parameter.range.maximum,
        stream=parameter.stream,
        **options,
    )
