"""The TypeScript runtime, by its own tests: needs Node 20, the npm registry and Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from .npm import HERE, packages, run

pytestmark = pytest.mark.full

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def script(name: str) -> None:
    packages()
    run(["npm", "run", name], HERE, PATH=PATH, PYTHON=sys.executable)


def test_it_passes_its_own_tests() -> None:
    script("test")


def test_pages_call_through_a_handler_and_through_a_proxy() -> None:
    assert shutil.which("chromium"), "a browser is needed: apt-get install chromium"
    script("test:browser")
