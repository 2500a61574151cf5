"""What engines and providers say of our schemas: metaschema, rules, engine, samples; over the corpus and over
signatures that nobody would write."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.tools.formats import document, tools_for
from clarifai_codegen.target.tools.tool import Tool
from tests.tools.engine import Engine
from tests.tools.rules import NAME, faults
from tests.tools.samples import samples

from ..strategies import entries
from .sets import ALL, Made, corpus_entries, made

pytestmark = pytest.mark.slow
UNHURRIED = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=60
)


@pytest.fixture(scope="module")
def corpus() -> list[Made]:
    found = list(made(corpus_entries()))
    assert len(found) > 200
    return found


def refuse_bad_shape(tool: Tool, azure: bool) -> None:
    """Steps 1, 2 and 6: the standard, the rules of strict tools, OpenAI's own converter."""
    from agents.strict_schema import ensure_strict_json_schema

    Draft202012Validator.check_schema(tool.parameters)
    if tool.output_schema:
        Draft202012Validator.check_schema(tool.output_schema)
    assert NAME.fullmatch(tool.name)
    assert len(tool.description) <= 1024
    if tool.strict:
        assert faults(tool.parameters, azure) == []
        schema: Any = copy.deepcopy(tool.parameters)
        assert ensure_strict_json_schema(schema) == tool.parameters


def refuse_bad_verdicts(tool: Tool) -> None:
    """Steps 3 and 4: the engine compiles the schema, and takes and refuses the right calls."""
    engine = Engine(tool.parameters)
    assert not engine.complaints
    standard = Draft202012Validator(tool.parameters)
    calls = samples(tool.parameters)
    assert calls.good
    assert calls.bad
    for call in calls.good:
        assert standard.is_valid(call), call
        assert engine.takes(call), call
    for call in calls.bad:
        assert not standard.is_valid(call), call
        assert not engine.takes(call), call


def test_schemas_of_the_corpus_keep_the_rules(corpus: list[Made]) -> None:
    for tool, options in corpus:
        refuse_bad_shape(tool, options.profile == "azure")


def test_the_engine_takes_and_refuses_the_right_calls(corpus: list[Made]) -> None:
    for tool, _ in corpus:
        refuse_bad_verdicts(tool)


@UNHURRIED
@given(entries())
def test_any_signature_becomes_tools_that_engines_take(entry: Entry) -> None:
    for tool, options in made([entry]):
        refuse_bad_shape(tool, options.profile == "azure")
        refuse_bad_verdicts(tool)


def test_anthropics_and_geminis_own_converters_take_theirs() -> None:
    for entry in corpus_entries():
        refuse_what_converters_do_not_take(entry)


@UNHURRIED
@given(entries())
def test_converters_take_the_tools_of_any_signature(entry: Entry) -> None:
    refuse_what_converters_do_not_take(entry)


def refuse_what_converters_do_not_take(entry: Entry) -> None:
    from anthropic import transform_schema
    from google.genai.types import JSONSchema
    from google.genai.types import Schema as GeminiSchema

    for format in ("anthropic", "gemini", "mcp"):
        tools, _ = tools_for([entry], format, ALL)
        for each in declared(document(tools, format)):
            json.dumps(each).encode()
            if format == "anthropic":
                transform_schema(copy.deepcopy(each["input_schema"]))
            elif format == "gemini":
                schema = JSONSchema.model_validate(each["parametersJsonSchema"])
                GeminiSchema.from_json_schema(json_schema=schema)
            else:
                assert each.get("outputSchema", {"type": "object"})["type"] == "object"


def declared(tools: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tools of a document, whatever it wraps them in."""
    return [each for tool in tools for each in tool.get("functionDeclarations", [tool])]
