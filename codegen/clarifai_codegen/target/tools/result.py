"""The schema of what a tool answers, where it answers JSON."""

from __future__ import annotations

from ...signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf
from ...signature.method import Method
from .schema import Schema

__all__ = ["output_schema"]

_JOINED = frozenset({"STR", "TEXT"})
_TEXTS = _JOINED | {"BYTES", "IMAGE", "AUDIO", "VIDEO"}
"""Answers that are texts: as they are, or the name of the file that goes with them."""

_NUMBER = {"type": "number"}
_TEXT = {"type": "string"}


def output_schema(method: Method) -> Schema | None:
    """The schema of the JSON that the tool's answer holds, None where it holds a text.

    What a stream gives is one list; texts are joined.
    """
    answer = method.answer
    streams = method.kind.streams_out
    if answer.type in (_JOINED if streams else _TEXTS):
        return None
    schema = _schema(answer)
    return {"type": "array", "items": schema} if streams else schema


def _schema(data_type: DataType) -> Schema:
    match data_type:
        case Scalar(type=name):
            return _SCALARS[name]
        case ListOf(item=item):
            return {"type": "array", "items": _schema(item)}
        case TupleOf(items=items):
            kinds = [_schema(item) for item in dict.fromkeys(items)]
            one: Schema = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
            many = len(items)
            return {"type": "array", "items": one, "minItems": many, "maxItems": many}
        case NamedFields(fields=fields):
            return _object(**{each.name: _schema(each.data_type) for each in fields})


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _row(many: int) -> Schema:
    return {"type": "array", "items": _NUMBER, "minItems": many, "maxItems": many}


def _optional(schema: Schema, *names: str) -> Schema:
    required = [name for name in schema["required"] if name not in names]
    return {**schema, "required": required}


_FILE = {"description": "The name of a file beside the answer.", **_TEXT}
_LIST = {"type": "array", "items": {}}
_KINDS = ("object", "string", "number", "boolean", "null")
_JSON = {"anyOf": [*({"type": kind} for kind in _KINDS), _LIST]}
_CONCEPT = _object(name=_TEXT, value=_NUMBER, id=_TEXT)
_REGION = _optional(
    _object(
        box=_row(4),
        concepts={"type": "array", "items": _CONCEPT},
        point=_row(3),
        text=_TEXT,
        track_id=_TEXT,
        mask=_FILE,
        id=_TEXT,
        value=_NUMBER,
    ),
    *("box", "concepts", "point", "text", "track_id", "mask", "id", "value"),
)
_FRAME = _optional(
    _object(
        image=_FILE,
        regions={"type": "array", "items": _REGION},
        time=_NUMBER,
        index={"type": "integer"},
    ),
    "image",
)
_ARRAY = _object(
    dtype=_TEXT,
    shape={"type": "array", "items": {"type": "integer"}},
    min=_NUMBER,
    max=_NUMBER,
    mean=_NUMBER,
    data={
        "description": 'Nested lists, or "omitted".',
        "anyOf": [_LIST, _NUMBER, _TEXT],
    },
)
_ARRAY = _optional(_ARRAY, "min", "max", "mean")

_SCALARS: dict[str, Schema] = {
    **dict.fromkeys(("STR", "TEXT"), _TEXT),
    **dict.fromkeys(("BYTES", "IMAGE", "AUDIO", "VIDEO"), _FILE),
    "INT": {"type": "integer"},
    "FLOAT": _NUMBER,
    "BOOL": {"type": "boolean"},
    "JSON_DATA": _JSON,
    "NDARRAY": _ARRAY,
    "CONCEPT": _CONCEPT,
    "REGION": _REGION,
    "FRAME": _FRAME,
}
