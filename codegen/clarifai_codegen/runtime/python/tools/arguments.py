# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The arguments of a call as a model writes them -> one JSON object."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from ..types import is_mapping
from .problems import cited
from .validation import got

__all__ = ["BadArguments", "arguments_of"]

_DEEPEST = 64
_LONGEST = 400
"""Digits of an integer; longer ones fit no argument, and take long to read."""

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class BadArguments(ValueError):
    """Arguments that are no JSON object: what is wrong, and the text that came."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(what)
        self.text = text


def arguments_of(given: str | Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The object that was sent; nothing at all and `null` are an empty one.

    Raises BadArguments.
    """
    if given is None or given == "":
        return {}
    if not isinstance(given, str):
        return _object(given, given)
    return _object(parse_json(given), given)


def _object(value: Any, given: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not is_mapping(value):
        text = given if isinstance(given, str) else cited(given)
        raise BadArguments(f"an object is needed, got {got(value)}", text)
    return value


def parse_json(text: str) -> Any:
    """The value of a JSON text, without what JSON does not have. Raises BadArguments."""
    _refuse_deep(text)

    def integer(digits: str) -> int:
        if len(digits) > _LONGEST or not math.isfinite(_float(digits)):
            raise _at("Number out of range", text, digits)
        return int(digits)

    def floating(digits: str) -> float:
        value = float(digits)
        if math.isfinite(value):
            return value
        raise _at("Number out of range", text, digits)

    def constant(word: str) -> Any:
        raise _at("Expecting value", text, word)

    try:
        return json.loads(
            text, parse_int=integer, parse_float=floating, parse_constant=constant
        )
    except json.JSONDecodeError as error:
        raise BadArguments(str(error), text) from None


def _float(digits: str) -> float:
    try:
        return float(digits)
    except OverflowError:
        return math.inf


def _at(what: str, text: str, word: str) -> json.JSONDecodeError:
    return json.JSONDecodeError(what, text, max(text.find(word), 0))


def _refuse_deep(text: str) -> None:
    """Raise where brackets nest too deeply, before a parser goes down there."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return
    level = 0
    for match in _TOKENS.finditer(text):
        if match[0] in "[{":
            level += 1
            if level > _DEEPEST:
                what = f"Nested deeper than {_DEEPEST} levels"
                error = json.JSONDecodeError(what, text, match.start())
                raise BadArguments(str(error), text)
        elif match[0] in "]}":
            level -= 1
