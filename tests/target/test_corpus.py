"""Every signature of the corpus becomes a package, or the problem that it deserves."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import black
import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.target.entry import Deployment, Settings
from clarifai_codegen.target.python.emit import emit
from clarifai_codegen.target.tools.options import ToolOptions
from tests.sampling import some

from .corpus import TESTS, Case, case, cases, entry_of, imported, model_of, module_text

GOOD = [each for each in cases() if each.is_good]
BAD = [each for each in cases() if not each.is_good]
RUNTIME = TESTS.parent / "codegen" / "clarifai_codegen" / "runtime" / "python"


@pytest.mark.parametrize("good", some(GOOD, every=12), ids=lambda each: each.name)
def test_a_good_signature_becomes_a_module_that_black_leaves_alone(good: Case) -> None:
    text = module_text(good.entry())
    assert black.format_str(text, mode=black.Mode()) == text
    assert "\r" not in text
    tree = ast.parse(text)
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert strings >= {method.name for method in good.decoded().model.methods}


@pytest.mark.parametrize("bad", BAD, ids=lambda each: each.name)
def test_a_bad_signature_gives_a_problem_that_names_its_method(bad: Case) -> None:
    try:
        decoded = bad.decoded()
    except ProblemError as error:
        problems = error.problems
    else:
        problems = decoded.problems
        assert module_text(entry_of(decoded.model))
    assert problems
    assert all(each.where.method for each in problems)


@pytest.mark.slow
def test_all_models_of_the_corpus_are_importable_in_one_package(tmp_path: Path) -> None:
    entries = [each.entry(f"Model{number}") for number, each in enumerate(GOOD)]
    with imported(entries, tmp_path) as package:
        for entry in entries:
            client = getattr(package, entry.name)
            names = tuple(method.name for method in entry.model.methods)
            assert names == client.METHODS
            assert list(client.SIGNATURES) == list(client.METHODS)
            for text in client.SIGNATURES.values():
                ast.parse(f"{text}: ...")
        assert set(package.__all__) <= set(dir(package))


@pytest.mark.slow
def test_the_same_models_give_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib, pathlib, sys\n"
        "from tests.target.corpus import cases\n"
        "from clarifai_codegen.target.python.emit import emit\n"
        "from clarifai_codegen.target.entry import Settings\n"
        "good = [c for c in cases() if c.is_good][::4]\n"
        "entries = [c.entry(f'M{i}') for i, c in enumerate(good)]\n"
        "print(hashlib.sha256(repr(emit(entries, Settings())).encode()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=TESTS.parent,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


@pytest.mark.slow
def test_the_runtime_is_copied_unchanged_and_black_leaves_it_alone() -> None:
    settings = Settings(tools=ToolOptions())
    files = emit([entry_of(model_of({"name": "predict"}))], settings).files
    copied = {path: text for path, text in files.items() if "_runtime/" in path}
    sources = {
        f"_runtime/{path.relative_to(RUNTIME).as_posix()}": path.read_text("utf-8")
        for path in RUNTIME.rglob("*.py")
    }
    assert copied == sources
    for text in sources.values():
        assert black.format_str(text, mode=black.Mode()) == text


def test_shared_files_belong_to_no_model_and_modules_to_theirs() -> None:
    entries = [
        entry_of(model_of({"name": "f"}, model_id=f"m-{n}"), f"M{n}") for n in (1, 2)
    ]
    emitted = emit(entries, Settings(deployments={"gpu-eu": Deployment("d-1", "org")}))
    assert emitted.files.keys() == emitted.owners.keys()
    assert emitted.owners["m_1.py"] == "M1"
    assert emitted.owners["m_2.py"] == "M2"
    shared = {path for path, owner in emitted.owners.items() if not owner}
    assert {"__init__.py", "py.typed", "deployments.py", "_runtime/client.py"} <= shared


def test_deployments_become_constants(tmp_path: Path) -> None:
    settings = Settings(
        deployments={
            "gpu-eu": Deployment("d-1", "org"),
            "gpu_eu": Deployment("d-2"),
            "2": Deployment('"); import os  #'),
        }
    )
    text = emit([entry_of(model_of({"name": "f"}))], settings).files["deployments.py"]
    assert isinstance(text, str)
    assert 'GPU_EU = NamedDeployment("d-2")' in text
    assert 'GPU_EU_ = NamedDeployment("d-1", user_id="org")' in text
    assert black.format_str(text, mode=black.Mode()) == text


@pytest.mark.slow
def test_the_size_of_a_module_grows_with_its_methods_and_no_faster() -> None:
    model = case("model-100-methods").decoded().model
    few = model.model_copy(update={"methods": model.methods[:10]})
    sizes = [len(module_text(entry_of(each))) for each in (few, model)]
    assert sizes[1] < 10 * sizes[0]


def test_a_new_upload_with_the_same_signature_changes_no_byte() -> None:
    first = entry_of(model_of({"name": "f"}, model_id="m"))
    again = entry_of(model_of({"name": "f"}, model_id="m"))
    assert emit([first], Settings()) == emit([again], Settings())


def test_the_order_of_models_does_not_matter() -> None:
    entries = [
        entry_of(model_of({"name": "f"}, model_id=f"m{n}"), f"M{n}") for n in (1, 2)
    ]
    assert emit(entries, Settings()) == emit(entries[::-1], Settings())


def test_the_digest_of_a_package_is_stable_over_two_runs() -> None:
    entries = [each.entry(f"M{n}") for n, each in enumerate(GOOD[:5])]
    texts = [repr(emit(entries, Settings())) for _ in range(2)]
    assert len({hashlib.sha256(text.encode()).hexdigest() for text in texts}) == 1
