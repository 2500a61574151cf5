"""Every test works in a folder of its own, with a home that is somewhere else."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CI", "NO_COLOR", "CLARIFAI_PAT", "CLARIFAI_API_BASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder
