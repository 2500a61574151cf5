"""Two packages that share one runtime."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clarifai_codegen import check, doctor, generate, lock
from clarifai_codegen.problems import Exit, ProblemError
from tests.project.samples import configure

FIRST = '[python]\noutput = "app/one"\n[typescript]\noutput = "web/one"'
SECOND = (
    '[python]\noutput = "app/two"\nruntime = "app.one._runtime"\n'
    '[typescript]\noutput = "web/two"\nruntime = "../one/runtime"'
)
TARGETS = 'targets = ["python", "typescript"]\n'
USE = """
from app.one import ClarifaiError, One
from app.two import Two
from app.two import ClarifaiError as Same
from app.two.testing import FakeTwo
assert Same is ClarifaiError
assert isinstance(FakeTwo(answers={"predict": "done"}).predict("a"), str)
assert type(Two("grpc://h:1").__client__) is type(One("grpc://h:1").__client__)
"""


@pytest.fixture
def here_with_both(here: Path) -> Path:
    """One project that has the runtime, and one that uses it, in one program."""
    for name, head in (("One", FIRST), ("Two", SECOND)):
        configure(here, name, head=TARGETS + head)
        lock()
        assert generate().exit is Exit.WELL
        assert check().exit is Exit.WELL
    return here


@pytest.mark.slow
def test_python_has_one_runtime_in_both_packages(here_with_both: Path) -> None:
    assert (here_with_both / "app/one/_runtime/core.py").exists()
    assert not (here_with_both / "app/two/_runtime").exists()
    subprocess.run([sys.executable, "-c", USE], cwd=here_with_both, check=True)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "-p", "app"]
    done = subprocess.run(
        command, cwd=here_with_both, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_typescript_imports_the_other_runtime(here_with_both: Path) -> None:
    assert not (here_with_both / "web/two/runtime").exists()
    for path in (here_with_both / "web/two").glob("*.ts"):
        text = path.read_text()
        assert '"./runtime/' not in text
        for line in text.splitlines():
            if "/runtime/" in line:
                specifier = line.rpartition('"../')[2].partition('"')[0]
                home = here_with_both / "web" / specifier.replace(".js", ".ts")
                assert home.is_file(), line


def test_doctor_does_not_miss_the_runtime(here_with_both: Path) -> None:
    assert "old-runtime" not in [problem.code for problem in doctor().problems]


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ("python", "app/one"),
        ("python", "app.one; import os"),
        ("python", ".one"),
        ("typescript", "app.one"),
        ("typescript", '../a\\"; x'),
    ],
)
def test_a_runtime_that_is_no_module_is_a_problem(
    here: Path, table: str, value: str
) -> None:
    configure(here, "One", head=f'{TARGETS}[{table}]\nruntime = "{value}"')
    with pytest.raises(ProblemError, match="nothing that can be imported"):
        lock()
