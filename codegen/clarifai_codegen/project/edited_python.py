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
    rf"""( [^\W\d]\w*+(?!["']) | (?=["'rRbBuUfF]) {_STRING}(?:\s*{_STRING})*
    | \#[^\n]* | [^\W\d]\w* | \d[\w.]* )""",
    re.VERBOSE,
)
_STRINGS = re.compile(rf"(?P<all>{_STRING})", re.VERBOSE)
_ESCAPED_QUOTE = re.compile(r"\\(.)", re.DOTALL)
_KEYWORDS = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "match",
        "case",
        "type",
    ]
)


def python_words(text: str) -> list[str]:
    """The syntax tree of a Python module, its names and texts in order, its comments.

    Raises what `ast.parse` raises.
    """
    parts = _TOKENS.split(text)
    tokens = parts[1::2]
    known = {token: _known(token) for token in dict.fromkeys(tokens)}
    parts[1::2] = [known[token][1] for token in tokens]
    words = [known[token][0] for token in tokens if known[token][0]]
    comments = [token.lstrip("#").strip() for token in tokens if token[0] == "#"]
    return [_tree("".join(parts)), *words, "#", *comments]


def _known(token: str) -> tuple[str, str]:
    """The word that a token is, "" for none, and what stands for it in the tree."""
    if token in _KEYWORDS:
        return "", token
    if token[0] == "#":
        return "", ""
    if token[-1] in "\"'":
        return _string(token)
    if token[0].isdecimal():
        return token.lower(), "0"
    return token, "n"


def _string(token: str) -> tuple[str, str]:
    """What strings that follow each other say, and what stands for them in the tree."""
    if token[0] == '"' and '"' not in token[1:-1] and "\\" not in token:
        return token, '""'
    kinds: set[str] = set()
    said = []
    for each in _STRINGS.findall(token):
        prefix = each[: min(each.find(quote) % 1000 for quote in "\"'")]
        inner = each[len(prefix) :]
        width = 3 if inner[:3] in ('"""', "'''") else 1
        inner = inner[width:-width]
        kinds |= set(prefix.lower()) - {"u"}
        if width == 3:
            inner = "\n".join(line.strip() for line in inner.strip().split("\n"))
        said.append(inner)
    inner = "".join(said)
    if "\\" in inner:
        inner = _ESCAPED_QUOTE.sub(lambda m: m[1] if m[1] in "\"'" else m[0], inner)
    if "f" in kinds:
        inner = inner.replace("'", '"')
    kind = "".join(sorted(kinds))
    return f'{kind}"{inner}"', 'b""' if "b" in kinds else '""'


@lru_cache(maxsize=512)
def _tree(code: str) -> str:
    words: list[str] = []
    _add(ast.parse(code), words)
    return digest_of("\0".join(words).encode())


def _add(node: ast.AST, words: list[str]) -> None:
    words.append(node.__class__.__name__)
    for field in node._fields:
        value = getattr(node, field, None)
        if value is None or value == [] or field in ("ctx", "kind"):
            continue
        words.append(field)
        if isinstance(value, ast.AST):
            _add(value, words)
        elif isinstance(value, list):
            words.append("[")
            for each in value:
                if isinstance(each, ast.AST):
                    _add(each, words)
                else:
                    words.append(repr(each))
            words.append("]")
        else:
            words.append(repr(value))
    words.append(")")
