"""`generated/` holds what the toolkit writes today for its demo model."""

from __future__ import annotations

from pathlib import Path

import clarifai_codegen

GENERATED = Path(__file__).parents[2] / "generated"


def test_what_is_committed_is_what_is_written_today() -> None:
    written = clarifai_codegen.render(project=GENERATED).files
    assert written
    stale = [
        path
        for path, data in written.items()
        if (GENERATED / path).read_bytes().replace(b"\r\n", b"\n") != data
    ]
    assert stale == [], "run: make generated"


def test_check_agrees_with_what_is_committed() -> None:
    report = clarifai_codegen.check(project=GENERATED)
    assert report.exit == 0
    assert report.files > 30
