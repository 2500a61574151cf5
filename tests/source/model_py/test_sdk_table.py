"""The table of the SDK's base classes is that of the SDK that is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import clarifai
import pytest

from clarifai_codegen.source.model_py import derive_sdk


@pytest.mark.slow
def test_the_table_is_what_the_script_derives(tmp_path: Path) -> None:
    table = json.loads(derive_sdk.TABLE.read_text())
    assert table["version"] == clarifai.__version__
    made = tmp_path / "sdk.json"
    subprocess.run([sys.executable, derive_sdk.__file__, str(made)], check=True)
    assert made.read_text() == derive_sdk.TABLE.read_text()
