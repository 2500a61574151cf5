"""llguidance: the engine that keeps a model's output to a schema, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from llguidance import LLMatcher, LLTokenizer


class Engine:
    """One schema, compiled. `complaints` are its errors and warnings."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema))
        _, self.complaints = LLMatcher.validate_grammar_with_warnings(
            self._grammar, _tokenizer()
        )
        self._matcher = LLMatcher(_tokenizer(), self._grammar)

    def takes(self, value: Any) -> bool:
        """Whether a model could have written this value. Keys must be in order."""
        text = _written(value).encode()
        matcher = self._matcher.deep_copy()
        taken: int = matcher.try_consume_tokens(list(text))
        return taken == len(text) and bool(matcher.is_accepting())


@cache
def _tokenizer() -> Any:
    return LLTokenizer("byte")


def _written(value: Any) -> str:
    """JSON as a model writes it: numbers with bounds have no exponent."""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, list):
        return f"[{','.join(map(_written, value))}]"
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(k, ensure_ascii=False)}:{_written(v)}"
            for k, v in value.items()
        )
        return f"{{{','.join(pairs)}}}"
    return json.dumps(value, ensure_ascii=False)
