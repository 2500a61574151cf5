"""Whatever a signature holds, its client passes tsc with every strict flag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.target.tools.options import ToolOptions
from tests.target.corpus import cases
from tests.target.test_random import random_entries
from tests.target.typescript.samples import written

from .npm import COMPILERS, Project

TOOLS = ToolOptions(include_bidirectional=True)
GOOD = [each for each in cases() if each.is_good]

pytestmark = pytest.mark.full


def corpus(folder: Path, **options: Any) -> Project:
    """A project with a client of each model of the corpus, and its tools."""
    project = Project(folder)
    entries = [each.entry(f"Model{number}") for number, each in enumerate(GOOD)]
    written(entries, folder / "models", TOOLS, **options)
    return project


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_corpus_is_strict_typescript(tmp_path: Path, compiler: str) -> None:
    corpus(tmp_path).compile(compiler)


@pytest.mark.parametrize("compiler", COMPILERS)
def test_bundlers_resolve_it_too(tmp_path: Path, compiler: str) -> None:
    options = {"module": "esnext", "moduleResolution": "bundler"}
    corpus(tmp_path).compile(compiler, **options)


@pytest.mark.parametrize("compiler", COMPILERS)
def test_nothing_of_a_browser_is_needed_but_by_the_declarations_of_connect(
    tmp_path: Path, compiler: str
) -> None:
    project = corpus(tmp_path)
    project.compile(compiler, lib=["es2022"], skipLibCheck=True)


@pytest.mark.parametrize("compiler", COMPILERS)
def test_other_names_integers_and_endings_are_strict_too(
    tmp_path: Path, compiler: str
) -> None:
    project = corpus(tmp_path, names="camel", int64="bigint", extensions="ts")
    project.compile(compiler, allowImportingTsExtensions=True)


def test_any_model_is_strict_typescript(tmp_path: Path) -> None:
    project = Project(tmp_path)
    written(random_entries(150), tmp_path / "models", TOOLS)
    project.compile("typescript7")


def test_no_type_of_the_surface_is_any(tmp_path: Path) -> None:
    project = corpus(tmp_path)
    project.compile("typescript", noEmit=False, emitDeclarationOnly=True, outDir="d")
    texts = [path.read_text("utf-8") for path in (tmp_path / "d").rglob("*.d.ts")]
    assert len(texts) > len(GOOD)
    for text in texts:
        code = [line for line in text.split("\n") if not line.lstrip().startswith("*")]
        assert not any(": any" in line or "<any" in line for line in code)
