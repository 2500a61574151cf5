"""Models that nobody would write become clients that import."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import black
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.python.text import signature_text

from .corpus import module_text, write
from .strategies import entries

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@settings(UNHURRIED, max_examples=20)
@given(entries())
def test_any_model_becomes_a_module_that_black_leaves_alone(entry: Entry) -> None:
    text = module_text(entry)
    text.encode()
    assert black.format_str(text, mode=black.Mode()) == text
    signature_text(entry.model)
    signature_text(entry.model, format="pyi")


ODD = "ModelId AsyncParameter Method Literal Sequence Any Protocol Self str INT float"


def random_entries(many: int) -> list[Entry]:
    """As many random models, each with a name of its own, some of them odd."""
    names = [*ODD.split(), *(f"R{number}" for number in range(many))]
    found: list[Entry] = []

    @settings(
        UNHURRIED,
        max_examples=many,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    @given(entries())
    def collect(entry: Entry) -> None:
        number = len(found)
        model = entry.model.model_copy(update={"model_id": f"m{number}"})
        found.append(replace(entry, name=names[number], model=model))

    collect()
    return found


@pytest.mark.slow
def test_random_models_are_importable(tmp_path: Path) -> None:
    found = random_entries(100)
    emitted = emit(found, Settings())
    write(emitted, tmp_path / "package")
    names = [f"package.{path[:-3]}" for path, owner in emitted.owners.items() if owner]
    script = (
        "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    )
    subprocess.run([sys.executable, "-c", script, *names], cwd=tmp_path, check=True)
