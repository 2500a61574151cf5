"""What commands say, and where: rich on a terminal, plain in a pipe, JSON on request.

Answers go to standard output, problems and progress to standard error. Whatever
text a signature, a server or a file brought in is made harmless on its way out.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import IO, Any

import click

from ..problems import Exit, Problem, highest

__all__ = ["Console", "safe"]

_COLOURS = {
    "create": "green",
    "update": "yellow",
    "remove": "red",
    "conflict": "red",
    "missing": "red",
    "outdated": "yellow",
    "stale": "red",
    "edited": "red",
    "foreign": "red",
    "new": "green",
    "changed": "yellow",
    "dropped": "red",
    "removed": "red",
    "breaking": "red",
    "behaviour": "yellow",
    "compatible": "green",
    "stray": "red",
}
_DIFF = {"+": "green", "-": "red", "@": "cyan"}


def safe(text: object, kept: str = "") -> str:
    """The text with escapes for all that does not print: it cannot drive a terminal,
    nor pretend to be a line of ours. Characters in `kept` stay."""
    return "".join(
        (
            letter
            if letter.isprintable() or letter in kept
            else letter.encode("unicode_escape").decode("ascii")
        )
        for letter in str(text)
    )


class Console:
    """The two streams of a run. `as_json` is set by `--json`, `debug` by `--debug`."""

    def __init__(self) -> None:
        self.as_json = False
        self.debug = False

    def say(self, text: object = "", *, style: str = "") -> None:
        """A line of the answer; nothing with `--json`, which has one answer of its own."""
        if not self.as_json:
            click.echo(_styled(safe(text), style, sys.stdout))

    def write(self, text: object, *, end: str = "\n") -> None:
        """Text of several lines to standard output, sent on at once."""
        click.echo(safe(text, "\n\t") + end, nl=False)
        sys.stdout.flush()

    def note(self, text: object) -> None:
        """A line about the run itself, to standard error."""
        click.echo(_styled(safe(text), "dim", sys.stderr), err=True)

    def mark(self, word: str, text: object) -> None:
        """A line that starts with a word of fixed width, coloured by its meaning."""
        if not self.as_json:
            padded = _styled(f"{word:<8}", _COLOURS.get(word, ""), sys.stdout)
            click.echo(f"  {padded}  {safe(text)}")

    def diff(self, line: str) -> None:
        """A line of a unified diff, coloured by its mark."""
        if not self.as_json:
            style = (
                _DIFF.get(line[:1], "") if line[:3] not in ("+++", "---") else "bold"
            )
            click.echo(_styled(safe(line, "\t"), style, sys.stdout))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Rows under headings: rich on a terminal, columns of blanks in a pipe."""
        if self.as_json:
            return
        texts = [[safe(cell) for cell in row] for row in rows]
        if has_colour(sys.stdout):
            _rich_table(columns, texts)
            return
        widths = [
            max([len(name), *(len(row[index]) for row in texts)])
            for index, name in enumerate(columns)
        ]
        for row in [list(columns), *texts]:
            cells = [
                f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)
            ]
            click.echo("  ".join(cells).rstrip())

    def problems(self, problems: Iterable[Problem]) -> None:
        """Each problem in the order code, where, what, what to do; to standard error."""
        for problem in problems:
            word, style = ("warning", "yellow") if problem.warning else ("error", "red")
            mark = _styled(f"{word} [{problem.code}]", style, sys.stderr)
            place = safe(problem.where)
            what = _indented(problem.what)
            click.echo(
                f"{mark} {place}: {what}" if place else f"{mark} {what}", err=True
            )
            if problem.excerpt:
                click.echo(f"    {_indented(problem.excerpt)}", err=True)
            click.echo(f"  {_indented(problem.advice)}", err=True)

    def finish(
        self,
        answer: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
        problems: Sequence[Problem] = (),
        exit: Exit | None = None,
    ) -> Exit:
        """The end of a command: its JSON or its problems; gives the exit status.

        A function is called for the answer only if it is printed.
        """
        status = highest(problems) if exit is None else exit
        if self.as_json:
            document = {
                "exit": int(status),
                "problems": [problem.as_json() for problem in problems],
                **(answer() if callable(answer) else answer),
            }
            click.echo(json.dumps(document, indent=2, default=str))
        else:
            self.problems(problems)
        return status

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[int, int, Any], None] | None]:
        """A progress bar on standard error for several sources; None where none shows."""
        if self.as_json or not has_colour(sys.stderr):
            yield None
            return
        with ExitStack() as stack:
            bar: Any = None

            def step(done: int, total: int, reference: Any) -> None:
                nonlocal bar
                if bar is None and total > 1:
                    bar = stack.enter_context(_bar())
                    bar.add_task(what, total=total)
                if bar is not None:
                    name = f"{what} {safe(reference.text)[:60]}"
                    bar.update(bar.task_ids[0], completed=done, description=name)

            yield step


def _bar() -> AbstractContextManager[Any]:
    from rich.console import Console as Rich
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Rich(stderr=True), transient=True)


def _indented(text: str) -> str:
    """Lines after the first cannot be taken for lines of ours."""
    return safe(text, "\n").replace("\n", "\n    ")


def has_colour(stream: IO[str]) -> bool:
    """Whether a stream is a terminal that colours may be sent to."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _styled(text: str, style: str, stream: IO[str]) -> str:
    if not style or not has_colour(stream):
        return text
    if style in ("bold", "dim"):
        return click.style(text, **{style: True})
    return click.style(text, fg=style, bold=True)


def _rich_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console as Rich
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Rich().print(table)
