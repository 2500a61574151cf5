"""Code of a user, for type checkers: what the tools of the demo model give."""

from __future__ import annotations

from typing import assert_type

from clarifai_models import Demo
from clarifai_models.tools import (
    RESPONSES_TOOLS,
    TOOLS,
    AsyncToolStream,
    ToolResult,
    ToolRun,
    ToolStream,
    adispatch,
    arun_tools,
    configure,
    dispatch,
    run_tools,
)
from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="x", messages=[], tools=TOOLS)
client.responses.create(model="x", input="x", tools=RESPONSES_TOOLS)
assert_type(dispatch("x", "{}", clients=Demo(), timeout=5), ToolResult)
assert_type(run_tools(client, model="x", messages=[], temperature=1), ToolRun)
assert_type(run_tools(client, model="x", input="x", stream=True), ToolStream)
assert_type(arun_tools(client, model="x", input="x", stream=True), AsyncToolStream)
assert_type(configure(only=["x"]).dispatch("x"), ToolResult)


async def run() -> None:
    assert_type(await arun_tools(client, model="x", input="x"), ToolRun)
    assert_type(await adispatch("x", {"a": 1}), ToolResult)
