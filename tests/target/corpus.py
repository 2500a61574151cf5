"""The cases of the corpus, and packages that are written to a folder and imported."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from clarifai_codegen.signature.decode import Decoded, decode
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.signature.method import Model
from clarifai_codegen.target.entry import Emitted, Entry, Settings
from clarifai_codegen.target.python.emit import emit

TESTS = Path(__file__).parents[1]


class Case(NamedTuple):
    """A file of the corpus."""

    name: str
    document: Any

    @property
    def is_good(self) -> bool:
        return bool(self.document.get("expect", "ok") == "ok")

    def decoded(self) -> Decoded:
        return decode(self.document)

    def entry(self, name: str = "Probe") -> Entry:
        return entry_of(self.decoded().model, name)


def cases() -> list[Case]:
    """All files of the corpus, and the signatures of the model with all types."""
    paths = [*sorted((TESTS / "corpus" / "signatures").glob("*.json"))]
    paths += sorted((TESTS / "corpus" / "adversarial").glob("*.json"))
    found = [Case(path.stem, json.loads(path.read_text("utf-8"))) for path in paths]
    for path in sorted((TESTS / "models").glob("*/signatures.json")):
        signatures = json.loads(path.read_text("utf-8"))
        found.append(Case(path.parent.name, {"method_signatures": signatures}))
    return found


def case(name: str) -> Case:
    return next(each for each in cases() if each.name == name)


def entry_of(model: Model, name: str = "Probe") -> Entry:
    return Entry(name, model, f"https://clarifai.com/{name}", digest(model))


def model_of(*methods: Mapping[str, Any], **ids: str) -> Model:
    """A model of these signatures; what is left out of one is a `str` each way."""
    signatures = [
        {
            "methodType": "UNARY_UNARY",
            "inputFields": [{"name": "x", "type": "STR", "required": True}],
            "outputFields": [{"name": "return", "type": "STR"}],
            **method,
        }
        for method in methods
    ]
    return decode({"model": ids, "method_signatures": signatures}).model


def module_text(entry: Entry, settings: Settings | None = None) -> str:
    """The module of one model."""
    emitted = emit([entry], settings or Settings())
    texts = [emitted.files[path] for path, name in emitted.owners.items() if name]
    assert len(texts) == 1
    assert isinstance(texts[0], str)
    return texts[0]


def write(emitted: Emitted, folder: Path) -> None:
    for path, text in emitted.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


@contextmanager
def imported(entries: Sequence[Entry], folder: Path) -> Iterator[Any]:
    """The package of these models, imported for the time of a `with` block."""
    package = f"written_{folder.name}"
    write(emit(entries, Settings()), folder / package)
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder))
        for name in [each for each in sys.modules if each.startswith(package)]:
            del sys.modules[name]
