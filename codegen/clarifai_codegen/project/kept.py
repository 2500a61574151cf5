"""Models that could not be read this time: their modules stay, and so do their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..problems import ProblemError
from .configuration import Output
from .manifest import load_manifest

if TYPE_CHECKING:
    from ..target.entry import Entry

__all__ = ["kept_modules", "kept_tools"]

_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_MODULE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def kept_modules(
    output: Output, models: Set[str], entries: Sequence[Entry]
) -> dict[str, str]:
    """The class and the module of each of these models that has one in the output.

    What the manifest says goes into code, so it must be the name of a class and of a
    module; a model whose name another has taken meanwhile is left out.
    """
    taken = {entry.name.casefold() for entry in entries}
    missing = {name for name in models if name.casefold() not in taken}
    if not missing:
        return {}
    try:
        files = load_manifest(output.folder).files
    except ProblemError:
        return {}
    found: dict[str, str] = {}
    for path, record in files.items():
        stem = PurePosixPath(path).stem
        fits = _CLASS.fullmatch(record.model) and _MODULE.fullmatch(stem)
        is_module = fits and "/" not in path and (output.folder / path).is_file()
        if is_module and record.model in missing:
            found[record.model] = stem
    return dict(sorted(found.items()))


def kept_tools(output: Output, kept: Mapping[str, str]) -> dict[str, str]:
    """Those of the kept modules beside which the output has a module of tools."""
    if not kept:
        return {}
    files = load_manifest(output.folder).files
    tools = {PurePosixPath(path).stem for path in files if path.startswith("tools/")}
    return {name: module for name, module in kept.items() if module in tools}
