"""Problems at a place of a file: line, column, and the code underlined."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from ...problems import Problem, Where
from ...shown import shown

__all__ = ["File"]

_WIDEST = 160


@dataclass(slots=True)
class File:
    """A file that is read: `name` is how problems call it."""

    name: str
    text: str
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def problem(
        self,
        code: str,
        what: str,
        node: ast.AST | None,
        *,
        fix: str = "",
        method: str = "",
        parameter: str = "",
        warning: bool = False,
    ) -> Problem:
        """A problem at a node of the file's syntax tree."""
        where = Where(self.name, method=method, field=parameter)
        problem = Problem(code, shown(what), where, shown(fix), warning)
        span = self.span(node)
        if span is None:
            return problem
        line, column, end_line, end_column = span
        return problem.at(
            line=line, column=column, end_line=end_line, end_column=end_column
        ).with_excerpt(self.excerpt(line, column, end_line, end_column))

    def span(self, node: ast.AST | None) -> tuple[int, int, int, int] | None:
        """Lines and columns of a node, both counted from 1, in characters."""
        line = getattr(node, "lineno", None)
        if node is None or line is None:
            return None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return self._heading(node)
        end = node.end_lineno or line  # type: ignore[attr-defined]
        start = self._column(line, node.col_offset)  # type: ignore[attr-defined]
        stop = self._column(end, node.end_col_offset or 0)  # type: ignore[attr-defined]
        return line, start, end, stop

    def excerpt(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """The line of the place, and a line that underlines it."""
        if not 0 < line <= len(self.lines):
            return ""
        source = self.lines[line - 1].rstrip("\r")
        stop = end_column if end_line == line else len(source) + 1
        first = max(0, column - 1 - _WIDEST // 2) if column > _WIDEST else 0
        part = shown(source[first : first + _WIDEST].replace("\t", " "))
        mark = " " * (column - 1 - first) + "^" * max(1, stop - column)
        return f"{part}\n{mark[:_WIDEST]}"

    def _heading(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> tuple[int, int, int, int]:
        """`def name` and `class Name`, not the whole body."""
        line = node.lineno
        start = self._column(line, node.col_offset)
        text = self.lines[line - 1]
        found = text.find(node.name, start - 1)
        stop = found + len(node.name) + 1 if found >= 0 else start + 1
        return line, start, line, stop

    def _column(self, line: int, offset: int) -> int:
        """`ast` counts bytes of UTF-8."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if text.isascii():
            return offset + 1
        return (
            len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1
        )
