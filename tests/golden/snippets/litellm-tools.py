"""Call openai_transport of someone/main/models/demo.

pip install litellm mcp
"""

import json
import os
import sys
from typing import Any

import litellm

pat = os.environ.get("CLARIFAI_PAT")
if not pat:
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
                "additionalProperties": False,
            },
        },
    }
]


def get_weather(city: str) -> str:
    return f"It is sunny in {city}."


def run(name: str, arguments: str) -> str:
    try:
        if name == "get_weather":
            return get_weather(**json.loads(arguments))
    except (TypeError, ValueError) as error:
        return f"Bad arguments: {error}"
    return f"There is no tool {name}."


messages: list[Any] = [{"role": "user", "content": "What is the weather in Berlin?"}]
for _ in range(5):
    response = litellm.completion(
        model="openai/https://clarifai.com/someone/main/models/demo",
        api_base="https://api.clarifai.com/v2/ext/openai/v1",
        api_key=pat,
        messages=messages,
        tools=tools,
    )
    message = response.choices[0].message
    if not message.tool_calls:
        print(message.content)
        break
    messages.append(message)
    for call in message.tool_calls:
        answer = run(call.function.name, call.function.arguments)
        messages.append({"role": "tool", "tool_call_id": call.id, "content": answer})
