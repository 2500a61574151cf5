"""What to type in Python."""

from __future__ import annotations

import keyword
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .next_call import call_of

if TYPE_CHECKING:
    from ..project.configuration import Output
    from ..target.entry import Entry

__all__ = ["import_path", "steps"]


def steps(output: Output, entry: Entry) -> list[str]:
    """Install, import, call."""
    path, package = import_path(output.folder)
    lines = ["pip install clarifai-grpc grpcio"]
    if path:
        lines.append(f"import sys; sys.path.insert(0, {path!r})")
    if package.rpartition(".")[2].isidentifier():
        lines.append(f"from {package} import {entry.name}")
    else:
        imported = f"importlib.import_module({package!r})"
        lines.append(f"import importlib; {entry.name} = {imported}.{entry.name}")
    client = f"{entry.name}()"
    if not entry.model.model_id and not entry.base_url:
        client = f'{entry.name}("https://clarifai.com/USER/APP/models/ID")'
    return [*lines, _call(client, entry)]


def import_path(folder: Path) -> tuple[str, str]:
    """What must be on `sys.path` beside the working directory, and the package's name."""
    here = Path.cwd().resolve()
    folder = folder.resolve()
    root = folder.parent
    while (root / "__init__.py").exists() and root != root.parent:
        root = root.parent
    if folder.is_relative_to(here) and (root == here or not root.is_relative_to(here)):
        root = here
    elif root.is_relative_to(here) and root.name != "src":
        parts = folder.relative_to(here).parts
        root = here if all(map(_importable, parts)) else root
    package = ".".join(folder.relative_to(root).parts)
    if root == here:
        return "", package
    path = os.path.relpath(root, here)
    return (str(root) if path.startswith("..") else Path(path).as_posix()), package


def _importable(part: str) -> bool:
    return part.isidentifier() and not keyword.iskeyword(part)


def _call(client: str, entry: Entry) -> str:
    call = call_of(entry.model, lambda name: _importable(name) and name[:2] != "__")
    if call is None:
        return f"print({client})"
    given = ", ".join(f"{name}={_shown(v)}" for name, v in call.arguments.items())
    text = f"{client}.{call.method.name}({given})"
    if call.method.kind.streams_out:
        return f"for piece in {text}: print(piece)"
    return f"print({text})"


def _shown(value: Any) -> str:
    """A value as a Python literal that holds nothing unprintable."""
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    text = ascii(str(value) if isinstance(value, str) else value)
    plain = text[1:-1] if text[0] == "'" else ""
    return f'"{plain}"' if plain and not set(plain) & {'"', "\\"} else text
