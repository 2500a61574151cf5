"""What tool schemas cost: computed from the signatures of 1,000 methods, against writing
the same schemas as JSON. `process_time`, best of 7.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.tools.formats import document, tools_for
from clarifai_codegen.target.tools.options import ToolOptions

METHODS = 1000

_FIELDS = [
    {"name": "prompt", "type": "STR", "required": True, "description": "What to do."},
    {"name": "image", "type": "IMAGE", "default": "null", "description": "A picture."},
    {
        "name": "max_tokens",
        "type": "INT",
        "default": "512",
        "modelTypeRangeInfo": {"min": 1, "max": 4096},
    },
    {
        "name": "mode",
        "type": "STR",
        "default": "fast",
        "modelTypeEnumOptions": [{"id": "fast"}, {"id": "exact"}],
    },
    {"name": "regions", "type": "LIST", "typeArgs": [{"name": "x", "type": "REGION"}]},
]


def _entry() -> Entry:
    signatures = [
        {
            "name": f"method_{number}",
            "methodType": "UNARY_UNARY",
            "description": "Say what is in a picture.",
            "inputFields": _FIELDS,
            "outputFields": [{"name": "return", "type": "STR"}],
        }
        for number in range(METHODS)
    ]
    return Entry("Bench", decode({"method_signatures": signatures}).model, "", "")


def rows() -> Iterator[tuple[str, float, float]]:
    """The seconds for the schemas, and for dumping them as they are written."""
    entry = _entry()
    for strict in ("auto", "never"):
        options = ToolOptions(strict=strict)

        def compute(options: ToolOptions = options) -> object:
            return document(
                tools_for([entry], "openai-chat", options)[0], "openai-chat"
            )

        made = compute()
        word = "strict" if strict == "auto" else "loose"
        yield (
            f"schemas of {METHODS} methods, {word}, s",
            best(compute),
            best(lambda made=made: json.dumps(made, indent=2)),
        )


def best(work: Callable[[], object]) -> float:
    """The CPU seconds of the quickest run."""
    costs = []
    for _ in range(7):
        start = time.process_time()
        work()
        costs.append(time.process_time() - start)
    return min(costs)
