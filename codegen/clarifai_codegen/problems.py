"""Every problem that a user can meet: its code, what it means, what to do.

A problem is a value first: rooms return or raise it, the command line prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from .catalogue import CATALOGUE, Entry, Exit

__all__ = ["CATALOGUE", "Entry", "Exit", "Problem", "ProblemError", "Where"]


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a problem, from the outside in; what does not apply is empty."""

    file: str = ""
    line: int = 0
    column: int = 0
    model: str = ""
    method: str = ""
    field: str = ""
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (self.file, self.line, self.column) if part
        )
        named = (
            ("model", self.model),
            ("method", self.method),
            ("field", self.field),
        )
        words = [place] if place else []
        words += [f"{word} {name}" for word, name in named if name]
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong.

    `code` is a key of CATALOGUE. `what` says what was found, in one sentence. `fix` says
    what to do; where it is empty, the catalogue's word counts. `excerpt` is the line of
    the place and a line that underlines it, where there is a text to show.
    """

    code: str
    what: str
    where: Where = field(default_factory=Where)
    fix: str = ""
    warning: bool = False
    excerpt: str = ""

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(f"{self.code!r} is not in the catalogue of problems")

    @property
    def entry(self) -> Entry:
        """What the catalogue says of this problem's code."""
        return CATALOGUE[self.code]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return self.fix or self.entry.fix

    @property
    def exit(self) -> Exit:
        """The exit status that this problem alone would cause."""
        return Exit.WELL if self.warning else self.entry.exit

    def at(self, **place: str | int) -> Problem:
        """The same problem, with more of its place known."""
        known = asdict(self.where) | place
        return replace(self, where=Where(**known))

    def with_excerpt(self, excerpt: str) -> Problem:
        """The same problem, with the text of its place."""
        return replace(self, excerpt=excerpt)

    def as_json(self) -> dict[str, object]:
        """The problem as `--json` prints it."""
        place = {key: value for key, value in asdict(self.where).items() if value}
        document: dict[str, object] = {
            "code": self.code,
            "title": self.entry.title,
            "where": place,
            "what": self.what,
            "fix": self.advice,
            "severity": "warning" if self.warning else "error",
        }
        return document | ({"excerpt": self.excerpt} if self.excerpt else {})


class ProblemError(Exception):
    """Raised where a problem leaves nothing to return; carries one or several."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.problems = problems

    @property
    def exit(self) -> Exit:
        """The highest exit status of the problems."""
        return highest(self.problems)


def highest(problems: Iterable[Problem]) -> Exit:
    """The exit status of a run that met these problems."""
    return max((problem.exit for problem in problems), default=Exit.WELL)
