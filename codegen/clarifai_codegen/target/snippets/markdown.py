"""Snippets in Markdown, plain and MDX: the only place where text becomes either."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..prose import inline, paragraphs

__all__ = ["Section", "code_span", "fenced", "prose", "sections"]

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
_SPECIAL = re.compile(r"[&<>{}]|[\\`*_\[\]|~#!$:@-]")
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Section:
    """A method on a page: its heading, what it does, its snippets as tabs.

    A tab is the flavour's name, its title and the fenced code.
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
