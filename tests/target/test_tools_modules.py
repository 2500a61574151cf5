"""What is written of tools: modules of schemas, an index, and nothing where none are wanted."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.python.literals import spread
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.tools.tool import tools_of

from .corpus import case, cases, entry_of, model_of, write
from .strategies import entries

OPTIONS = ToolOptions(include_bidirectional=True)


def written(entry: Entry, options: ToolOptions | None = OPTIONS) -> dict[str, str]:
    files = emit([entry], Settings(tools=options)).files
    return {path: text for path, text in files.items() if isinstance(text, str)}


@pytest.mark.slow
def test_a_package_without_tools_holds_nothing_of_them() -> None:
    files = written(case("all_types").entry(), None)
    assert not [path for path in files if "tools" in path]


def test_a_package_with_tools_has_a_module_for_each_model_and_an_index() -> None:
    files = written(entry_of(model_of({"name": "predict"}), "Gpt4_1"))
    assert {"tools/__init__.py", "tools/gpt4_1.py"} <= files.keys()
    assert "_runtime/tools/dispatcher.py" in files


@pytest.mark.slow
def test_all_schemas_of_the_corpus_come_back_from_their_modules() -> None:
    for each in cases():
        if not each.is_good:
            continue
        entry = each.entry()
        files = written(entry)
        tools, _ = tools_of([entry], OPTIONS)
        (path,) = (p for p in files if p.startswith("tools/") and "__init__" not in p)
        calls = [
            {word.arg: word.value for word in node.keywords}
            for node in ast.walk(ast.parse(files[path]))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "_Tool"
        ]
        assert len(calls) == len(tools)
        for call, tool in zip(calls, tools, strict=True):
            assert ast.literal_eval(call["name"]) == tool.name
            assert ast.literal_eval(call["description"]) == tool.description
            assert ast.literal_eval(call["parameters"]) == tool.parameters
            assert ast.literal_eval(call["strict"]) is tool.strict


def test_hidden_and_fixed_arguments_of_the_configuration_are_in_the_module() -> None:
    text = {"name": "x", "type": "STR", "required": True}
    style = {"name": "style", "type": "STR", "default": "a"}
    entry = entry_of(model_of({"name": "predict", "inputFields": [text, style]}))
    options = ToolOptions(
        hide={"Probe.predict": ("style",)}, fixed={"Probe.predict": {"x": 'a "quote"'}}
    )
    module = written(entry, options)["tools/probe.py"]
    assert """fixed={"x": 'a "quote"'}""" in module
    assert '"properties": {}' in module


@pytest.mark.slow
def test_modules_of_tools_are_laid_out_as_black_would(tmp_path: Path) -> None:
    found = [e.entry(f"Case{n}") for n, e in enumerate(cases()) if e.is_good]
    emitted = emit(found, Settings(tools=OPTIONS))
    write(emitted, tmp_path)
    command = [sys.executable, "-m", "black", "--check", "-q", str(tmp_path / "tools")]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.slow
@given(entries())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_tools_of_any_model_are_proved_and_parse(entry: Entry) -> None:
    for path, text in written(entry).items():
        if path.startswith("tools/"):
            ast.parse(text)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.slow
@given(JSON, st.sampled_from([0, 8, 40]))
def test_a_value_that_is_spread_over_lines_is_the_same_value(
    value: Any, indent: int
) -> None:
    text = spread(value, indent)
    if "inf" not in text:
        assert ast.literal_eval(f"(\n{text}\n)") == value


def test_the_index_imports_a_model_only_when_a_tool_is_asked_for(
    tmp_path: Path,
) -> None:
    write(
        emit([entry_of(model_of({"name": "predict"}))], Settings(tools=OPTIONS)),
        tmp_path / "app",
    )
    code = (
        "import sys, json, app.tools; before = {*sys.modules}; app.tools.TOOLS\n"
        "heavy = ('asyncio', 'grpc', 'numpy', 'openai', 'concurrent.futures')\n"
        "print(json.dumps([sorted(each for each in before if each.startswith('app')),"
        " [each for each in heavy if each in sys.modules]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    before, heavy = json.loads(done.stdout)
    assert "app.probe" not in before
    assert heavy == []
