"""Values as JSON text: the only place where text from a signature becomes a file."""

from __future__ import annotations

import json
import re
from typing import Any

from ...problems import Problem, ProblemError, Where
from ..prose import UNSEEN

__all__ = ["json_text", "prove"]

_UNSEEN = re.compile(f"[{UNSEEN}]")
_LINE_ENDS = "\n"


def json_text(value: Any) -> str:
    """The value as JSON to read; what cannot be seen is escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(lambda m: m[0] if m[0] == _LINE_ENDS else _escaped(m[0]), text)


def prove(text: str, value: Any, path: str, model: str) -> None:
    """Raise `unproved` unless the text is the value and nothing else."""
    try:
        found = json.loads(text)
    except ValueError as error:
        what = f"{path} is no JSON: {error}."
    else:
        if found == value:
            return
        what = f"{path} does not hold the tools."
    raise ProblemError(Problem("unproved", what, Where(model=model)))


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]
