"""How each library makes a tool of a function, by its documented way."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import create_model


class Made(NamedTuple):
    """A schema of parameters, and the flag: None where the library sets none."""

    schema: dict[str, Any]
    strict: bool | None


def _openai(function: Any) -> Made:
    from openai import pydantic_function_tool

    fields: Any = {
        name: (each.annotation, ... if each.default is each.empty else each.default)
        for name, each in inspect.signature(function).parameters.items()
    }
    model = create_model(function.__name__, __doc__=function.__doc__, **fields)
    made: Any = pydantic_function_tool(model)["function"]
    return Made(made["parameters"], made["strict"])


def _agents(strict: bool) -> Callable[[Any], Made]:
    def make(function: Any) -> Made:
        from agents.function_schema import function_schema

        found = function_schema(function, strict_json_schema=strict)
        return Made(found.params_json_schema, strict)

    return make


def _langchain(strict: bool | None) -> Callable[[Any], Made]:
    def make(function: Any) -> Made:
        from langchain_core.tools import tool
        from langchain_core.utils.function_calling import convert_to_openai_tool

        made = tool(function, parse_docstring=True)
        found = convert_to_openai_tool(made, strict=strict)["function"]
        return Made(found["parameters"], found.get("strict"))

    return make


def _pydantic_ai(strict: bool | None) -> Callable[[Any], Made]:
    def make(function: Any) -> Made:
        from pydantic_ai import Tool
        from pydantic_ai.profiles.openai import OpenAIJsonSchemaTransformer

        found = Tool(function, strict=strict).tool_def
        made = OpenAIJsonSchemaTransformer(found.parameters_json_schema, strict=strict)
        schema = made.walk()
        return Made(schema, strict or made.is_strict_compatible)

    return make


def _litellm(function: Any) -> Made:
    from litellm.utils import function_to_dict

    return Made(function_to_dict(function)["parameters"], None)


def _smolagents(function: Any) -> Made:
    from smolagents._function_type_hints_utils import get_json_schema

    return Made(get_json_schema(function)["function"]["parameters"], None)


def _fastmcp(function: Any) -> Made:
    from fastmcp.tools import Tool

    return Made(Tool.from_function(function).parameters, None)


def _mcp(function: Any) -> Made:
    from mcp.server.mcpserver.tools import Tool

    return Made(Tool.from_function(function).parameters, None)


def _anthropic(function: Any) -> Made:
    from anthropic import beta_tool

    found: Any = beta_tool(function).to_dict()
    return Made(found["input_schema"], None)


def _google(function: Any) -> Made:
    from google.genai.types import FunctionDeclaration

    found = FunctionDeclaration.from_callable_with_api_option(callable=function)
    schema = found.parameters_json_schema
    if schema is None and found.parameters is not None:
        schema = found.parameters.json_schema.model_dump(exclude_none=True, mode="json")
    return Made(schema, None)


MAKERS: tuple[tuple[str, str, Callable[[Any], Made]], ...] = (
    ("openai pydantic_function_tool", "openai", _openai),
    ("openai-agents, strict", "openai-agents", _agents(True)),
    ("openai-agents, not strict", "openai-agents", _agents(False)),
    ("langchain-core", "langchain-core", _langchain(None)),
    ("langchain-core, strict", "langchain-core", _langchain(True)),
    ("pydantic-ai", "pydantic-ai-slim", _pydantic_ai(None)),
    ("pydantic-ai, strict", "pydantic-ai-slim", _pydantic_ai(True)),
    ("litellm function_to_dict", "litellm", _litellm),
    ("smolagents", "smolagents", _smolagents),
    ("fastmcp", "fastmcp", _fastmcp),
    ("mcp", "mcp", _mcp),
    ("anthropic beta_tool", "anthropic", _anthropic),
    ("google-genai from_callable", "google-genai", _google),
)
"""Title, distribution, way."""
