"""LiteLLM: text, stream, a tool with its whole loop, an error."""

import json
import os
import sys

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # it fetches prices otherwise

import litellm

base, key, name = sys.argv[1:]
litellm.suppress_debug_info = True
litellm.num_retries = 0
model = {"model": f"openai/{name}", "api_base": base, "api_key": key, "max_retries": 0}
function = {
    "name": "look_up",
    "parameters": {
        "type": "object",
        "properties": {"word": {"type": "string"}},
        "required": ["word"],
    },
}
tools = [{"type": "function", "function": function}]
answers = {}


def says(text):
    return [{"role": "user", "content": text}]


whole = litellm.completion(messages=says("hello"), **model)
answers["text"] = whole.choices[0].message.content
stream = litellm.completion(messages=says("a b"), stream=True, **model)
answers["stream"] = [
    chunk.choices[0].delta.content for chunk in stream if chunk.choices[0].delta.content
]
messages = says("rose")
first = litellm.completion(messages=messages, tools=tools, **model)
messages.append(first.choices[0].message.model_dump())
for call in first.choices[0].message.tool_calls:
    word = json.loads(call.function.arguments)["word"]
    content = f"{word} is a flower"
    messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
last = litellm.completion(messages=messages, tools=tools, **model)
answers["tool"] = last.choices[0].message.content
try:
    litellm.completion(messages=says("boom"), **model)
except litellm.exceptions.InternalServerError as error:
    answers["error"] = [error.status_code, error.message]
print(json.dumps(answers))
