"""What a client did with a vector, held against what the vector says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from .numbers import bytes_of
from .requests import canonical
from .vectors import Vector

__all__ = ["Outcome", "differences"]


class Outcome(NamedTuple):
    """What a client sent, and read, or the kind of the error that it raised."""

    sent: list[bytes]
    values: list[Any]
    refused: str = ""


_ASKS = b"_GET_SIGNATURES"
"""In what a client sends after an answer that it cannot read, to say what has changed."""


def differences(vector: Vector, got: Outcome) -> Iterator[str]:
    """What is not as it should be, a line each."""
    place = "{case}.{method}, {variant}".format(**vector)
    wanted = _wanted(vector)
    if got.refused != wanted.refused:
        yield f"{place}: refused {got.refused!r}, not {wanted.refused!r}"
    sent = [each for each in got.sent if _ASKS not in each]
    if [*map(canonical, sent)] != [*map(canonical, wanted.sent)]:
        yield f"{place}: sent {sent}, not {wanted.sent}"
    if [*map(_comparable, got.values)] != [*map(_comparable, wanted.values)]:
        yield f"{place}: read {got.values}, not {wanted.values}"


def _wanted(vector: Vector) -> Outcome:
    if "refused" in vector:
        return Outcome([], [], vector["refused"])
    sent, answer = [*map(bytes_of, vector["requests"])], vector["answer"]
    if "refused" in answer:
        return Outcome(sent, [], answer["refused"])
    return Outcome(sent, [answer["value"]] * len(sent))


def _comparable(coded: Any) -> str:
    """A value as a text: whole numbers are the same with and without a point."""
    return json.dumps(_whole(coded), sort_keys=True)


def _whole(coded: Any) -> Any:
    match coded:
        case float():
            return int(coded) if coded.is_integer() else coded
        case list():
            return [_whole(each) for each in coded]
        case dict():
            return {name: _whole(each) for name, each in coded.items()}
    return coded
