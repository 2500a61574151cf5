"""Layout: templates emit what black would, black itself does the rest.

A bracket stays on one line where it fits and gets one element per line with a trailing
comma where it does not: black leaves both as they are. Only a module with a line that is
too long or not ASCII, or from a user's template, goes through black, and the result is
kept in the user's cache.
"""

from __future__ import annotations

import ast
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

__all__ = ["HELPERS", "WIDTH", "fits", "format_module", "is_stable"]

WIDTH = 88


def bracketed(
    opening: str, elements: Sequence[str], closing: str, indent: int = 0
) -> str:
    """`opening`, elements with commas between them, `closing`.

    The text starts at column `indent`; elements were laid out for `indent` + 4.
    """
    line = opening + ", ".join(elements) + closing
    if not elements or ("\n" not in line and fits(line, indent)):
        return line
    margin = " " * indent
    inside = "".join(f"{margin}    {element},\n" for element in elements)
    return f"{opening}\n{inside}{margin}{closing}"


def bracketed_each(
    opening: str, rows: Iterable[Sequence[str]], closing: str, indent: int
) -> list[str]:
    """`bracketed` for each row of elements."""
    return [bracketed(opening, row, closing, indent) for row in rows]


def tupled(elements: Sequence[str], indent: int = 0, before: str = "") -> str:
    """`before` and a tuple: as `bracketed`, but one element keeps its comma on the line."""
    if len(elements) == 1 and "\n" not in elements[0]:
        return f"{before}({elements[0]},)"
    return bracketed(f"{before}(", elements, ")", indent)


def enclosed(before: str, value: str, indent: int = 0) -> str:
    """`before` and a value; in brackets on a line of its own where it is too long."""
    if fits(before + value, indent):
        return before + value
    margin = " " * indent
    return f"{before}(\n{margin}    {value}\n{margin})"


def imported(module: str, names: Sequence[str], indent: int = 0) -> str:
    """An import; brackets only where it is too long for one line."""
    line = f"from {module} import {', '.join(names)}"
    if fits(line, indent):
        return line
    return bracketed(f"from {module} import (", [*names], ")", indent)


def fits(line: str, indent: int = 0) -> bool:
    """Whether black takes an ASCII line for short enough."""
    return indent + len(line) <= WIDTH


HELPERS = (bracketed, bracketed_each, tupled, enclosed, imported, fits)
"""What templates may call."""


def is_stable(text: str) -> bool:
    """Whether black would leave a text of our own templates as it is.

    Docstrings and comments aside, all lines are short enough, and ASCII: how wide other
    characters are is black's own affair.
    """
    lines = text.split("\n")
    if text.isascii() and max(map(len, lines)) <= WIDTH:
        return True
    free = set(_docstring_lines(ast.parse(text).body))
    return all(
        number in free
        or line.lstrip().startswith("#")
        or (line.isascii() and fits(line))
        for number, line in enumerate(lines, 1)
    )


def _docstring_lines(body: Sequence[ast.stmt]) -> Iterator[int]:
    for node in body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _docstring_lines(node.body)


def format_module(text: str) -> str:
    """The text as black formats it, from the cache where it was formatted before."""
    key = hashlib.sha256(f"black {version('black')}\n{text}".encode()).hexdigest()
    path = _cache() / key[:2] / key
    cached = _read(path)
    if cached is not None:
        return cached
    import black

    formatted = black.format_str(text, mode=black.Mode(line_length=WIDTH))
    _write(path, formatted)
    return formatted


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or ""
    base = Path(home) if os.path.isabs(home) else Path("~/.cache").expanduser()
    return base / "clarifai-codegen" / "black"


def _read(path: Path) -> str | None:
    """A text of the cache if it is whole: its digest comes first."""
    try:
        digest, _, text = path.read_bytes().decode().partition("\n")
    except (OSError, ValueError):
        return None
    return text if digest == _digest(text) else None


def _write(path: Path, text: str) -> None:
    """Keep a text; a cache that cannot be written to is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(f"{_digest(text)}\n{text}".encode())
            os.replace(name, path)
        except OSError:
            os.unlink(name)
    except OSError:
        return


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
