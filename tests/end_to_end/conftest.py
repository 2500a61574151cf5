"""Generated clients of the whole corpus, imported, and a server that captures calls."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.target.entry import Settings
from clarifai_codegen.target.python.emit import emit

from ..runtime.canned import Canned, serving
from .corpus import cases


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package of all clients of the corpus."""
    folder = tmp_path_factory.mktemp("generated")
    emitted = emit([case.entry for case in cases()], Settings())
    for path, text in emitted.files.items():
        target: Path = folder / "corpus_clients" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("corpus_clients")
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def server() -> Iterator[Canned]:
    """One server for all tests of this folder; each sets what it answers."""
    with serving() as canned:
        yield canned
