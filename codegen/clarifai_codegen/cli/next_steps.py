"""What to type after `generate`: the install line, an import that works, one call."""

from __future__ import annotations

import keyword
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project.report import Report
    from ..signature.datatype import DataType
    from ..signature.method import Method, Parameter
    from ..target.entry import Entry

__all__ = ["next_steps"]


def next_steps(report: Report) -> list[str]:
    """The lines to type, target by target."""
    lines: list[str] = []
    for output in report.outputs:
        steps = _STEPS.get(output.target.name)
        if steps is not None:
            lines += steps(output.folder, report.entries[0])
    return lines


def _python(folder: Path, entry: Entry) -> list[str]:
    path, package = _import_path(folder)
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
    return [*lines, *_call(client, entry)]


def _import_path(folder: Path) -> tuple[str, str]:
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


def _call(client: str, entry: Entry) -> list[str]:
    """One call that can be typed: of a method whose names need no change."""
    methods = sorted(
        entry.model.methods,
        key=lambda method: (method.kind, method.name != "predict", method.name),
    )
    for method in methods:
        names = [method.name, *(each.name for each in _needed(method))]
        plain = all(_importable(name) and not name.startswith("__") for name in names)
        values = [_sample(each) for each in _needed(method)]
        if not plain or any(not value for value in values):
            continue
        pairs = zip(_needed(method), values, strict=True)
        given = ", ".join(f"{each.name}={value}" for each, value in pairs)
        call = f"{client}.{method.name}({given})"
        if not method.kind.streams_out:
            return [f"print({call})"]
        return [f"for piece in {call}: print(piece)"]
    return [f"print({client})"]


def _needed(method: Method) -> list[Parameter]:
    return [each for each in method.parameters if each.required or each.stream]


def _sample(parameter: Parameter) -> str:
    """A value to call with as Python text, "" where none is short."""
    if parameter.choices:
        value = parameter.choices[0]
        return ascii(value) if isinstance(value, int | float) else _quoted(value)
    low = parameter.range.minimum
    if low is not None and getattr(parameter.data_type, "type", "") in ("INT", "FLOAT"):
        value = f"{low:g}"
    else:
        value = _value(parameter.data_type)
    return f"[{value}]" if value and parameter.stream else value


def _value(data_type: DataType) -> str:
    simple = {
        "STR": '"Hello"',
        "TEXT": '"Hello"',
        "BYTES": 'b"Hello"',
        "INT": "1",
        "FLOAT": "1.0",
        "BOOL": "True",
        "JSON_DATA": "{}",
        "IMAGE": '"https://samples.clarifai.com/metro-north.jpg"',
        "AUDIO": '"https://samples.clarifai.com/GoodMorning.wav"',
        "VIDEO": '"https://samples.clarifai.com/beer.mp4"',
    }
    if data_type.type == "LIST":
        item = _value(data_type.item)
        return f"[{item}]" if item else ""
    return simple.get(data_type.type, "")


def _quoted(text: object) -> str:
    """A text as a Python literal that holds nothing unprintable."""
    return ascii(str(text))


_STEPS: dict[str, Callable[[Path, Entry], list[str]]] = {"python": _python}
