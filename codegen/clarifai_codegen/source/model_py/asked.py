"""A process that asks the SDK itself what a model.py says: `--import`, and the tests.

Reads one JSON document a line from standard input, `{"folder": ..., "mocking": bool}`, and
answers with one a line on standard output: `{"signatures": {attribute: MethodSignature}}` or
`{"error": ...}`. Runs as a file of its own; imports nothing of the toolkit.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def ask(folder: str, mocking: bool) -> dict[str, Any]:
    """The signatures that the SDK registers for the model class of a folder."""
    from clarifai.runners.models.model_builder import ModelBuilder
    from google.protobuf.json_format import MessageToDict

    builder = object.__new__(ModelBuilder)  # its __init__ wants a whole config.yaml
    builder.folder = folder
    known = set(sys.modules)
    try:
        made = builder.load_model_class(mocking=mocking)
        infos = made._get_method_infos()
        signatures = {
            name: MessageToDict(info.signature)
            for name, info in infos.items()
            if info.signature is not None
        }
        return {"class": made.__name__, "signatures": signatures}
    except BaseException as error:
        return {
            "error": f"{type(error).__name__}: {error}",
            "kind": type(error).__name__,
        }
    finally:
        sys.modules.pop("model", None)
        for name in set(sys.modules) - known:
            if not name.startswith("clarifai"):
                sys.modules.pop(name, None)


def main() -> None:
    """Answer until the input ends. What the model prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(ask(**question)), file=answers, flush=True)


if __name__ == "__main__":
    main()
