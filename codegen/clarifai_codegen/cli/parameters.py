"""`--hide METHOD.PARAM` and `--fixed METHOD.PARAM=JSON`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

__all__ = ["fixed_of", "hidden_of"]


def hidden_of(texts: Sequence[str]) -> dict[str, list[str]]:
    """The parameters of each method that is named."""
    found: dict[str, list[str]] = {}
    for method, parameter in map(_place, texts):
        found.setdefault(method, []).append(parameter)
    return found


def fixed_of(texts: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The values of parameters, for each method that is named."""
    found: dict[str, dict[str, Any]] = {}
    for text in texts:
        place, _, value = text.partition("=")
        method, parameter = _place(place)
        try:
            parsed = json.loads(value, parse_constant=_refused)
        except ValueError as error:
            what = f"{text!r} has no JSON after `=`: {error}."
            raise click.UsageError(what) from None
        found.setdefault(method, {})[parameter] = parsed
    return found


def _place(text: str) -> tuple[str, str]:
    method, dot, parameter = text.rpartition(".")
    if not (method and dot and parameter):
        raise click.UsageError(f"{text!r} is no METHOD.PARAM.")
    return method, parameter


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
