"""One of several runs that share the models among them; their outputs merge by copying."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..problems import Problem, ProblemError
from .plan import Rendered

if TYPE_CHECKING:
    from ..target.entry import Entry

__all__ = ["Shard"]


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `many`.

    A model's name decides its part, so that no other model moves it to another one. What
    models share belongs to the first part.
    """

    number: int
    many: int

    @classmethod
    def of_text(cls, text: str) -> Shard:
        """The shard that `I/N` means; raises ProblemError `bad-usage`."""
        match = re.fullmatch(r"([1-9]\d{0,4})/([1-9]\d{0,4})", text, re.ASCII)
        if match is None or int(match[1]) > int(match[2]):
            what = f"{text!r} is no part of a whole."
            fix = "Write for example --shard 2/8, for the second of eight parts."
            raise ProblemError(Problem("bad-usage", what, fix=fix))
        return cls(int(match[1]), int(match[2]))

    @property
    def manifest(self) -> str:
        """The name of its manifest; the next whole run puts them together."""
        return f".clarifai-codegen.{self.number}-of-{self.many}.json"

    def of(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The names of its models."""
        return frozenset(each.name for each in entries if self._holds(each.name))

    def part(self, rendered: Rendered, names: Set[str]) -> Rendered:
        """The files of these models; of the first part, also those that models share."""
        kept = {*names, *([""] if self.number == 1 else [])}
        files = {
            path: data
            for path, data in rendered.files.items()
            if rendered.owners.get(path, "") in kept
        }
        return Rendered(files, rendered.owners, rendered.records)

    def _holds(self, name: str) -> bool:
        digest = hashlib.sha256(name.encode()).digest()
        return int.from_bytes(digest[:8]) % self.many == self.number - 1
