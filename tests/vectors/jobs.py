"""Vectors as jobs for tests/typescript/vectors/replay.ts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clarifai_codegen.signature.datatype import DataType, ListOf
from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.naming import module_name
from clarifai_codegen.target.typescript.names import methods, properties

from .vectors import Vector

__all__ = ["as_numbers", "job"]

_MAX_SAFE = 2**53 - 1


def job(
    entry: Entry, vector: Vector, folder: Path, options: Mapping[str, str]
) -> dict[str, Any]:
    """What is to be done with a vector by a client in `folder`, written with `options`."""
    style = options["names"]
    method = entry.model.method(vector["method"])
    names = properties((p.name for p in method.parameters), style)
    given = {
        p.name: ListOf(item=p.data_type) if p.stream else p.data_type
        for p in method.parameters
        if p.name in vector["arguments"]
    }
    return {
        "folder": str(folder),
        "module": module_name(entry.name, entry.model.model_id),
        "name": entry.name,
        "method": methods((m.name for m in entry.model.methods), style)[method.name],
        "arguments": [
            {
                "property": names[name],
                "type": _type(data_type, style),
                "value": vector["arguments"][name],
            }
            for name, data_type in given.items()
        ],
        "result": _type(method.answer, style),
        "response": vector.get("answer", {}).get("response"),
    }


def as_numbers(entry: Entry, vector: Vector) -> Vector:
    """The vector for clients whose integers are numbers: they refuse those that lose digits,
    and a stream ends with its first answer."""
    answer = vector.get("answer", {})
    if "value" not in answer:
        return vector
    data_type = entry.model.method(vector["method"]).answer
    if all(abs(each) <= _MAX_SAFE for each in _integers(data_type, answer["value"])):
        return vector
    refused = {"answer": {"refused": "model"}, "requests": vector["requests"][:1]}
    return vector | refused


def _type(data_type: DataType, style: str) -> Any:
    match data_type.type:
        case "LIST":
            return {"list": _type(data_type.item, style)}
        case "TUPLE":
            return {"tuple": [_type(item, style) for item in data_type.items]}
        case "NAMED_FIELDS":
            fields = data_type.fields
            names = properties((field.name for field in fields), style)
            rows = [(f.name, names[f.name], _type(f.data_type, style)) for f in fields]
            return {"named": rows}
    return data_type.type


def _integers(data_type: DataType, coded: Any) -> Iterator[int]:
    """All that is INT in a value."""
    match data_type.type:
        case "INT":
            yield int(coded)
        case "LIST":
            for each in coded:
                yield from _integers(data_type.item, each)
        case "TUPLE":
            for item, each in zip(data_type.items, coded, strict=True):
                yield from _integers(item, each)
        case "NAMED_FIELDS":
            for field in data_type.fields:
                yield from _integers(field.data_type, coded[field.name])
