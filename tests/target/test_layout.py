"""Black decides, once: what it made is kept, and what it would keep never meets it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.target.python import layout
from clarifai_codegen.target.python.layout import (
    bracketed,
    enclosed,
    format_module,
    imported,
    is_stable,
    tupled,
)

from .corpus import TESTS

WORDS = st.from_regex(r"[a-z]{1,30}", fullmatch=True)


def _formatted(text: str) -> str:
    return black.format_str(text, mode=black.Mode())


@given(st.lists(WORDS, max_size=12), WORDS)
def test_what_is_put_in_brackets_is_what_black_would_keep(
    words: list[str], name: str
) -> None:
    elements = [f"{word}_{number}" for number, word in enumerate(words)]
    call = bracketed(f"{name}_x(", elements, ")")
    inner = bracketed("call(", elements, ")", 4)
    text = "\n".join(
        [
            call,
            f"x = {tupled(elements)}",
            bracketed("y = call(", [inner, tupled(elements, 4)], ")"),
            f"def f():\n    {tupled(elements, 4, 'z = ')}\n\n",
            imported("a", elements or ["b"]),
            enclosed(f"{name}_y: int = ", "'" + "x" * 70 + "'").replace("'", '"'),
            "",
        ]
    )
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    if is_stable(text, tree):
        imports = text.replace("\nfrom a", "\n\nfrom a")
        assert _formatted(text).split() == imports.split()


def test_a_line_is_too_long_after_88_characters() -> None:
    for width, stable in ((88, True), (89, False)):
        text = f"x = {'y' * (width - 4)}\n"
        assert is_stable(text, ast.parse(text)) is stable


def test_long_docstrings_and_comments_do_not_count() -> None:
    text = f'# {"c" * 100}\n"""{"d" * 100}"""\n\nx = 1\n'
    assert is_stable(text, ast.parse(text))


def test_how_wide_other_characters_are_is_blacks_affair() -> None:
    text = "größe = 1\n"
    assert not is_stable(text, ast.parse(text))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "clarifai-codegen"


LOOSE = "x = [1,\n 2]\n"


def test_a_module_is_formatted_once(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert format_module(LOOSE) == "x = [1, 2]\n"
    monkeypatch.setattr(black, "format_str", None)
    assert format_module(LOOSE) == "x = [1, 2]\n"


def test_a_damaged_cache_is_no_answer(cache: Path) -> None:
    format_module(LOOSE)
    [kept] = [path for path in cache.rglob("*") if path.is_file()]
    for damage in (b"", b"\xff\xfe", kept.read_bytes()[:-1], b"x\nimport os\n"):
        kept.write_bytes(damage)
        assert format_module(LOOSE) == "x = [1, 2]\n"


def test_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert format_module(LOOSE) == "x = [1, 2]\n"


def test_another_version_of_black_is_asked_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    format_module(LOOSE)
    monkeypatch.setattr(layout, "version", lambda name: "0")
    monkeypatch.setattr(black, "format_str", lambda text, mode: "x = 0\n")
    assert format_module(LOOSE) == "x = 0\n"


def test_black_is_not_imported_for_what_needs_it_not() -> None:
    script = (
        "import sys\n"
        "from tests.target.corpus import case, module_text\n"
        "for name in ('arity-50', 'kw-py-async', 'default-none'):\n"
        "    module_text(case(name).entry())\n"
        "assert 'black' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=TESTS.parent, check=True)
