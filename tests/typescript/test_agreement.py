"""What a schema takes is what is run: over the corpus, and signatures that nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen.target.tools.options import ToolOptions
from tests.target.corpus import cases
from tests.target.test_random import random_entries
from tests.target.typescript.samples import written

from .npm import HERE, Project, node

pytestmark = pytest.mark.full

GOOD = [each for each in cases() if each.is_good]
CHOICES = {
    "auto": ToolOptions(include_bidirectional=True),
    "always": ToolOptions(strict="always", include_bidirectional=True),
    "never": ToolOptions(strict="never", include_bidirectional=True),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_schema_dispatcher_and_client_agree(tmp_path: Path, choice: str) -> None:
    project = Project(tmp_path)
    text = (HERE / "agreement" / "agreement.ts").read_text("utf-8")
    project.write("agreement.ts", text)
    entries = [each.entry(f"Model{number}") for number, each in enumerate(GOOD)]
    names = "camel" if choice == "never" else "preserve"
    written(
        [*entries, *random_entries(80)],
        tmp_path / "models",
        CHOICES[choice],
        names=names,
    )
    node(tmp_path, "--import", "tsx", "--test", "agreement.ts")
