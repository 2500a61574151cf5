"""Text of a signature never becomes code: a payload for each place where text lands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import black
import pytest

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.signature.method import Model
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.python.text import signature_text

from .corpus import case, entry_of, model_of, module_text, write

BREAKS = [
    '"); {run}  #',
    "'); {run}  #",
    '"""\n{run}\n"""',
    "'''\n{run}\n'''",
    "\\\n{run}",
    "\\",
    '\\"""\n{run}\n#',
    "\r{run}\r",
    "\n{run}\n",
    "\u2028{run}\u2028",
    "\x0c{run}",
    "\x00{run}",
    "# type: ignore\n{run}",
    "coding: utf-7\n+AAo-{run}",
    "{{{{ {run} }}}}{{% include '/etc/passwd' %}}",
    "x: {run}",
    "x = {run}",
    "x, y=({run})",
    "fmt: off\n{run}",
    "\ud800{run}",
    "\u202e{run}\u202c",
]

POSITIONS: Mapping[str, Any] = {
    "method name": {"name": "T"},
    "method description": {"description": "T"},
    "parameter name": {"inputFields": [{"name": "T", "type": "STR"}]},
    "parameter description": {
        "inputFields": [{"name": "x", "type": "STR", "description": "T"}]
    },
    "default": {"inputFields": [{"name": "x", "type": "STR", "default": "T"}]},
    "default in JSON": {
        "inputFields": [
            {"name": "x", "type": "JSON_DATA", "default": json.dumps({"k": "T"})}
        ]
    },
    "key of a default": {
        "inputFields": [
            {"name": "x", "type": "JSON_DATA", "default": json.dumps({"T": 1})}
        ]
    },
    "default that does not fit": {
        "inputFields": [{"name": "x", "type": "INT", "default": "T"}]
    },
    "choice": {
        "inputFields": [
            {
                "name": "x",
                "type": "STR",
                "required": True,
                "modelTypeEnumOptions": [{"id": "T"}],
            }
        ]
    },
    "choice that does not convert": {
        "inputFields": [
            {"name": "x", "type": "INT", "modelTypeEnumOptions": [{"id": "T"}]}
        ]
    },
    "field name": {
        "inputFields": [
            {
                "name": "x",
                "type": "NAMED_FIELDS",
                "typeArgs": [{"name": "T", "type": "STR"}],
            }
        ]
    },
    "output name": {"outputFields": [{"name": "T", "type": "STR"}]},
    "output names": {
        "outputFields": [{"name": "T", "type": "STR"}, {"name": "a", "type": "STR"}]
    },
    "output description": {
        "outputFields": [{"name": "return", "type": "STR", "description": "T"}]
    },
}


def _filled(value: Any, text: str) -> Any:
    """The signature with the text in the place of T, JSON inside JSON included."""
    if isinstance(value, dict):
        return {key: _filled(each, text) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, text) for each in value]
    if value == "T":
        return text
    if isinstance(value, str) and '"T"' in value:
        return value.replace('"T"', json.dumps(text))
    return value


def _payloads(canary: Path) -> list[str]:
    """Texts that touch the file if they are run."""
    run = f"__import__('pathlib').Path({str(canary)!r}).touch()"
    return [each.format(run=run) for each in BREAKS]


def _in_methods(position: str, canaries: Path) -> Model:
    """A model with a method for each payload, in this place of its signature."""
    methods = [
        {"name": f"f{number}", **_filled(POSITIONS[position], payload)}
        for number, payload in enumerate(_payloads(canaries / position))
    ]
    return model_of(*methods)


def _in_ids(key: str, canaries: Path) -> list[Model]:
    """A model for each payload, as one of its ids."""
    transport = {"name": "openai_transport"}
    texts = _payloads(canaries / key)
    return [model_of(transport, **{"model_id": "m", key: text}) for text in texts]


@pytest.mark.slow
def test_text_of_a_signature_is_never_run(tmp_path: Path) -> None:
    canaries = tmp_path / "canaries"
    canaries.mkdir()
    models = [_in_methods(position, canaries) for position in POSITIONS]
    for model in models:
        signature_text(model)
        signature_text(model, format="pyi")
    for key in ("user_id", "version_id", "model_id"):
        models += _in_ids(key, canaries)
    entries = [entry_of(model, f"M{n}Probe") for n, model in enumerate(models)]
    for text in _payloads(canaries / "entry"):
        name = f"M{len(entries)}Probe"
        entries.append(Entry(name, models[-1], text, text, base_url=text, pat_env=text))
    emitted = emit(entries, Settings())
    write(emitted, tmp_path / "package")
    modules = [path[:-3] for path, owner in emitted.owners.items() if owner]
    assert len(modules) == len(entries)
    script = (
        "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    )
    names = ["package", *(f"package.{module}" for module in modules)]
    subprocess.run([sys.executable, "-c", script, *names], cwd=tmp_path, check=True)
    assert [path.name for path in canaries.iterdir()] == []


def test_a_payload_that_is_run_would_be_seen(tmp_path: Path) -> None:
    exec(_payloads(tmp_path / "canary")[8])
    assert (tmp_path / "canary").exists()


@pytest.mark.parametrize(
    "source",
    ["coding: utf-7", "-*- coding: latin-1 -*-", "# type: ignore", "pyright: basic"],
)
def test_a_source_never_speaks_to_a_tool(source: str) -> None:
    model = model_of({"name": "f"}, model_id="m")
    lines = module_text(Entry("M", model, f"a # {source}", "")).split("\n")
    assert not any("coding" in line for line in lines[:2])
    assert not any(line.count("#") > 1 for line in lines if line.startswith("# Source"))


def test_a_long_description_is_written_in_no_time() -> None:
    text = module_text(case("desc-long").entry())
    assert "x" * 60_000 in text


@pytest.mark.parametrize(
    "name",
    ["desc-bidi", "desc-control", "desc-comment-close", "desc-jinja", "desc-sphinx-md"],
)
def test_a_description_is_carried_by_the_docstring(name: str) -> None:
    text = module_text(case(name).entry())
    assert all(c.isprintable() or c == "\n" for c in text)
    assert black.format_str(text, mode=black.Mode()) == text


def test_a_default_survives_with_all_its_quotes_and_surrogates() -> None:
    for name in ("default-str-quotes", "default-lone-surrogate"):
        document = case(name).document
        model = decode(document).model
        text = module_text(Entry("M", model, "s", digest(model)))
        spaces: dict[str, Any] = {}
        marks = []
        for line in text.split("\n"):
            _, found, rest = line.partition("= default(")
            if found and rest.endswith("),"):
                marks.append(rest[:-2])
        for mark in marks:
            exec(f"value = {mark}", spaces)
        assert text.encode()
