"""What the TypeScript target writes for models of the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.typescript.emit import emit
from tests.target.corpus import entry_of, model_of, write

__all__ = ["check_layout", "module_of", "module_text", "written"]


def module_text(entry: Entry, **options: Any) -> str:
    """The module of one model."""
    emitted = emit([entry], Settings(options=options))
    texts = [emitted.files[path] for path, name in emitted.owners.items() if name]
    assert len(texts) == 1
    assert isinstance(texts[0], str)
    return texts[0]


def module_of(*methods: Any, **options: Any) -> str:
    """The module of a model with these methods."""
    return module_text(entry_of(model_of(*methods, model_id="m"), "M"), **options)


def written(
    entries: Sequence[Entry],
    folder: Path,
    tools: ToolOptions | None = None,
    **options: Any,
) -> Path:
    """The folder with the files of these models, with tools where they have options."""
    write(emit(entries, Settings(options=options, tools=tools)), folder)
    return folder


def check_layout(folder: Path, **options: Any) -> None:
    """Hold the files of a folder against oxfmt, as it is by default but for `options`."""
    import json
    import subprocess
    import sys

    oxfmt = Path(sys.executable).with_name("oxfmt")
    config = folder.with_suffix(".json")
    config.write_text(json.dumps(options))
    done = subprocess.run(
        [oxfmt, "--config", config, "--check", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
