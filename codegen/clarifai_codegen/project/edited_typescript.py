"""What a TypeScript module means, layout aside: its tokens and its comments.

The tokens are those that every formatter leaves: without the semicolons, the trailing
commas, the quotes and the parentheses that are a matter of style. A lexer tells them, not
a grammar, whose version the digests would depend on. What a lexer may take for something
else (regular expressions, templates in templates) is in no module that passes the proof.
"""

from __future__ import annotations

import re

__all__ = ["typescript_words"]

_TOKENS = re.compile(
    r"""
    //[^\n]* | /\*[\s\S]*?\*/
    | "(?:[^"\\\n]|\\[\s\S])*" | '(?:[^'\\\n]|\\[\s\S])*' | `(?:[^`\\]|\\[\s\S])*`
    | [=(,:\[!&|?]\s*/(?:[^/*\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*/[a-z]*
    | (?<![\w$#.])return[ \t]*[;\n] | =>
    | [^\s!"%-/:-@\[-^`{-~]+ | \S
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_HOLE = re.compile(r"\$\{[^{}`]*\}")

_OPENERS = frozenset("([{<")
_CLOSERS = frozenset(")]}>")
_NEEDS_SEMICOLON = frozenset("(`+-*/;)")
"""What would go on with the line before, and what stands in a `for (;;)`."""

_LEADING_BAR = frozenset({"=", ":", "(", "<", ",", "[", "|", "=>", "as"})
"""Where a union begins: formatters put `|` before its first member, too."""

_AFTER_KEY = frozenset(":?(=")
_BEFORE_VALUE = frozenset(":|=?&")
_AROUND_WHOLE = {"[": "],", ",": "],", "return": ";}", "=>": "),;]}"}
"""What stands before and after parentheses that hold a whole element, result or body."""


def typescript_words(text: str) -> list[str]:
    """The tokens of a module, as far as they are no matter of style, then its comments."""
    code: list[str] = []
    comments: list[str] = []
    for token in _TOKENS.findall(text):
        if token.startswith(("//", "/*")):
            comments.append(_comment(token))
        elif token[-1] in ";\n" and token[0] == "r":
            code.append("return;")
        elif len(token) > 2 and token[0] in "=(,:[!&|?":
            code += [token[0], token[1:].lstrip()]
        else:
            code.append(token)
    return [*_plain(_bare(code)), "//", *comments]


def _comment(token: str) -> str:
    """The text of a comment, margins aside."""
    inner = token[2:] if token.startswith("//") else token[2:-2]
    lines = [line.strip().lstrip("*").strip() for line in inner.split("\n")]
    return "\n".join(lines).strip()


def _bare(code: list[str]) -> list[str]:
    """The tokens without the parentheses that may as well not be there."""
    gone: set[int] = set()
    starts: list[int] = []
    with_comma: set[int] = set()
    for at, token in enumerate(code):
        if token in "([{":
            starts.append(at)
        elif token == "," and starts:
            with_comma.add(starts[-1])
        elif token in ")]}" and starts:
            start = starts.pop()
            if token == ")" and start not in with_comma and _may_go(code, start, at):
                gone |= {start, at}
    return [token for at, token in enumerate(code) if at not in gone]


def _may_go(code: list[str], start: int, end: int) -> bool:
    before = code[start - 1] if start and code[start - 2] != "." else ""
    after = code[end + 1] if end + 1 < len(code) else "?"
    is_whole = after in _AROUND_WHOLE.get(before, "") and code[start + 1] != "{"
    return is_whole or (after == "=>" and end == start + 2)


def _plain(code: list[str]) -> list[str]:
    """The tokens without what is optional, strings in one form."""
    words: list[str] = []
    before = ""
    for token, after in zip(code, [*code[1:], ""], strict=True):
        match token[0]:
            case ";":
                optional = after not in _NEEDS_SEMICOLON
            case ",":
                optional = after in _CLOSERS and before not in {*_OPENERS, ","}
            case "|":
                optional = before in _LEADING_BAR
            case "'" | '"':
                is_key = after in _AFTER_KEY and before not in _BEFORE_VALUE
                token, optional = _string(token, is_key), False
            case "`":
                token = _HOLE.sub(_hole, token)
                optional = False
            case _:
                optional = False
        if not optional:
            words.append(token)
            before = token
    return words


def _hole(match: re.Match[str]) -> str:
    """What stands in a template is code, with a style of its own."""
    return f"${{{' '.join(typescript_words(match[0][2:-1]))}}}"


def _string(token: str, is_key: bool) -> str:
    """A string in double quotes, none within escaped; in none if it names a property."""
    text = _ESCAPE.sub(lambda m: m[1] if m[1] in "\"'" else m[0], token[1:-1])
    return text if is_key else f'"{text}"'
