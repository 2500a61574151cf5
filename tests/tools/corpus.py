"""Packages with tools, written and imported, and a host that has any file."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.tools.options import ToolOptions

PNG = b"\x89PNG\r\n\x1a\n"


class Everything(Mapping[str, Any]):
    """Attachments of a host that has a file for any name."""

    def __getitem__(self, name: str) -> bytes:
        return PNG

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@contextmanager
def imported(
    entries: Sequence[Entry], options: ToolOptions, folder: Path
) -> Iterator[Any]:
    """The package of these models with their tools, for the time of a `with` block.

    The runtime stays, on disk and imported: the next package in this folder has the same.
    """
    package = folder.name
    for path, text in emit(entries, Settings(tools=options)).files.items():
        target = folder / path
        if path.startswith("_runtime/") and target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    sys.path.insert(0, str(folder.parent))
    importlib.invalidate_caches()
    try:
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder.parent))
        runtime = f"{package}._runtime"
        for name in [each for each in sys.modules if each.split(".")[0] == package]:
            if not name.startswith(runtime):
                del sys.modules[name]
        for each in (*folder.glob("*.py"), *folder.glob("tools/*.py")):
            each.unlink()
