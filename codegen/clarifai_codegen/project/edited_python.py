"""What a Python module means, layout aside: its syntax tree and its comments.

Fields that newer versions of Python add to the syntax tree are empty in what we write,
and empty fields do not count, so that the words are those of every version.
"""

from __future__ import annotations

import ast
import inspect

__all__ = ["python_words"]


def python_words(text: str) -> list[str]:
    """The syntax tree and the comments of a Python module."""
    tree = ast.parse(text)
    words: list[str] = []
    strings: list[ast.AST] = []
    _tree(tree, words, strings)
    return words + _comments(text, strings)


def _tree(node: ast.AST, words: list[str], strings: list[ast.AST]) -> None:
    words.append(node.__class__.__name__)
    if isinstance(node, ast.Constant | ast.JoinedStr):
        strings.append(node)
    docstring = _docstring(node)
    for field in node._fields:
        value = getattr(node, field, None)
        if value is None or value == [] or field in ("ctx", "kind"):
            continue
        words.append(field)
        if isinstance(value, ast.AST):
            _tree(value, words, strings)
        elif isinstance(value, list):
            words.append("[")
            for each in value:
                if docstring is not None and getattr(each, "value", 0) is docstring:
                    strings.append(docstring)
                    words.append(inspect.cleandoc(str(docstring.value)))
                elif isinstance(each, ast.AST):
                    _tree(each, words, strings)
                else:
                    words.append(repr(each))
            words.append("]")
        else:
            words.append(repr(value))
    words.append(")")


def _docstring(node: ast.AST) -> ast.Constant | None:
    """The text that is the node's docstring: formatters may indent it anew."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if not isinstance(node, owners) or not node.body:
        return None
    first = node.body[0]
    value = first.value if isinstance(first, ast.Expr) else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value
    return None


def _comments(text: str, strings: list[ast.AST]) -> list[str]:
    """The comments in their order: each `#` that stands in no string starts one."""
    if "#" not in text:
        return []
    lines = text.encode("utf-8", "surrogatepass").split(b"\n")
    spans: dict[int, list[tuple[int, int]]] = {}
    for node in strings:
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        for line in range(first, last + 1):
            start = node.col_offset if line == first else 0  # type: ignore[attr-defined]
            end = node.end_col_offset if line == last else len(lines[line - 1])  # type: ignore[attr-defined]
            spans.setdefault(line, []).append((start, end))
    found = []
    for number, line_text in enumerate(lines, 1):
        at = line_text.find(b"#")
        while at >= 0:
            inside = [end for start, end in spans.get(number, ()) if start <= at < end]
            if not inside:
                comment = line_text[at:].decode("utf-8", "surrogatepass")
                found.append(comment.lstrip("#").strip())
                break
            at = line_text.find(b"#", max(inside))
    return found
