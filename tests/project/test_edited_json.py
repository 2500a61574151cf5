"""JSON means its values, however it is laid out."""

from __future__ import annotations

import json

import pytest

from clarifai_codegen.project.edited import syntax_digest

DOCUMENT = {"name": "f", "strict": True, "enum": ["a", "b"], "maximum": 0.5, "n": None}
TEXT = json.dumps(DOCUMENT, indent=2) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(DOCUMENT),
        json.dumps(DOCUMENT, indent="\t"),
        json.dumps(DOCUMENT, sort_keys=True),
        TEXT.replace('"f"', '"\\u0066"'),
    ],
)
def test_layout_is_no_edit(text: str) -> None:
    assert text != TEXT
    assert syntax_digest("a.json", text) == syntax_digest("a.json", TEXT) != ""


@pytest.mark.parametrize(
    ("old", "new"),
    [('"f"', '"g"'), ("true", "false"), ("0.5", "0.6"), ('"a"', '"b"'), ("null", "0")],
)
def test_another_value_is(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert syntax_digest("a.json", text) != syntax_digest("a.json", TEXT)


@pytest.mark.parametrize("text", ["", "{", "[1,]", "[" * 100_000])
def test_what_is_no_json_has_no_meaning(text: str) -> None:
    assert syntax_digest("a.json", text) == ""
