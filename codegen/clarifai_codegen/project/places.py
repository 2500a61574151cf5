"""Where each key of a TOML document stands, for problems that point at it.

`tomllib` gives values without places. The scanner here only finds places: it runs on a
text that `tomllib` has accepted, so it checks nothing itself.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

__all__ = ["Path", "Places", "headers", "places"]

Path = tuple[str | int, ...]
Places = dict[Path, tuple[int, int]]
"""Path of keys and indices -> line and column, both counted from 1."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    + r"'''.*?'{3,5}|"
    + r'"(?:\\.|[^"\\])*"|'
    + r"'[^']*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]+")


def places(text: str) -> Places:
    """The place of each key, array item and table of a valid TOML document."""
    return _Scanner(text).document()


def headers(text: str) -> list[tuple[int, Path]]:
    """The line and the path of each table header, in their order."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.headers


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: Places = {}
        self.tables: dict[Path, int] = {}
        self.headers: list[tuple[int, Path]] = []
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def document(self) -> Places:
        table: Path = ()
        while self.blank() < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.found

    def blank(self) -> int:
        return self.skip(_BLANK)

    def skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at + 1
        return self.at

    def header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 1 + many
        self.blank()
        keys = self.keys()
        table: Path = ()
        for depth, key in enumerate(keys, 1):
            table = (*table, key)
            if many and depth == len(keys):
                self.tables[table] = self.tables.get(table, -1) + 1
            if table in self.tables:
                table = (*table, self.tables[table])
            self.note(table, start)
        self.headers.append((bisect_right(self.lines, start), table))
        self.at = self.text.index("]" * (1 + many), self.at) + 1 + many
        return table

    def pair(self, table: Path) -> None:
        start = self.at
        for key in self.keys():
            table = (*table, key)
            self.note(table, start)
        self.at = self.text.index("=", self.at) + 1
        self.blank()
        self.value(table)

    def keys(self) -> list[str]:
        keys = []
        while match := _KEY.match(self.text, self.at):
            raw, self.at = match.group(), match.end()
            quoted = raw[0] in "\"'"
            keys.append(tomllib.loads(f"key = {raw}")["key"] if quoted else raw)
            dot = _DOT.match(self.text, self.at)
            if not dot:
                break
            self.at = dot.end()
        return keys

    def value(self, path: Path) -> None:
        mark = self.text[self.at]
        if mark in "\"'":
            self.skip(_STRING)
        elif mark == "[":
            self.items(path, "]")
        elif mark == "{":
            self.items(path, "}")
        else:
            self.skip(_PLAIN)

    def items(self, path: Path, end: str) -> None:
        self.at += 1
        index = 0
        while self.text[self.blank()] != end:
            if self.text[self.at] == ",":
                self.at += 1
            elif end == "}":
                self.pair(path)
            else:
                self.note((*path, index), self.at)
                self.value((*path, index))
                index += 1
        self.at += 1

    def note(self, path: Path, at: int) -> None:
        line = bisect_right(self.lines, at)
        self.found.setdefault(path, (line, at - self.lines[line - 1] + 1))
