"""What a Python module means, layout aside: its syntax tree, its texts and its comments.

Words of the tree are computed once for all modules that differ in names, numbers and
strings only: those are words of their own. Fields that newer versions of Python add to
the syntax tree are empty in what we write, and empty fields do not count, so that the
words are those of every version.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from .texts import digest_of

__all__ = ["python_words"]

_STRING = r"""
    [rRbBuUfF]{0,2}+
    (?: \"\"\"(?:[^\\"]++|\\[\s\S]|"(?!""))*+\"\"\" | '''(?:[^\\']++|\\[\s\S]|'(?!''))*+'''
    | "(?:[^"\\\n]++|\\[\s\S])*+" | '(?:[^'\\\n]++|\\[\s\S])*+' )
"""
_TOKENS = re.compile(
    rf"""( (?=[\w"'\#]) (?: [^\W\d]\w*+(?!["']) | (?=["'rRbBuUfF]) {_STRING}
    | \#[^\n]* | [^\W\d]\w* | \d[\w.]* ) )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KEYWORDS = """
    False None True and as assert async await break class continue def del elif else except
    finally for from global if import in is lambda nonlocal not or pass raise return try
    while with yield match case type
"""
_WORDS = frozenset(_KEYWORDS.split())
_COMMON = 100_000
"""Characters of a module that may have the tree of another one, at most."""


def python_words(text: str) -> list[str]:
    """The syntax tree of a Python module, its names, numbers and texts, its comments.

    Raises what `ast.parse` raises.
    """
    parts = _TOKENS.split(text)
    names: list[str] = []
    comments: list[str] = []
    strings: list[tuple[str, str]] = []
    for at in range(1, len(parts), 2):
        token = parts[at]
        if token in _WORDS:
            continue
        if token[0] == "#":
            comments.append(token.lstrip("#").strip())
            parts[at] = ""
        elif token[-1] in "\"'":
            prefix, value = _string(token)
            parts[at] = f'{"b" if "b" in prefix else ""}"{len(strings)},"'
            strings.append((prefix, value))
        elif token[0].isdecimal():
            names.append(token.lower())
            parts[at] = "0"
        else:
            names.append(token)
            parts[at] = "n"
    code = "".join(parts)
    del parts
    tree, groups = _tree(code) if len(code) <= _COMMON else _tree.__wrapped__(code)
    texts = [_joined([strings[number] for number in group]) for group in groups]
    return [tree, *names, '"', *texts, "#", *comments]


def _string(token: str) -> tuple[str, str]:
    """The prefix of a string, and what it says as far as layout does not decide it."""
    if token[0] == '"' and token[1:2] != '"' and "\\" not in token:
        return "", token[1:-1]
    start = next(at for at, mark in enumerate(token) if mark in "\"'")
    prefix, text = token[:start].lower().replace("u", ""), token[start:]
    if text[:3] in ('"""', "'''"):
        lines = text[3:-3].strip().split("\n")
        text = "\n".join(line.strip() for line in lines)
    else:
        text = text[1:-1]
    text = _ESCAPED.sub(lambda m: m[1] if m[1] in "\"'" else m[0], text)
    return prefix, text.replace("'", '"') if "f" in prefix else text


def _joined(strings: list[tuple[str, str]]) -> str:
    """Strings that follow each other are one: a formatter may write them as one."""
    kind = "".join(sorted({mark for prefix, _ in strings for mark in prefix}))
    return f'{kind}"' + "".join(value for _, value in strings)


@lru_cache(maxsize=512)
def _tree(code: str) -> tuple[str, tuple[tuple[int, ...], ...]]:
    """The digest of a tree whose strings are numbered, and which of them are one."""
    words: list[str] = []
    groups: list[tuple[int, ...]] = []
    _add(ast.parse(code), words, groups)
    return digest_of("\0".join(words).encode()), tuple(sorted(groups))


def _add(node: ast.AST, words: list[str], groups: list[tuple[int, ...]]) -> None:
    words.append(node.__class__.__name__)
    for field in node._fields:
        value = getattr(node, field, None)
        if value is None or value == [] or field in ("ctx", "kind"):
            continue
        words.append(field)
        if isinstance(value, ast.AST):
            _add(value, words, groups)
        elif isinstance(value, list):
            words.append("[")
            for each in value:
                if isinstance(each, ast.AST):
                    _add(each, words, groups)
                else:
                    words.append(repr(each))
            words.append("]")
        elif isinstance(value, str | bytes) and isinstance(node, ast.Constant):
            groups.append(tuple(map(int, re.findall(r"\d+", str(value)))))
            words.append(type(value).__name__)
        else:
            words.append(repr(value))
    words.append(")")
