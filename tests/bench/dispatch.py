"""What running a model's call costs beside the typed client's own call, in CPU.

Ten parameters: a text, integers, floats with bounds, choices, flags, a list and a record.
The call itself is the generated method's, answered by canned bytes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from clients import unary_call

from clarifai_codegen.runtime.python import (
    BOOL,
    FLOAT,
    INT,
    STR,
    Client,
    Method,
    ModelId,
    Parameter,
    list_of,
)
from clarifai_codegen.runtime.python.tools import Tool, ToolSet

PREDICT = Method(
    "predict",
    (
        Parameter("prompt", STR),
        Parameter("system", STR, optional=True),
        Parameter("max_tokens", INT, optional=True, minimum=1, maximum=4096),
        Parameter("temperature", FLOAT, optional=True, minimum=0.0, maximum=2.0),
        Parameter("top_p", FLOAT, optional=True, minimum=0.0, maximum=1.0),
        Parameter("style", STR, optional=True, choices=("plain", "fancy")),
        Parameter("seed", INT, optional=True),
        Parameter("stop", list_of(STR), optional=True),
        Parameter("echo", BOOL, optional=True),
        Parameter("weights", list_of(FLOAT), optional=True),
    ),
    STR,
)
ARGUMENTS = {
    "prompt": "Tell a story about a cat. " * 4,
    "system": "You are brief.",
    "max_tokens": 512,
    "temperature": 0.7,
    "top_p": 0.9,
    "style": "fancy",
    "seed": None,
    "stop": ["END", "STOP"],
    "echo": False,
    "weights": [0.1, 0.2, 0.7],
}


def _nullable(**schema: Any) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


PROPERTIES = {
    "prompt": {"type": "string"},
    "system": _nullable(type="string"),
    "max_tokens": _nullable(type="integer", minimum=1, maximum=4096),
    "temperature": _nullable(type="number", minimum=0, maximum=2),
    "top_p": _nullable(type="number", minimum=0, maximum=1),
    "style": _nullable(type="string", enum=["plain", "fancy"]),
    "seed": _nullable(type="integer"),
    "stop": _nullable(type="array", items={"type": "string"}),
    "echo": _nullable(type="boolean"),
    "weights": _nullable(type="array", items={"type": "number"}),
}
SCHEMA = {
    "type": "object",
    "properties": PROPERTIES,
    "required": list(PROPERTIES),
    "additionalProperties": False,
}


class Model:
    """A client as it is generated, over calls that are answered here."""

    def __init__(self) -> None:
        self.core = Client(ModelId(), "grpc://127.0.0.1:1", {})
        connection: Any = self.core.connection
        connection.multicallable = lambda rpc: unary_call

    def predict(self, **given: Any) -> Any:
        return self.core.unary(PREDICT, PREDICT.bind(given))


class AsyncModel:
    """Nobody calls it."""


def overhead() -> tuple[float, float]:
    """CPU microseconds of a call through the dispatcher, and of the client's own."""
    model = Model()
    tool = Tool("m__predict", "", SCHEMA, PREDICT, "predict", Model, AsyncModel, True)
    tools, text = ToolSet(tool), json.dumps(ARGUMENTS)
    given = {name: each for name, each in ARGUMENTS.items() if each is not None}
    assert tools.dispatch("m__predict", text, clients=model).text == "world"
    through = _cost(lambda: tools.dispatch("m__predict", text, clients=model))
    return through, _cost(lambda: model.predict(**given))


def _cost(work: Callable[[], object], number: int = 2000) -> float:
    best = float("inf")
    for _ in range(7):
        start = time.process_time()
        for _ in range(number):
            work()
        best = min(best, time.process_time() - start)
    return best / number * 1e6
