"""Call openai_transport of someone/main/models/demo.

pip install openai
"""

import json
import os
import sys

from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam

pat = os.environ.get("CLARIFAI_PAT")
if not pat:
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

client = OpenAI(base_url="https://api.clarifai.com/v2/ext/openai/v1", api_key=pat)
tools: list[ChatCompletionToolParam] = [
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
            "strict": True,
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


messages: list[ChatCompletionMessageParam] = [
    {"role": "user", "content": "What is the weather in Berlin?"}
]
for _ in range(5):
    response = client.chat.completions.create(
        model="https://clarifai.com/someone/main/models/demo",
        messages=messages,
        tools=tools,
    )
    message = response.choices[0].message
    calls = [call for call in message.tool_calls or [] if call.type == "function"]
    if not calls:
        print(message.content)
        break
    messages.append(
        {
            "role": "assistant",
            "content": message.content,
            "tool_calls": [
                {
                    "type": "function",
                    "id": call.id,
                    "function": {
                        "name": call.function.name,
                        "arguments": call.function.arguments,
                    },
                }
                for call in calls
            ],
        }
    )
    for call in calls:
        answer = run(call.function.name, call.function.arguments)
        messages.append({"role": "tool", "tool_call_id": call.id, "content": answer})
