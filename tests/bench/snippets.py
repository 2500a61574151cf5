"""How long the snippets of a model of 50 methods take, in all flavours."""

from __future__ import annotations

import time
from typing import Any

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.snippets.emit import emit
from clarifai_codegen.target.snippets.flavors import FLAVORS

_TYPES = ("STR", "IMAGE", "INT", "NDARRAY", "CONCEPT")


def all_flavours() -> tuple[int, float]:
    """How many snippets there are, and the best of three runs in seconds."""
    methods: list[dict[str, Any]] = []
    for number in range(50):
        streams = number % 3 == 1
        methods.append(
            {
                "name": f"method_{number}",
                "methodType": "UNARY_STREAMING" if streams else "UNARY_UNARY",
                "inputFields": [
                    {"name": "prompt", "type": "STR", "required": True},
                    {"name": "x", "type": _TYPES[number % 5], "required": True},
                    {"name": "max_tokens", "type": "INT", "default": "512"},
                ],
                "outputFields": [
                    {"name": "return", "type": "STR", "iterator": streams}
                ],
            }
        )
    ids = {"user_id": "u", "app_id": "a", "model_id": "m"}
    model = decode({"model": ids, "method_signatures": methods}).model
    settings = Settings(options={"flavors": tuple(FLAVORS)})
    took = []
    for _ in range(3):
        start = time.perf_counter()
        files = emit([Entry("Model", model, "bench", "")], settings).files
        took.append(time.perf_counter() - start)
    return len(files) - 3, min(took)
