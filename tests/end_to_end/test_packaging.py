"""The wheel holds what a checkout does; an editable install uses the checkout's templates."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIGNATURES = (
    ROOT / "codegen" / "clarifai_codegen" / "serve" / "demo" / "signatures.json"
)
GENERATED = ROOT / "generated"
_OTHERS = re.compile(r"/__pycache__/|\.output\.txt$|/recorded\.json$")
"""What lies beside generated files: compiled ones, and what snippets printed when run."""
TARGETS = ["python", "typescript", "tools", "snippets"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(folder),
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def generate(folder: Path, cwd: Path) -> None:
    """Run the toolkit that lies in `folder`, and no other."""
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "import clarifai_codegen\n"
        f"assert clarifai_codegen.__file__.startswith({str(folder)!r})\n"
        f"targets = {TARGETS!r}\n"
        f"clarifai_codegen.generate({str(SIGNATURES)!r}, output='out', targets=targets)\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd)}
    subprocess.run([sys.executable, "-c", code], cwd=cwd, check=True, env=environment)


@pytest.mark.slow
def test_a_wheel_generates_what_the_checkout_does(wheel: Path, tmp_path: Path) -> None:
    generate(wheel, tmp_path)
    written, committed = files_in(tmp_path / "out"), files_in(GENERATED)
    assert written.keys() == committed.keys()
    for path in (
        "python/clarifai_models/demo.py",
        "python/clarifai_models/tools/demo.py",
    ):
        one, other = written[path].read_text("utf-8"), committed[path].read_text(
            "utf-8"
        )
        assert one.split('"""', 1)[1] == other.split('"""', 1)[1]


def files_in(folder: Path) -> dict[str, Path]:
    """What was written below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path
        for target in TARGETS
        for path in (folder / target).rglob("*")
        if path.is_file() and not _OTHERS.search(path.as_posix())
    }


def test_a_wheel_holds_the_demo_model_and_the_type_marker(wheel: Path) -> None:
    package = wheel / "clarifai_codegen"
    assert (package / "serve" / "demo" / "1" / "model.py").is_file()
    assert (package / "py.typed").is_file()
    assert sorted(p.name for p in wheel.iterdir() if p.suffix != ".dist-info") == [
        "clarifai_codegen"
    ]


@pytest.mark.slow
def test_an_edited_template_of_a_checkout_is_used_at_once(tmp_path: Path) -> None:
    """A copy of the checkout stands for it, so that the test edits no file of ours."""
    for name in ("codegen", "templates"):
        shutil.copytree(
            ROOT / name,
            tmp_path / "checkout" / name,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "checkout")
    template = tmp_path / "checkout" / "templates" / "python" / "header.py.jinja"
    marked = template.read_text("utf-8").replace(
        "Do not edit", "Edited template, do not edit"
    )
    template.write_text(marked, "utf-8")
    generate(tmp_path / "checkout" / "codegen", tmp_path)
    assert "Edited template" in (
        tmp_path / "out/python/clarifai_models/demo.py"
    ).read_text("utf-8")
