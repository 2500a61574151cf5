"""What a tool says and leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from clarifai_codegen.problems import Problem, ProblemError
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.tools.emit import emit
from clarifai_codegen.target.tools.formats import document, tools_for
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.tools.tool import Tool, tools_of

from ..corpus import case, entry_of, model_of

AUTO = ToolOptions()
LOOSE = ToolOptions(strict="never")


def field(name: str, type: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "required": True, **more}


def optional(name: str, type: str, default: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "default": default, **more}


def entry(*inputs: dict[str, Any], **method: Any) -> Entry:
    signature = {"name": "predict", "inputFields": list(inputs), **method}
    return entry_of(model_of(signature), "Probe")


def tool_of(
    *inputs: dict[str, Any], options: ToolOptions = AUTO, **method: Any
) -> Tool:
    (tool,), problems = tools_of([entry(*inputs, **method)], options)
    assert problems == ()
    return tool


def schema_of(field: dict[str, Any], options: ToolOptions = AUTO) -> Any:
    return tool_of(field, options=options).parameters["properties"][field["name"]]


def problems_of(entry: Entry, options: ToolOptions = AUTO) -> tuple[Problem, ...]:
    return tools_of([entry], options)[1]


MAX_TOKENS = optional("n", "INT", "512", modelTypeRangeInfo={"min": 1, "max": 4096})


def test_an_optional_argument_is_null_in_a_strict_schema() -> None:
    assert schema_of(MAX_TOKENS) == {
        "description": "Optional; null = default 512.",
        "anyOf": [{"type": "integer", "minimum": 1, "maximum": 4096}, {"type": "null"}],
    }


def test_an_optional_argument_may_be_left_out_of_a_loose_one() -> None:
    tool = tool_of(MAX_TOKENS, options=LOOSE)
    assert tool.parameters == {
        "type": "object",
        "properties": {
            "n": {"type": "integer", "minimum": 1, "maximum": 4096, "default": 512}
        },
        "required": [],
        "additionalProperties": False,
    }
    assert not tool.strict


def test_a_method_without_parameters_has_a_whole_schema() -> None:
    assert tool_of().parameters == {
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }


def test_a_first_argument_that_a_server_takes_amiss_is_required() -> None:
    tool = tool_of(optional("x", "FLOAT", "null"), options=LOOSE)
    assert tool.parameters["required"] == ["x"]


@pytest.mark.parametrize(
    ("type", "default", "options", "told"),
    [
        ("STR", "null", AUTO, "Optional; null = none."),
        ("STR", "", AUTO, "Optional; null = default of the model."),
        ("BYTES", "b'x'", AUTO, "Optional; null = default of the model."),
        ("STR", "", LOOSE, None),
        ("FLOAT", "inf", LOOSE, None),
    ],
)
def test_a_default_that_json_does_not_have_is_not_made_up(
    type: str, default: str, options: ToolOptions, told: str | None
) -> None:
    first = field("first", "STR")
    tool = tool_of(first, optional("x", type, default), options=options)
    schema = tool.parameters["properties"]["x"]
    assert "default" not in schema
    assert told is None or schema["description"].endswith(told)
    assert told is not None or "description" not in schema


def test_choices_have_the_type_of_their_parameter() -> None:
    options = [{"id": "1"}, {"id": "2"}]
    assert schema_of(field("n", "INT", modelTypeEnumOptions=options))["enum"] == [1, 2]
    assert schema_of(field("n", "STR", modelTypeEnumOptions=options))["enum"] == [
        "1",
        "2",
    ]


def test_bounds_are_what_a_person_wrote() -> None:
    schema = schema_of(field("x", "FLOAT", modelTypeRangeInfo={"min": 0.1, "max": 2.0}))
    assert schema == {"type": "number", "minimum": 0.1, "maximum": 2}
    bounds = {"min": 1.0, "max": 4096.0}
    schema = schema_of(field("x", "INT", modelTypeRangeInfo=bounds))
    assert json.dumps(schema) == '{"type": "integer", "minimum": 1, "maximum": 4096}'


def test_choices_and_bounds_of_a_stream_are_those_of_its_items() -> None:
    kind = {"methodType": "STREAMING_STREAMING"}
    kind["outputFields"] = [{"name": "return", "type": "STR", "iterator": True}]
    numbers = field("x", "INT", iterator=True, modelTypeRangeInfo={"min": 1, "max": 3})
    options = replace(AUTO, include_bidirectional=True)
    assert tools_of([entry(numbers, **kind)], AUTO) == ((), ())
    tool = tool_of(numbers, options=options, **kind)
    assert tool.parameters["properties"]["x"] == {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 3},
    }


def test_a_tuple_of_one_type_is_a_list_and_a_mixed_one_an_object() -> None:
    ints = [{"name": "x", "type": "INT"}] * 2
    mixed = [{"name": "x", "type": "INT"}, {"name": "x", "type": "STR"}]
    assert schema_of(field("x", "TUPLE", typeArgs=ints)) == {
        "type": "array",
        "items": {"type": "integer"},
        "minItems": 2,
        "maxItems": 2,
    }
    found = schema_of(field("x", "TUPLE", typeArgs=mixed))
    assert list(found["properties"]) == found["required"] == ["item_0", "item_1"]


def test_json_is_never_a_closed_empty_object() -> None:
    config = field("config", "JSON_DATA")
    tool = tool_of(config)
    assert not tool.strict
    assert tool.parameters["properties"]["config"] == {
        "anyOf": [{"type": "object"}, {"type": "array", "items": {}}]
    }
    for options in (replace(AUTO, json="string"), replace(AUTO, strict="always")):
        tool = tool_of(config, options=options)
        assert tool.strict
        assert tool.parameters["properties"]["config"]["type"] == "string"


def test_on_azure_bounds_are_told_in_words() -> None:
    assert schema_of(MAX_TOKENS, replace(AUTO, profile="azure")) == {
        "description": "Optional; null = default 512.",
        "anyOf": [
            {"description": "From 1 to 4096.", "type": "integer"},
            {"type": "null"},
        ],
    }


def test_transports_are_no_tools() -> None:
    found = tools_of([case("transport-shapes").entry()], AUTO)[0]
    assert not {"openai_transport", "mcp_transport"} & {t.method.name for t in found}


def test_names_are_unique_short_and_stable() -> None:
    names = ["predict", "x" * 80, "x" * 81, "käse", "kase", "a b", "a_b"]
    model = model_of(*({"name": name} for name in names))
    found = [tool.name for tool in tools_of([entry_of(model, "Probe")], AUTO)[0]]
    assert len(set(found)) == len(names)
    assert max(map(len, found)) == 45
    assert found[0] == "probe__predict"
    alone = entry_of(model_of({"name": "käse"}), "Probe")
    assert tools_of([alone], AUTO)[0][0].name == found[names.index("käse")]


def test_a_description_that_is_too_long_is_cut_or_refused() -> None:
    long = entry(description="word " * 2000)
    (tool,), (problem,) = tools_of([long], AUTO)
    assert len(tool.description) <= 1024
    assert (problem.code, problem.warning) == ("tool-limit", True)
    found, (problem,) = tools_of([long], replace(AUTO, on_limit="problem"))
    assert (found, problem.warning) == ((), False)


def test_what_exceeds_a_limit_is_told_with_the_field_and_is_not_strict() -> None:
    many = [{"id": f"{number}"} for number in range(1001)]
    nested: dict[str, Any] = {"name": "x", "type": "STR"}
    for _ in range(11):
        nested = {"name": "x", "type": "LIST", "typeArgs": [nested]}
    long = [{"id": f"{number:0100}"} for number in range(300)]
    cases = {
        "It has 1001 choices, of 1000 allowed.": field(
            "x", "STR", modelTypeEnumOptions=many
        ),
        "It nests 12 levels deep, of 10 allowed.": {**nested, "required": True},
        "300 choices have 30000 characters, of 15000 allowed.": field(
            "x", "STR", modelTypeEnumOptions=long
        ),
    }
    for what, each in cases.items():
        (tool,), (problem,) = tools_of([entry(each)], AUTO)
        assert not tool.strict
        assert (problem.what, problem.warning) == (what, True)
        found, (problem,) = tools_of([entry(each)], replace(AUTO, on_limit="problem"))
        assert (found, problem.warning) == ((), False)
    assert problem.where.field == "x"


def test_azure_takes_less() -> None:
    frames = field("x", "LIST", typeArgs=[{"name": "x", "type": "FRAME"}])
    assert tool_of(frames).strict
    (tool,), (problem,) = tools_of([entry(frames)], replace(AUTO, profile="azure"))
    assert problem.what == "It nests 7 levels deep, of 5 allowed."
    assert not tool.strict


def test_more_tools_than_a_request_takes_are_told() -> None:
    many = entry_of(model_of(*({"name": f"m{n}"} for n in range(129))))
    (problem,) = problems_of(many)
    assert problem.what == "These are 129 tools, of 128 that one request may have."


def test_hidden_and_fixed_arguments_are_not_in_the_schema() -> None:
    options = ToolOptions(
        hide={"Probe.predict": ("n",)}, fixed={"Probe.predict": {"config": {"a": 1}}}
    )
    inputs = (field("x", "STR"), MAX_TOKENS, field("config", "JSON_DATA"))
    tool = tool_of(*inputs, options=options)
    assert list(tool.parameters["properties"]) == ["x"]
    assert (tool.hidden, tool.fixed) == (("n",), {"config": {"a": 1}})
    assert tool.strict  # what kept it from that is out of sight


@pytest.mark.parametrize(
    ("options", "what", "fix"),
    [
        ({"hide": {"Probe.predict": ("x",)}}, "'x' is required", "Fix its value"),
        (
            {"hide": {"Probe.predict": ("m",)}},
            "There is no parameter 'm'",
            "Known: x, n.",
        ),
        ({"hide": {"Probe.predct": ("n",)}}, "no method 'predct'", "Write 'predict'."),
        ({"fixed": {"Probe.predict": {"n": 0}}}, "n is below 1", ""),
        ({"fixed": {"Probe.predict": {"n": 1.5}}}, "n is no integer", ""),
        ({"fixed": {"Probe.predict": {"n": None}}}, "n is no integer", ""),
    ],
)
def test_a_choice_that_does_not_fit_is_a_problem(
    options: dict[str, Any], what: str, fix: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        tools_of([entry(field("x", "STR"), MAX_TOKENS)], ToolOptions(**options))
    (problem,) = caught.value.problems
    assert problem.code == "bad-tool-option"
    assert what in problem.what
    assert problem.advice.startswith(fix)
    assert problem.where.model == "Probe"


def test_a_method_that_no_wire_can_name_is_no_tool() -> None:
    model = model_of({"name": "broken\ud800"})
    found, (problem,) = tools_of([entry_of(model)], AUTO)
    assert (found, problem.code, problem.warning) == ((), "no-tool", False)


def test_a_value_that_no_json_has_is_no_argument() -> None:
    bounds = {"min": 0.2, "max": 0.8}
    required = entry(field("x", "INT", modelTypeRangeInfo=bounds))
    found, (problem,) = tools_of([required], AUTO)
    assert (found, problem.code, problem.warning) == ((), "no-tool", False)
    hidden = optional("x", "INT", "3", modelTypeRangeInfo=bounds)
    (tool,), (problem,) = tools_of([entry(hidden)], AUTO)
    assert (tool.hidden, problem.warning) == (("x",), True)


def test_hostile_text_is_shown_and_never_stands_as_it_is() -> None:
    hostile = "ok\x1b[31m\u202eevil\ud800" + "x" * 10_000
    odd = entry(
        field(
            "x", "STR", description=hostile, modelTypeEnumOptions=[{"id": "a\u202eb"}]
        ),
        description=hostile,
    )
    for text in emit([odd], Settings()).files.values():
        assert isinstance(text, str)
        text.encode()
        assert not {"\x1b", "\u202e", "\ud800"} & set(text)
        assert json.loads(text)
    (tool,), _ = tools_of([odd], AUTO)
    assert tool.description.startswith("ok\\x1b[31m\\u202eevil\\ud800x")
    assert tool.parameters["properties"]["x"]["enum"] == ["a\u202eb"]


def test_only_json_answers_have_a_schema_of_the_answer() -> None:
    model = case("all_types").decoded().model
    for method in model.methods:
        tools, _ = tools_of(
            [entry_of(model.model_copy(update={"methods": (method,)}))], AUTO
        )
        for tool in tools:
            is_text = method.answer.type in (
                "STR",
                "TEXT",
                "IMAGE",
                "AUDIO",
                "VIDEO",
                "BYTES",
            )
            streamed = method.kind.streams_out and method.answer.type not in (
                "STR",
                "TEXT",
            )
            assert (tool.output_schema is None) == (is_text and not streamed)


def test_each_format_has_its_own_form() -> None:
    probe = entry(
        field("x", "STR"), MAX_TOKENS, outputFields=[{"name": "return", "type": "INT"}]
    )

    def first(format: str) -> Any:
        return document(tools_for([probe], format, AUTO)[0], format)[0]

    assert list(first("openai-chat")["function"]) == [
        *("name", "description", "parameters", "strict")
    ]
    responses = first("openai-responses")
    assert (responses["strict"], responses["output_schema"]) == (
        True,
        {"type": "integer"},
    )
    assert list(first("anthropic")) == ["name", "description", "input_schema"]
    assert first("anthropic")["input_schema"]["required"] == ["x"]
    (declared,) = first("gemini")["functionDeclarations"]
    assert declared["parametersJsonSchema"]["properties"]["n"] == {
        "description": "Optional; default 512.",
        "type": "integer",
        "minimum": 1,
        "maximum": 4096,
    }
    assert "outputSchema" not in first("mcp")  # its root must be an object
    assert first("mcp")["annotations"] == {"readOnlyHint": True, "openWorldHint": True}


def test_a_name_that_anthropic_refuses_is_left_out_of_its_format_only() -> None:
    odd = entry(field("größe", "INT"))
    assert len(tools_for([odd], "openai-chat", AUTO)[0]) == 1
    tools, (problem,) = tools_for([odd], "anthropic", AUTO)
    assert (tools, problem.where.field, problem.warning) == ((), "größe", True)


def test_files_are_named_after_modules_and_formats() -> None:
    settings = Settings(options={"formats": ("mcp", "gemini")})
    found = emit([entry(field("x", "STR"))], settings)
    assert list(found.files) == ["probe.gemini.json", "probe.mcp.json"]
    assert set(found.owners.values()) == {"Probe"}
