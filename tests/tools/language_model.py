"""A language model on loopback: it says what a script tells it, in OpenAI's two APIs.

Plain answers are JSON, streamed ones server-sent events whose pieces cut texts and
arguments in the middle, as real ones do. Every request is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

__all__ = ["Answer", "LanguageModel", "serving"]


class Answer(NamedTuple):
    """What is said in one turn: a text, and calls as pairs of name and arguments."""

    text: str = ""
    calls: Sequence[tuple[str, str]] = ()
    is_cut: bool = False


class LanguageModel:
    """Answers from a script; `requests` are what came, as path and body."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.script: list[Answer] = []
        self.requests: list[tuple[str, Any]] = []

    def says(self, *answers: Answer) -> None:
        """Begin anew with this script."""
        self.script, self.requests = [*answers], []

    @property
    def bodies(self) -> list[Any]:
        return [body for _, body in self.requests]

    def answer(self, path: str, body: Any) -> tuple[str, bytes]:
        """The content type and the body of the next answer."""
        self.requests.append((path, body))
        number = len(self.requests)
        said = self.script.pop(0)
        is_chat = path.endswith("/chat/completions")
        whole = _completion(said, number) if is_chat else _response(said, number)
        if not body.get("stream"):
            return "application/json", json.dumps(whole).encode()
        events = _chunks(whole) if is_chat else _events(whole)
        lines = [f"data: {json.dumps(each)}\n\n" for each in events]
        if is_chat:
            lines.append("data: [DONE]\n\n")
        return "text/event-stream", "".join(lines).encode()


@contextmanager
def serving() -> Iterator[LanguageModel]:
    """A language model for the time of a `with` block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(size))
            kind, data = model.answer(self.path, body)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model = LanguageModel(f"http://127.0.0.1:{server.server_port}/v1")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _halves(text: str) -> list[str]:
    middle = len(text) // 2
    return [text[:middle], text[middle:]]


def _completion(said: Answer, number: int) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": said.text or None}
    message |= {"refusal": None, "annotations": []}
    if said.calls:
        message["tool_calls"] = [
            {
                "id": f"call_{number}_{index}",
                "type": "function",
                "function": {"name": name, "arguments": arguments},
            }
            for index, (name, arguments) in enumerate(said.calls)
        ]
    reason = "length" if said.is_cut else "tool_calls" if said.calls else "stop"
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{**choice, "logprobs": None}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _chunks(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    (choice,) = whole["choices"]
    message = choice["message"]
    head = {k: whole[k] for k in ("id", "created", "model")}
    head["object"] = "chat.completion.chunk"

    def chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        row = {"index": 0, "delta": delta, "finish_reason": reason}
        return {**head, "choices": [row]}

    yield chunk({"role": "assistant", "content": None})
    for piece in _halves(message["content"] or ""):
        yield chunk({"content": piece})
    for index, call in enumerate(message.get("tool_calls", ())):
        function = {**call["function"], "arguments": ""}
        yield chunk({"tool_calls": [{**call, "index": index, "function": function}]})
        for piece in _halves(call["function"]["arguments"]):
            row = {"index": index, "function": {"arguments": piece}}
            yield chunk({"tool_calls": [row]})
    yield chunk({}, choice["finish_reason"])
    yield {**head, "choices": [], "usage": whole["usage"]}


def _response(said: Answer, number: int) -> dict[str, Any]:
    output: list[dict[str, Any]] = [
        {"id": f"rs_{number}", "type": "reasoning", "summary": []}
    ]
    for index, (name, arguments) in enumerate(said.calls):
        output.append(
            {
                "id": f"fc_{number}_{index}",
                "type": "function_call",
                "status": "completed",
                "call_id": f"call_{number}_{index}",
                "name": name,
                "arguments": arguments,
            }
        )
    if said.text:
        text = {"type": "output_text", "text": said.text, "annotations": []}
        row = {"id": f"msg_{number}", "type": "message", "role": "assistant"}
        output.append({**row, "status": "completed", "content": [text]})
    details = {"reason": "max_output_tokens"} if said.is_cut else None
    return {
        "id": f"resp_{number}",
        "object": "response",
        "created_at": 1,
        "model": "scripted",
        "status": "incomplete" if said.is_cut else "completed",
        "incomplete_details": details,
        "error": None,
        "output": output if said.text or said.calls else [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
    }


def _events(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    empty = {**whole, "status": "in_progress", "output": []}
    events.append({"type": "response.created", "response": empty})
    for index, item in enumerate(whole["output"]):
        place = {"output_index": index, "item_id": item["id"]}
        bare = {**item, "arguments": ""} if "arguments" in item else item
        row = {"output_index": index, "item": bare}
        events.append({"type": "response.output_item.added", **row})
        if "arguments" in item:
            kind = "response.function_call_arguments"
            for piece in _halves(item["arguments"]):
                events.append({"type": f"{kind}.delta", **place, "delta": piece})
            done = {"arguments": item["arguments"], "name": item["name"]}
            events.append({"type": f"{kind}.done", **place, **done})
        events.append({"type": "response.output_item.done", **row, "item": item})
    events.append({"type": f"response.{whole['status']}", "response": whole})
    for number, event in enumerate(events):
        yield {**event, "sequence_number": number}
