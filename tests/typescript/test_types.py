"""Types hold what they promise: a file of claims that tsc checks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clarifai_codegen.serve import DEMO
from tests.target.corpus import Case, case, entry_of
from tests.target.test_golden import golden_entry
from tests.target.typescript.samples import written

from .npm import COMPILERS, HERE, Project

pytestmark = pytest.mark.full


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_type_checkers_say_of_the_clients(tmp_path: Path, compiler: str) -> None:
    import json

    signatures = json.loads((DEMO / "signatures.json").read_text("utf-8"))
    demo = Case("demo", signatures).decoded().model
    entries = [
        *(golden_entry(name) for name in ("chat", "records", "streams")),
        entry_of(demo.model_copy(update={"model_id": "demo"}), "Demo"),
        replace(case("all_types").entry(), name="Everything"),
    ]
    project = Project(tmp_path)
    written(entries, tmp_path / "models")
    claims = (HERE / "types" / "surface.ts").read_text("utf-8")
    project.write("surface.ts", claims)
    project.compile(compiler, noUnusedLocals=False)
