"""Snippets in Markdown, plain and MDX: the only place where text becomes either."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..prose import inline, paragraphs

__all__ = ["Section", "code_span", "fenced", "prose", "sections", "with_output"]

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
_SPECIAL = re.compile(r"[&<>{}]|[\\`*_\[\]|~#!$:@-]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Section:
    """A method on a page: its heading, what it does, its snippets as tabs.

    A tab is the flavour's name, its title and the fenced code with its output.
    """

    heading: str
    description: tuple[str, ...]
    tabs: tuple[tuple[str, str, str], ...]


def sections(
    methods: Mapping[str, str], tabs: Mapping[str, Sequence[tuple[str, str, str]]]
) -> list[Section]:
    """The sections of a page; `methods` are descriptions by name."""
    return [
        Section(code_span(name), prose(description), tuple(tabs[name]))
        for name, description in methods.items()
        if tabs[name]
    ]


def fenced(text: str, language: str) -> str:
    """A block of code, with a fence that the code does not hold."""
    runs = [len(run) for run in re.findall("`{3,}", text)]
    fence = "`" * (max(runs, default=2) + 1)
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"


def with_output(code: str, output: str | None) -> str:
    """Fenced code, and below it what it printed, if that is known and anything."""
    if not output or not output.strip():
        return code
    return f"{code}\n\nOutput:\n\n{fenced(_CONTROL.sub(_UNKNOWN, output), 'text')}"


def code_span(text: str) -> str:
    """A name as code within a line."""
    shown = inline(text)
    runs = [len(run) for run in re.findall("`+", shown)]
    ticks = "`" * (max(runs, default=0) + 1)
    space = " " if "`" in shown else ""
    return f"{ticks}{space}{shown}{space}{ticks}"


def prose(text: str) -> tuple[str, ...]:
    """Text of a signature as lines of a quotation: there, nothing is markup or code."""
    return tuple(f"> {_plain(line)}".rstrip() for line in paragraphs(text, _WIDTH))


def _plain(line: str) -> str:
    return _SPECIAL.sub(lambda m: _ENTITIES.get(m[0], "\\" + m[0]), line.strip())
