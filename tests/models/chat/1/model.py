"""An OpenAI-style model that is strict in what it answers: it echoes, and calls tools."""

import base64
import json
import struct
from typing import Iterator

from clarifai.runners.models.model_class import ModelClass

HEAD = {"id": "chat-1", "created": 1, "model": "chat"}
USAGE = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
VECTOR = [0.5, -1.0]
FAILURE = {"code": 21313, "description": "Model prediction failed", "details": "boom"}


class Chat(ModelClass):
    @ModelClass.method
    def openai_transport(self, msg: str) -> str:
        request = json.loads(msg)
        if "boom" in msg:
            return json.dumps(FAILURE)
        return json.dumps(ENDPOINTS[request["openai_endpoint"]](request))

    @ModelClass.method
    def openai_stream_transport(self, msg: str) -> Iterator[str]:
        request = json.loads(msg)
        if "boom at once" in msg:
            yield json.dumps(FAILURE)
            return
        stream = STREAMS[request["openai_endpoint"]]
        for number, event in enumerate(stream(request)):
            if number and "boom" in msg:
                yield json.dumps(FAILURE)
                return
            yield json.dumps(event)


def text_of(content) -> str:
    if isinstance(content, str):
        return content
    return " ".join(part.get("text", "") for part in content)


def answer_to(request: dict) -> dict:
    """The assistant's message."""
    last = request["messages"][-1]
    if last["role"] == "tool":
        content = f"The tool said: {text_of(last['content'])}"
    elif request.get("tools"):
        function = request["tools"][0]["function"]
        names = function["parameters"].get("required", [])
        arguments = {name: text_of(last["content"]) for name in names}
        call = {"name": function["name"], "arguments": json.dumps(arguments)}
        calls = [{"id": "call_1", "type": "function", "function": call}]
        return {"role": "assistant", "content": None, "tool_calls": calls}
    else:
        content = f"Echo: {text_of(last['content'])}"
    return {"role": "assistant", "content": content}


def reason(message: dict) -> str:
    return "tool_calls" if "tool_calls" in message else "stop"


def completion(request: dict) -> dict:
    message = answer_to(request)
    choice = {"index": 0, "message": message, "finish_reason": reason(message)}
    choice["logprobs"] = None
    head = HEAD | {"object": "chat.completion"}
    return head | {"choices": [choice], "usage": USAGE}


def chunks(request: dict) -> Iterator[dict]:
    head = HEAD | {"object": "chat.completion.chunk"}
    message = answer_to(request)
    deltas = [{"role": "assistant", "content": ""}]
    if "tool_calls" in message:
        deltas.append({"tool_calls": [{"index": 0} | message["tool_calls"][0]]})
    else:
        words = message["content"].split(" ")
        deltas += [{"content": word + " "} for word in words[:-1]]
        deltas.append({"content": words[-1]})
    ends = [None] * len(deltas)
    deltas.append({})
    ends.append(reason(message))
    for delta, end in zip(deltas, ends):
        choice = {"index": 0, "delta": delta, "finish_reason": end}
        yield head | {"choices": [choice]}
    yield head | {"choices": [], "usage": USAGE}


def response(request: dict, status: str = "completed") -> dict:
    text = {
        "type": "output_text",
        "text": f"Echo: {request['input']}",
        "annotations": [],
    }
    message = {
        "type": "message",
        "id": "msg_1",
        "role": "assistant",
        "status": "completed",
        "content": [text],
    }
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "chat",
        "status": status,
        "output": [message] if status == "completed" else [],
        "parallel_tool_calls": False,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 1,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": 2,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 3,
        },
    }


def events(request: dict) -> Iterator[dict]:
    done = response(request)
    started = response(request, "in_progress")
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    yield {"type": "response.created", "response": started, "sequence_number": 0}
    for number, word in enumerate(done["output"][0]["content"][0]["text"].split(), 1):
        delta = {"type": "response.output_text.delta", "delta": word, "logprobs": []}
        yield delta | place | {"sequence_number": number}
    yield {"type": "response.completed", "response": done, "sequence_number": 99}


def embeddings(request: dict) -> dict:
    inputs = request["input"]
    inputs = [inputs] if isinstance(inputs, str) else inputs
    vector = VECTOR
    if request.get("encoding_format") == "base64":
        vector = base64.b64encode(struct.pack("<2f", *VECTOR)).decode()
    data = [
        {"object": "embedding", "index": index, "embedding": vector}
        for index, _ in enumerate(inputs)
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "model": "chat", "data": data, "usage": usage}


def images(request: dict) -> dict:
    return {"created": 1, "data": [{"url": f"https://example.com/{request['prompt']}"}]}


ENDPOINTS = {
    "/chat/completions": completion,
    "/responses": response,
    "/embeddings": embeddings,
    "/images/generations": images,
}
STREAMS = {"/chat/completions": chunks, "/responses": events}
