"""Values as words of a shell: the only place where text of a signature becomes one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .wire_values import FileBytes

__all__ = ["comment", "heredoc", "json_text", "word"]

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]"
)


def word(text: str) -> str:
    """A text as one word, in single quotes where a shell would take it amiss."""
    if _PLAIN.fullmatch(text) and not text.startswith(("-", "=", "~")):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


def comment(text: str) -> str:
    """Text for one line of a comment: what does not print becomes `?`."""
    return "".join(c if c.isprintable() else "?" for c in text)


def heredoc(command: str, value: Any) -> str:
    """`command` with JSON on its standard input; files are read by the shell."""
    pieces = list(_json(value, 0))
    reads = any(isinstance(piece, FileBytes) for piece in pieces)
    body = "".join(
        _encoded(piece) if isinstance(piece, FileBytes) else _held(piece, reads)
        for piece in pieces
    )
    end = "JSON" if reads else "'JSON'"
    return f"{command} <<{end}\n{body}\nJSON"


def json_text(value: Any) -> str:
    """JSON on one line, in ASCII."""
    return json.dumps(value)


def _encoded(piece: FileBytes) -> str:
    return f"$(base64 < {word(piece.path)} | tr -d '\\n')"


def _held(text: str, expanded: bool) -> str:
    """JSON for a heredoc. Its lines start with a blank or a bracket, so none ends it."""
    return re.sub(r"[\\$`]", r"\\\g<0>", text) if expanded else text


def _json(value: Any, depth: int) -> Iterator[str | FileBytes]:
    """JSON in lines; a list or object that is short stays on one."""
    margin = "\n" + "  " * (depth + 1)
    if isinstance(value, FileBytes):
        yield '"'
        yield value
        yield '"'
    elif isinstance(value, Mapping | list) and value and not _is_short(value, depth):
        if isinstance(value, Mapping):
            rows = [(f"{_dumps(key)}: ", each) for key, each in value.items()]
            marks = "{}"
        else:
            rows = [("", each) for each in value]
            marks = "[]"
        yield marks[0]
        for number, (start, each) in enumerate(rows):
            yield ("," if number else "") + margin + start
            yield from _json(each, depth + 1)
        yield "\n" + "  " * depth + marks[1]
    else:
        yield _dumps(value)


def _is_short(value: Any, depth: int) -> bool:
    return not _has_file(value) and len(json.dumps(value)) + 2 * depth <= 60


def _has_file(value: Any) -> bool:
    if isinstance(value, FileBytes):
        return True
    if isinstance(value, Mapping):
        return any(map(_has_file, value.values()))
    return isinstance(value, list) and any(map(_has_file, value))


def _dumps(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
