"""The tools of the corpus, and of random signatures, in every way they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.tools.tool import Tool, tools_of

from ..corpus import cases

ALL = ToolOptions(include_bidirectional=True)
WAYS = (
    ALL,
    replace(ALL, strict="always"),
    replace(ALL, strict="never"),
    replace(ALL, strict="never", json="string"),
    replace(ALL, strict="always", profile="azure"),
)


class Made(NamedTuple):
    """A tool, and how it was made."""

    tool: Tool
    options: ToolOptions


def made(entries: Sequence[Entry]) -> Iterator[Made]:
    """The tools of models in every way; those with the schema of an earlier one are left out."""
    seen: set[str] = set()
    for entry in entries:
        for options in WAYS:
            for tool in tools_of([entry], options)[0]:
                text = json.dumps([tool.parameters, options.profile])
                if text not in seen:
                    seen.add(text)
                    yield Made(tool, options)


def corpus_entries() -> list[Entry]:
    """The models of the corpus that can be read at all."""
    found = []
    for each in cases():
        try:
            found.append(each.entry())
        except ProblemError:
            continue
    return found
