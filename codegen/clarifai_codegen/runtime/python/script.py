# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What a fake client says: scripted answers, then values made from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from .errors import InvalidArgumentError
from .method import Method
from .samples import sample
from .types import is_text

__all__ = ["Answers", "Call", "Script", "arguments_of"]

Answers = Mapping[str, object]
"""What a fake answers, by the method's name on the wire.

A list is used up entry by entry, its last one from then on; anything else is the answer
each time. An exception is raised; a function is called with the arguments by name. The
answer to a streaming call is the sequence of its items (an exception among them is raised
in its place); in a bidirectional call, a function is called for each item, and gives one.
"""


class Call(NamedTuple):
    """A call that a fake was given: the method, and the arguments that were sent."""

    method: str
    arguments: dict[str, Any]


class Script:
    """What a fake says: scripted answers first, then values made from the seed."""

    def __init__(
        self, methods: Mapping[str, Method[Any]], seed: int, answers: Answers
    ) -> None:
        unknown = [name for name in answers if name not in methods]
        if unknown:
            known = ", ".join(methods)
            raise ValueError(f"no method {unknown[0]!r} to script; there are {known}")
        for name, answer in answers.items():
            if answer.__class__ is list and not answer:
                raise ValueError(f"the series of answers to {name!r} is empty")
        self.methods = methods
        self.calls: list[Call] = []
        self._answers = dict(answers)
        self._used: dict[str, int] = {}
        self._random = Random(seed)

    def note(self, method: str, data: Any) -> Call:
        """Record what was sent."""
        call = Call(method, arguments_of(self.methods[method], data))
        self.calls.append(call)
        return call

    def value(self, call: Call) -> Any:
        """The answer to a unary call; raises the error that is scripted."""
        method = self.methods[call.method]
        if call.method not in self._answers:
            return sample(method.result, self._random)
        return self._scripted(call)

    def values(self, call: Call, many: int = 3) -> Iterator[Any]:
        """The answers to a streaming call: `many`, if nothing is scripted."""
        method = self.methods[call.method]
        if call.method not in self._answers:
            for _ in range(many):
                yield sample(method.result, self._random)
            return
        answers: Any = self._scripted(call)
        if is_text(answers) or not hasattr(answers, "__iter__"):
            kind = type(answers).__name__
            what = f"the answer to {call.method!r} is a sequence of items, not {kind}"
            raise InvalidArgumentError(what)
        for item in answers:
            if isinstance(item, BaseException):
                raise item
            yield item

    def is_function(self, method: str) -> bool:
        """Whether a function is scripted, which answers item by item."""
        return callable(self._answers.get(method))

    def one(self, call: Call) -> Any:
        """What the scripted function says to one item."""
        return self._scripted(call)

    def _scripted(self, call: Call) -> Any:
        answer: Any = self._answers[call.method]
        if answer.__class__ is list:
            series: list[Any] = answer
            position = self._used.get(call.method, 0)
            self._used[call.method] = position + 1
            answer = series[min(position, len(series) - 1)]
        if isinstance(answer, BaseException):
            raise answer
        return answer(**call.arguments) if callable(answer) else answer


def arguments_of(method: Method[Any], data: Any) -> dict[str, Any]:
    """The arguments that a request carries, by their names in Python."""
    codecs = {each.name: (each.python, each.codec) for each in method.parameters}
    found: dict[str, Any] = {}
    for part in data.parts:
        if part.id in codecs:
            python, codec = codecs[part.id]
            found[python] = codec.decode(part.data)
    return found
