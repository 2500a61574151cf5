"""OpenAI's npm package finds nothing to change in our strict schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.target.test_random import random_entries
from tests.target.tools.sets import corpus_entries, made

from .npm import HERE, node, packages

pytestmark = pytest.mark.full

CLOSED = {
    "type": "object",
    "properties": {},
    "required": [],
    "additionalProperties": False,
}
OPEN = {**CLOSED, "additionalProperties": True}


def changed(schemas: list[object], folder: Path) -> object:
    packages()
    file = folder / "schemas.json"
    file.write_text(json.dumps(schemas), "utf-8")
    return json.loads(node(HERE, "strict_schemas.mjs", str(file)))


def test_strict_schemas_come_back_as_they_are(tmp_path: Path) -> None:
    entries = [*corpus_entries(), *random_entries(60)]
    schemas = [each.tool.parameters for each in made(entries) if each.tool.strict]
    assert len(schemas) > 200
    assert changed(schemas, tmp_path) == []


def test_an_open_object_would_not_come_back(tmp_path: Path) -> None:
    assert changed([CLOSED, OPEN], tmp_path) == [OPEN]
