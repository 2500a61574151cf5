"""The TypeScript runtime, by its own tests: needs Node 20 and the npm registry."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .npm import HERE, packages, run

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.full
def test_the_runtime_passes_its_own_tests() -> None:
    packages()
    run(["npm", "test"], HERE, PATH=PATH)
