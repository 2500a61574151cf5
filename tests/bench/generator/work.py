"""The work: operations of five typed parameters, as signatures and as OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["MODES", "openapi", "project"]

MODES = ("fast", "exact", "draft")

_PARAMETERS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    (
        {
            "name": "max_tokens",
            "type": "INT",
            "default": "512",
            "modelTypeRangeInfo": {"min": 1, "max": 4096},
        },
        {"type": "integer", "minimum": 1, "maximum": 4096, "default": 512},
    ),
    (
        {
            "name": "temperature",
            "type": "FLOAT",
            "default": "0.7",
            "modelTypeRangeInfo": {"min": 0, "max": 2},
        },
        {"type": "number", "minimum": 0, "maximum": 2, "default": 0.7},
    ),
    (
        {
            "name": "stop",
            "type": "LIST",
            "default": "[]",
            "typeArgs": [{"name": "item", "type": "STR"}],
        },
        {"type": "array", "items": {"type": "string"}, "default": []},
    ),
    (
        {
            "name": "mode",
            "type": "STR",
            "default": "fast",
            "modelTypeEnumOptions": [{"id": mode} for mode in MODES],
        },
        {"type": "string", "enum": list(MODES), "default": "fast"},
    ),
    (
        {"name": "echo", "type": "BOOL", "default": "False"},
        {"type": "boolean", "default": False},
    ),
    (
        {
            "name": "box",
            "type": "NAMED_FIELDS",
            "required": True,
            "typeArgs": [
                {"name": "left", "type": "FLOAT"},
                {"name": "top", "type": "FLOAT"},
            ],
        },
        {
            "type": "object",
            "properties": {"left": {"type": "number"}, "top": {"type": "number"}},
            "required": ["left", "top"],
        },
    ),
    (
        {
            "name": "weights",
            "type": "LIST",
            "required": True,
            "typeArgs": [{"name": "item", "type": "FLOAT"}],
        },
        {"type": "array", "items": {"type": "number"}},
    ),
)
"""What follows the prompt: a parameter of a signature, the schema that says the same."""

_RESULTS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"type": "STR"}, {"type": "string"}),
    ({"type": "FLOAT"}, {"type": "number"}),
    (
        {"type": "LIST", "typeArgs": [{"name": "item", "type": "STR"}]},
        {"type": "array", "items": {"type": "string"}},
    ),
)


def _parameters(
    number: int,
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The prompt, then four others; which ones depends on the number."""
    yield {"name": "prompt", "type": "STR", "required": True}, {"type": "string"}
    for each in range(4):
        field, schema = _PARAMETERS[(number + each) % len(_PARAMETERS)]
        told = f"The {field['name']} of operation {number}."
        yield field | {"description": told}, schema | {"description": told}


def _signature(number: int) -> dict[str, Any]:
    result, _ = _RESULTS[number % len(_RESULTS)]
    inputs = [field for field, _ in _parameters(number)]
    inputs.sort(key=lambda field: not field.get("required", False))
    return {
        "name": "predict",
        "methodType": "UNARY_UNARY",
        "description": f"Do what operation {number} does.",
        "inputFields": inputs,
        "outputFields": [{"name": "return"} | result],
    }


def project(folder: Path, many: int) -> None:
    """A project of so many models of one method, each with a signatures file."""
    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    lines = ['targets = ["python", "typescript", "tools"]', "[tools]"]
    lines.append('formats = ["openai-chat"]')
    for number in range(many):
        name = f"m{number:05}"
        model = {"user_id": "bench", "app_id": "bench", "model_id": name}
        document = {"model": model, "method_signatures": [_signature(number)]}
        (signatures / f"{name}.json").write_text(json.dumps(document))
        lines.append("[[models]]")
        lines.append(f'source = "signatures/{name}.json"')
        lines.append(f'name = "{name.title()}"')
    (folder / "clarifai-codegen.toml").write_text("\n".join(lines))


def openapi(many: int) -> dict[str, Any]:
    """The same operations as a document for generators that read OpenAPI."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(many):
        name = f"M{number:05}"
        _, result = _RESULTS[number % len(_RESULTS)]
        properties = {
            field["name"]: (schema, field.get("required", False))
            for field, schema in _parameters(number)
        }
        schemas[name] = {
            "type": "object",
            "properties": {key: schema for key, (schema, _) in properties.items()},
            "required": [key for key, (_, needed) in properties.items() if needed],
        }
        body = {"schema": {"$ref": f"#/components/schemas/{name}"}}
        answer = {"description": "The answer.", "content": {_JSON: {"schema": result}}}
        paths[f"/{name}"] = {
            "post": {
                "operationId": f"predict_{name}",
                "description": f"Do what operation {number} does.",
                "requestBody": {"required": True, "content": {_JSON: body}},
                "responses": {"200": answer},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "bench", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


_JSON = "application/json"
