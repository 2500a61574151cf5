"""Markers in the user's own Markdown: what stands between them is a snippet.

    <!-- clarifai-codegen snippet MODEL METHOD FLAVOR -->
    <!-- /clarifai-codegen -->

MDX writes comments as {/* ... */}; both forms count. Everything else of a page is the
user's. Standard library only: an up-to-date run reads pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..target.snippets.markdown import fenced, with_output
from ..target.snippets.recording import Recording
from .configuration import Configuration, Output
from .recorded import TARGET, load_recorded
from .texts import path_shown

__all__ = [
    "Page",
    "library_of",
    "own_output",
    "page_files",
    "pages_of",
    "stale_pages",
]

_START = re.compile(r"\s*(?:<!--|\{/\*)\s*clarifai-codegen\s+snippet\b(.*)")
_NAMES = re.compile(r"\s+(\S+)\s+(\S+)\s+(\S+?)\s*(?:-->|\*/\})\s*")
_END = re.compile(
    r"\s*(?:<!--\s*/clarifai-codegen\s*-->|\{/\*\s*/clarifai-codegen\s*\*/\})\s*"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, as it is and as it should be."""

    path: Path
    before: bytes
    after: bytes

    @property
    def is_stale(self) -> bool:
        """Whether a block of it is not what the project's snippets are."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Library:
    """The snippets that there are, and what they printed by their paths.

    `kept` are models whose blocks stay as they are.
    """

    index: Mapping[str, Any]
    read: Callable[[str], str]
    kept: Collection[str] = ()
    recorded: Mapping[str, Recording] = field(default_factory=dict)

    def block(self, model: str, method: str, flavor: str) -> str | None:
        """The fenced snippet, None where it stays; ValueError says what there is not."""
        models = self.index["models"]
        if model not in models:
            if model in self.kept:
                return None
            raise _unknown("model", model, models)
        methods = models[model]["methods"]
        if method not in methods:
            raise _unknown("method", method, methods)
        found = methods[method]["snippets"]
        if flavor not in found:
            why = methods[method]["missing"].get(flavor, "")
            raise ValueError(why) if why else _unknown("flavour", flavor, found)
        language = self.index["flavors"][flavor]["language"]
        text = self.read(found[flavor])
        return with_output(fenced(text, language), self._output(found[flavor], text))

    def _output(self, path: str, text: str) -> str | None:
        """What the snippet printed, unless that would be taken for a marker."""
        recording = self.recorded.get(path)
        lines = (recording.of(text) or "").split("\n") if recording else []
        if any(_START.match(line) or _END.fullmatch(line) for line in lines):
            return None
        return "\n".join(lines)


def library_of(
    files: Mapping[str, bytes] | Path, output: Output, kept: Collection[str] = ()
) -> Library | None:
    """The snippets of rendered files, or of a folder; None where there is no index.

    The recordings are those of the output. Raises ProblemError `bad-syntax`.
    """
    recorded = load_recorded(output)

    def read(path: str) -> str:
        data = (files / path).read_bytes() if isinstance(files, Path) else files[path]
        return data.decode("utf-8").replace("\r\n", "\n")

    try:
        return Library(json.loads(read("index.json")), read, kept, recorded)
    except (KeyError, OSError, ValueError):
        return None


def pages_of(configuration: Configuration, library: Library) -> list[Page]:
    """The pages that hold markers. Raises ProblemError with each `bad-marker`."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in page_files(configuration):
        before = path.read_bytes()
        if b"clarifai-codegen" not in before:
            continue
        filler = _Filler(path_shown(path), library)
        try:
            after = filler.filled(before.decode("utf-8"))
        except UnicodeDecodeError:
            what, where = "The page is not UTF-8.", Where(path_shown(path))
            problems.append(Problem("unreadable-file", what, where))
            continue
        problems += filler.problems
        pages.append(Page(path, before, after.encode("utf-8")))
    if problems:
        raise ProblemError(*problems)
    return pages


def stale_pages(configuration: Configuration, outputs: Sequence[Output]) -> list[Page]:
    """The pages that do not hold what stands in the folder of snippets."""
    output = own_output(configuration, outputs)
    library = library_of(output.folder, output) if output is not None else None
    if library is None:
        return []
    return [page for page in pages_of(configuration, library) if page.is_stale]


def own_output(
    configuration: Configuration, outputs: Sequence[Output]
) -> Output | None:
    """The project's folder of snippets, if it has pages to fill and these are its outputs."""
    if not configuration.pages:
        return None
    folders = [each.folder for each in configuration.outputs]
    own = (each for each in outputs if each.folder in folders)
    return next((each for each in own if each.target.name == TARGET), None)


class _Filler:
    """Fills one page and collects what is wrong with its markers."""

    def __init__(self, file: str, library: Library) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._library = library

    def filled(self, text: str) -> str:
        end = "\r\n" if "\r\n" in text else "\n"
        return end.join(self._lines(text.split(end), end))

    def _lines(self, lines: list[str], end: str) -> Iterator[str]:
        number, fence = 0, ""
        while number < len(lines):
            line = lines[number]
            number += 1
            yield line
            opened = _FENCE.match(line)
            if fence:
                closed = opened and opened[1].startswith(fence)
                fence = "" if closed and not line.strip(" `~") else fence
                continue
            if opened:
                fence = opened[1]
                continue
            marker = _START.fullmatch(line)
            if marker is None:
                continue
            close = next(
                (n for n in range(number, len(lines)) if _END.fullmatch(lines[n])), None
            )
            following = (n for n in range(number, len(lines)) if _START.match(lines[n]))
            if close is None or next(following, close) < close:
                self._wrong(number, "The marker has no end.", _CLOSE)
                continue
            block = self._block(marker[1], number)
            if block is not None:
                margin = line[: len(line) - len(line.lstrip())]
                yield ""
                yield from (f"{margin}{each}".rstrip() for each in block.split("\n"))
                yield ""
            else:
                yield from lines[number:close]
            number = close

    def _block(self, names: str, line: int) -> str | None:
        match = _NAMES.fullmatch(names)
        if match is None:
            what = "The marker does not name a model, a method and a flavour."
            self._wrong(line, what, _OPEN)
            return None
        try:
            return self._library.block(match[1], match[2], match[3])
        except ValueError as error:
            what, _, fix = str(error).partition("\n")
            self._wrong(line, what, fix)
            return None

    def _wrong(self, line: int, what: str, fix: str = "") -> None:
        where = Where(self._file, line)
        self.problems.append(Problem("bad-marker", what, where, fix))


_OPEN = "Write: <!-- clarifai-codegen snippet MODEL METHOD FLAVOR -->"
_CLOSE = "Write <!-- /clarifai-codegen --> below it."


def _unknown(kind: str, name: str, known: Collection[str]) -> ValueError:
    close = nearest(name, known)
    fix = f"Write {close!r}." if close else f"There are: {', '.join(known) or 'none'}."
    return ValueError(f"The project's snippets have no {kind} {name!r}.\n{fix}")


def page_files(configuration: Configuration) -> list[Path]:
    """The files of the patterns, each once, without those that the toolkit writes."""
    root = configuration.root.resolve()
    folders = [each.folder.resolve() for each in configuration.outputs]
    found = {
        path.resolve()
        for pattern in configuration.pages
        for path in configuration.root.glob(pattern)
        if path.is_file()
    }
    return sorted(
        path
        for path in found
        if path.is_relative_to(root)
        and not any(path.is_relative_to(folder) for folder in folders)
    )
