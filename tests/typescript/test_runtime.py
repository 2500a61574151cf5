"""The TypeScript runtime, by its own tests: needs Node 20 and the npm registry."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.full
@pytest.mark.parametrize("command", [["ci", "--no-audit", "--no-fund"], ["test"]])
def test_the_runtime_passes_its_own_tests(command: list[str]) -> None:
    done = subprocess.run(
        ["npm", *command],
        cwd=HERE,
        env=dict(os.environ, PATH=PATH),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
