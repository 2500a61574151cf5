"""One snippet of each flavour, word for word: what a change of a template does to it.

`pytest tests/target/snippets/test_golden.py --refresh-golden` writes them anew.
"""

from __future__ import annotations

import json
from functools import cache

import pytest

from clarifai_codegen.serve import DEMO
from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.method import Model
from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.snippets.flavors import FLAVORS
from clarifai_codegen.target.snippets.text import availability, snippet_text

from ..corpus import TESTS, entry_of, model_of

GOLDEN = TESTS / "golden" / "snippets"
IDS = {"user_id": "someone", "app_id": "main"}


def transport(name: str, streams: bool = False) -> Model:
    """A model of one method that takes one text and gives one, or many."""
    return model_of(
        {
            "name": name,
            "methodType": "UNARY_STREAMING" if streams else "UNARY_UNARY",
            "inputFields": [{"name": "msg", "type": "STR", "required": True}],
            "outputFields": [{"name": "return", "type": "STR", "iterator": streams}],
        }
    )


@cache
def models() -> list[Model]:
    """The demo model, and one for each transport."""
    demo = decode(json.loads((DEMO / "signatures.json").read_text("utf-8"))).model
    return [
        demo,
        transport("openai_transport"),
        transport("openai_stream_transport", streams=True),
        transport("mcp_transport"),
    ]


def first_with(flavor: str) -> tuple[Entry, str]:
    """The first model and method that have a snippet of the flavour."""
    for model in models():
        known = model.model_copy(update=IDS | {"model_id": "demo"})
        for method, flavors in availability(known, {}).items():
            if not flavors[flavor]:
                return entry_of(known, "Demo"), method
    raise LookupError(flavor)


@pytest.mark.parametrize("flavor", FLAVORS)
def test_a_snippet_is_the_golden_one(
    flavor: str, request: pytest.FixtureRequest
) -> None:
    entry, method = first_with(flavor)
    text = snippet_text(entry, method, flavor, {}).text
    path = GOLDEN / f"{flavor}.{FLAVORS[flavor].suffix}"
    if request.config.getoption("--refresh-golden"):
        path.write_bytes(text.encode())
    assert path.read_bytes().decode() == text


def test_every_golden_snippet_has_its_flavour() -> None:
    names = {path.name for path in GOLDEN.iterdir()}
    assert names == {f"{each.name}.{each.suffix}" for each in FLAVORS.values()}
