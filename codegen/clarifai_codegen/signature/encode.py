"""Models as JSON: protobuf's camel case, what is zero or empty left out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .datatype import DataType, ListOf, NamedFields, TupleOf
from .method import Method, Model, Output, Parameter

__all__ = ["digest", "encode_method", "encode_model"]


def encode_model(model: Model) -> dict[str, Any]:
    """The model as a signatures file holds it."""
    ids = model.model_dump(exclude={"methods"}, exclude_defaults=True)
    return {
        "model": ids,
        "method_signatures": [encode_method(method) for method in model.methods],
    }


def encode_method(method: Method) -> dict[str, Any]:
    """The method as `MethodSignature` in JSON."""
    return _without_empty(
        {
            "name": method.name,
            "methodType": method.kind.name,
            "description": method.description,
            "inputFields": [_parameter(each) for each in method.parameters],
            "outputFields": [_output(each) for each in method.outputs],
        }
    )


def digest(model: Model) -> str:
    """The digest of what the model's methods are, whatever the order it came in.

    Methods are sorted by name. Parameters keep their order: it is part of the contract.
    """
    methods = sorted(model.methods, key=lambda method: method.name)
    text = json.dumps(
        [encode_method(method) for method in methods],
        sort_keys=True,
        separators=(",", ":"),
    )
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _parameter(parameter: Parameter) -> dict[str, Any]:
    bounds = {"min": parameter.range.minimum, "max": parameter.range.maximum}
    return _without_empty(
        _field(parameter.name, parameter.data_type)
        | {
            "required": parameter.required,
            "default": parameter.default.text if parameter.default else "",
            "description": parameter.description,
            "modelTypeEnumOptions": [{"id": text} for text in parameter.choice_ids],
            "modelTypeRangeInfo": {k: v for k, v in bounds.items() if v is not None},
            "iterator": parameter.stream,
            "isParam": parameter.is_param,
        }
    )


def _output(output: Output) -> dict[str, Any]:
    return _without_empty(
        _field(output.name, output.data_type)
        | {"description": output.description, "iterator": output.stream}
    )


def _field(name: str, data_type: DataType) -> dict[str, Any]:
    match data_type:
        case ListOf(item=item):
            arguments = [_field(f"{name}_item", item)]
        case TupleOf(items=items):
            arguments = [_field(f"{name}_item", item) for item in items]
        case NamedFields(fields=fields):
            arguments = [_field(field.name, field.data_type) for field in fields]
        case _:
            arguments = []
    return {"name": name, "type": data_type.type, "typeArgs": arguments}


def _without_empty(message: dict[str, Any]) -> dict[str, Any]:
    """Protobuf's JSON leaves out what is zero; nested messages are done already."""
    kept = {}
    for key, value in message.items():
        if key == "typeArgs":
            value = [_without_empty(each) for each in value]
        if value or key in ("name", "type"):
            kept[key] = value
    return kept
