# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What the loops of all APIs have in common: turns, their calls, and what comes of them.

Nothing here waits: a loop sends `request()`, hands over the answer, runs the calls that
are wanted, and hands over their results.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from ..media import Audio, Image, Video
from ..types import is_mapping
from .dispatcher import ToolCall
from .options import CallOptions
from .result import Part, ToolResult

__all__ = [
    "Api",
    "Collector",
    "Conversation",
    "FinishedCall",
    "Stopped",
    "ToolRun",
    "Turn",
    "as_sent",
]

Stopped: TypeAlias = Literal["done", "max_turns", "empty", "failed"]
"""Why a conversation ended: with an answer, at its cap, or with an answer that is none."""


class Turn(NamedTuple):
    """One answer of the language model: its text, and the calls by their ids."""

    text: str
    calls: Sequence[tuple[str, ToolCall]]
    stopped: Stopped = "done"


class Collector(Protocol):
    """Puts a streamed answer together."""

    def add(self, event: Any) -> None:
        """Take the next event."""
        ...

    def response(self) -> Any:
        """The answer, as far as it came."""
        ...


class Api(Protocol):
    """How one API spells a conversation."""

    def request(self, history: Sequence[Any]) -> Mapping[str, Any]:
        """The arguments of the next request besides those of the caller."""
        ...

    def collector(self) -> Collector:
        """For a streamed answer."""
        ...

    def turn(self, response: Any, history: list[Any]) -> Turn:
        """Read an answer, and put it into the history as it came."""
        ...

    def answers(
        self, ids: Sequence[str], results: Sequence[ToolResult]
    ) -> Iterable[Any]:
        """What the history gets for the results of a turn's calls."""
        ...


class FinishedCall(NamedTuple):
    """A call that the language model wanted, and its result."""

    id: str
    name: str
    arguments: str | Mapping[str, Any] | None
    result: ToolResult


@dataclass(slots=True)
class ToolRun:
    """What came of a conversation.

    `history` is all of it, the answers included, ready to be sent on: `messages` or `input`
    of the next request. `response` is the last answer as the client gave it (of a streamed
    chat, a mapping), `text` its text, `turns` the number of answers, `calls` all calls with
    their results, `files` what they brought, by the names that the texts use. `stopped`
    says why it ended.
    """

    history: list[Any]
    response: Any = None
    text: str = ""
    turns: int = 0
    calls: list[FinishedCall] = field(default_factory=list[FinishedCall])
    files: dict[str, Part] = field(default_factory=dict[str, Part])
    stopped: Stopped = "done"

    @property
    def messages(self) -> list[Any]:
        """The history, as Chat Completions calls it."""
        return self.history

    @property
    def input(self) -> list[Any]:
        """The history, as Responses calls it."""
        return self.history


class Conversation:
    """A conversation that is under way."""

    def __init__(
        self, api: Api, history: list[Any], max_turns: int, options: CallOptions
    ) -> None:
        self.run = ToolRun(history)
        self.is_open = max_turns > 0
        self.calls: Sequence[ToolCall] = ()
        self.collector = api.collector
        self._api = api
        self._ids: Sequence[str] = ()
        self._max_turns = max_turns
        self._options = options
        given = options.get("attachments")
        self._found: dict[str, Any] = {}
        held: list[Any] = [self._found] if given is None else [self._found, given]
        self._attachments: ChainMap[str, Any] = ChainMap(*held)

    @property
    def options(self) -> CallOptions:
        """The options of the calls: files of earlier results are attachments too."""
        return {**self._options, "attachments": self._attachments}

    def request(self) -> Mapping[str, Any]:
        """The arguments of the next request."""
        return self._api.request(self.run.history)

    def take(self, response: Any) -> None:
        """Read an answer; `calls` are those that it wants."""
        run = self.run
        turn = self._api.turn(response, run.history)
        run.response, run.text, run.stopped = response, turn.text, turn.stopped
        run.turns += 1
        self._ids = [id for id, _ in turn.calls]
        self.calls = [call for _, call in turn.calls]
        self.is_open = bool(self.calls)

    def give(self, results: Sequence[ToolResult]) -> None:
        """Put the results of the calls into the history."""
        run = self.run
        run.history.extend(self._api.answers(self._ids, results))
        for id, call, result in zip(self._ids, self.calls, results, strict=True):
            run.calls.append(FinishedCall(id, call.name, call.arguments, result))
            for part in result.parts:
                run.files[part.name] = part
                self._found[part.name] = _attachment(part)
        if run.turns >= self._max_turns:
            run.stopped, self.is_open = "max_turns", False


def as_sent(item: Any) -> Any:
    """An item of an answer as it came, for the history: what is not set is left out."""
    if is_mapping(item):
        return dict(item)
    if hasattr(item, "to_dict"):
        return item.to_dict()
    return item.model_dump(exclude_none=True)


def _attachment(part: Part) -> Any:
    kinds = {"image": Image, "audio": Audio, "video": Video}
    kind = kinds.get(part.kind)
    return part.bytes if kind is None else kind(part.bytes, part.url)
