"""Values from TypeScript through Clarifai's own runner and back, whatever they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clarifai_codegen.serve.runner import Runner
from tests.target.corpus import TESTS, case
from tests.target.typescript.samples import written

from .npm import HERE, Project, node

pytestmark = pytest.mark.full


def test_any_value_comes_back_as_it_was(tmp_path: Path) -> None:
    project = Project(tmp_path)
    text = (HERE / "round_trips" / "round_trips.ts").read_text("utf-8")
    project.write("round_trips.ts", text)
    entry = replace(case("all_types").entry(), name="Everything")
    written([entry], tmp_path / "models")
    project.compile()
    with Runner(TESTS / "models" / "all_types") as runner:
        url = f"grpc://{runner.address}"
        node(tmp_path, "--import", "tsx", "--test", "round_trips.ts", ALL_TYPES=url)
