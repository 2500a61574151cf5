"""The tools of the whole corpus, written and imported; what each call of them comes to."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.tools.options import ToolOptions

from .samples import samples

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


class Verdict(NamedTuple):
    """What a call comes to before anything is sent: None, or why it is not run."""

    arguments: Any
    text: str | None


def verdicts(invocation: Any, limits: Any) -> Iterator[Verdict]:
    """The verdicts over all samples of a tool."""
    good, bad = samples(invocation.tool.parameters)
    for arguments in (*good, *bad):
        yield Verdict(arguments, verdict(invocation, limits, arguments))


def verdict(invocation: Any, limits: Any, arguments: Any) -> str | None:
    """Why a call is not run, None where it would be."""
    found = invocation.arguments(arguments, limits)
    return None if isinstance(found, dict) else str(found.error)


def limits_of(package: str) -> Any:
    """Limits with a file for any name."""
    options = importlib.import_module(f"{package}._runtime.tools.options")
    return options.Limits(attachments=Everything())
