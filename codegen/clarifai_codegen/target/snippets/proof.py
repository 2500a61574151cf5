"""Proof of what was rendered: it parses, and imports what its flavour does."""

from __future__ import annotations

import ast
import json
import re

from ...problems import Problem, ProblemError, Where
from .flavors import Flavor

__all__ = ["prove"]

_PYTHON = frozenset(
    [
        "asyncio",
        "collections.abc",
        "json",
        "os",
        "pathlib",
        "sys",
        "typing",
        "numpy",
        "clarifai.client",
        "clarifai.client.model_client",
        "clarifai.runners.utils.data_types",
        "fastmcp",
        "fastmcp.client.transports",
        "litellm",
        "openai",
        "openai.types.chat",
    ]
)
_TYPESCRIPT = frozenset(
    [
        "ai",
        "@ai-sdk/openai-compatible",
        "clarifai-nodejs",
        "node:fs",
        "node:fs/promises",
        "openai",
    ]
)
_FORBIDDEN = (
    ast.ClassDef,
    ast.Global,
    ast.Lambda,
    ast.NamedExpr,
    ast.Nonlocal,
    ast.While,
    ast.Delete,
)
_CALLS = frozenset({"eval", "exec", "compile", "open", "__import__", "input"})
_HEREDOC = re.compile(r"<<('?)JSON\1\n(.*?)\nJSON\n", re.DOTALL)
_READ = re.compile(r"\$\(base64 < [^)\n]* \| tr -d '\\n'\)")


def prove(text: str, flavor: Flavor, file: str, own: str, model: str) -> None:
    """Raise ProblemError `unproved` unless the text is a snippet of the flavour.

    `own` is what our clients are imported from.
    """
    try:
        _CHECKS[flavor.suffix](text, own)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = f"A snippet is wrong: {error}."
        line = getattr(error, "lineno", 0) or 0
        place = Where(file=file, line=line, model=model)
        raise ProblemError(Problem("unproved", what, place)) from None


def _python(text: str, own: str) -> None:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                modules = {each.name for each in names}
            case ast.ImportFrom(module=module, level=0):
                modules = {module or ""}
            case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
                raise ValueError(f"it calls {name}")
            case ast.Attribute(attr=name) if name.startswith("__"):
                raise ValueError(f"it reads {name}")
            case _ if isinstance(node, _FORBIDDEN):
                raise ValueError(f"it holds a {type(node).__name__}")
            case _:
                continue
        if strange := modules - _PYTHON - {own}:
            raise ValueError(f"it imports {', '.join(sorted(strange))}")


def _typescript(text: str, own: str) -> None:
    from ..typescript.syntax import parse

    tree = parse(text)
    for node in tree.root_node.children:
        if node.type != "import_statement":
            continue
        source = node.child_by_field_name("source")
        name = (source.text or b"").decode()[1:-1] if source is not None else ""
        if name not in _TYPESCRIPT and name != own:
            raise ValueError(f"it imports {name}")


def _shell(text: str, own: str) -> None:
    """No line but a comment starts with what is not ours; a heredoc is JSON."""
    bodies = 0
    for match in _HEREDOC.finditer(text + "\n"):
        bodies += 1
        body = match[2]
        if not match[1]:
            body = _READ.sub("", body)
            if re.search(r"(?<!\\)(\\\\)*[$`]", body):
                raise ValueError("a heredoc expands what it should not")
            body = re.sub(r"\\([\\$`])", r"\1", body)
        json.loads(body)
    if text.count("<<") < bodies:
        raise ValueError("a heredoc does not end")


_CHECKS = {"py": _python, "ts": _typescript, "sh": _shell}
