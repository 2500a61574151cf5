"""Every snippet of every signature of the corpus is what its language takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clarifai_codegen.signature.encode import digest
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit as emit_python
from clarifai_codegen.target.snippets.emit import emit
from clarifai_codegen.target.snippets.flavors import FLAVORS
from clarifai_codegen.target.typescript.emit import emit as emit_typescript

from ..corpus import write
from .running import packages
from .test_snippets import models

SCRIPTS = Path(sys.executable).parent
STRICT = {
    "target": "es2022",
    "module": "nodenext",
    "lib": ["es2023", "dom", "dom.iterable"],
    "types": ["node"],
    "strict": True,
    "noEmit": True,
    "skipLibCheck": True,
    "moduleDetection": "force",
    "exactOptionalPropertyTypes": True,
    "noPropertyAccessFromIndexSignature": True,
    "noUncheckedIndexedAccess": True,
    "noUnusedLocals": True,
}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """Each model of the corpus under a name of its own."""
    found = []
    for number, model in enumerate(models().values()):
        named = model.model_copy(update={"model_id": f"m{number}"})
        found.append(Entry(f"Case{number}", named, "x", digest(named)))
    return found


@pytest.fixture(scope="module")
def corpus(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all flavours of all methods, by the way in which media are given."""
    folder = tmp_path_factory.mktemp("corpus")
    for media in ("url", "bytes", "file"):
        options = {"flavors": tuple(FLAVORS), "media": media}
        write(emit(entries, Settings(options=options)), folder / media)
    return folder


def say(command: list[str], folder: Path, timeout: int = 500) -> str:
    """What a program says when it ends well; else that it does not."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=timeout
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-3000:]


@pytest.mark.slow
def test_shells_take_every_snippet(corpus: Path) -> None:
    scripts = sorted(map(str, corpus.rglob("*.sh")))
    assert len(scripts) > 1000
    # Dollars in single quotes are the signature's text, not ours to be expanded.
    lint = [str(SCRIPTS / "shellcheck"), "--severity=info", "--exclude=SC2016"]
    for start in range(0, len(scripts), 400):
        part = scripts[start : start + 400]
        reading = 'for file; do bash -n "$file" || exit 1; done'
        assert say(["bash", "-c", reading, "bash", *part], corpus) == ""
        assert say([*lint, *part], corpus) == ""


@pytest.mark.full
def test_python_is_typed_against_the_packages_that_it_calls(
    corpus: Path, entries: list[Entry]
) -> None:
    write(emit_python(entries, Settings()), corpus / "clarifai_models")
    for media in ("url", "bytes"):
        settings = {
            "include": [media],
            "exclude": ["**/*.litellm*.py"],  # an environment of its own runs them
            "extraPaths": ["."],
            "typeCheckingMode": "standard",
        }
        (corpus / "pyrightconfig.json").write_text(json.dumps(settings))
        command = [str(SCRIPTS / "pyright"), "--pythonpath", sys.executable]
        assert say([*command, "-p", "."], corpus, timeout=900) == ""


@pytest.mark.full
def test_typescript_is_typed_against_the_packages_that_it_calls(
    corpus: Path, entries: list[Entry]
) -> None:
    modules = corpus / "node_modules"
    modules.mkdir()
    for child in packages().iterdir():
        os.symlink(child, modules / child.name)
    package = modules / "clarifai-models"
    options = {"package": "clarifai-models", "extensions": "js"}
    write(emit_typescript(entries, Settings(options=options)), package)
    assert say([str(modules / ".bin" / "tsc"), "-p", str(package)], corpus) == ""
    (corpus / "package.json").write_text('{"type": "module"}')
    settings = {"compilerOptions": STRICT, "include": ["url", "bytes", "file"]}
    (corpus / "tsconfig.json").write_text(json.dumps(settings))
    assert say([str(modules / ".bin" / "tsc"), "-p", "."], corpus) == ""
