"""Black decides, once: what it made is kept, and what it would keep never meets it."""

from __future__ import annotations

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
    bracketed_each,
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


@pytest.mark.slow
@given(st.lists(WORDS, min_size=1, max_size=12), WORDS)
def test_what_is_put_in_brackets_is_what_black_would_keep(
    words: list[str], name: str
) -> None:
    elements = [f"{word}_{number}" for number, word in enumerate(words)]
    calls = bracketed_each("call(", [elements, elements[:1], []], ")", 4)
    head = bracketed(f"def {name}_x(", [*elements, "**rest_x: int"], ") -> int:")
    for text in (
        bracketed(f"{name}_x(", elements, ")"),
        bracketed(f"{name}_x = call(", [*calls, tupled(elements, 4)], ")"),
        tupled(elements, 0, f"{name}_x = "),
        tupled(calls[:1], 0, f"{name}_x = "),
        f'{head}\n    """Do."""\n    {bracketed("return f(", elements, ")", 4)}',
        imported("a", elements),
        enclosed(f"{name}_x: int = ", f'"{"x" * 70}"'),
    ):
        module = f"{text}\n"
        if is_stable(module):
            assert _formatted(module) == module


def test_a_line_is_too_long_after_88_characters() -> None:
    for width, stable in ((88, True), (89, False)):
        text = f"x = {'y' * (width - 4)}\n"
        assert is_stable(text) is stable


def test_long_docstrings_and_comments_do_not_count() -> None:
    text = f'# {"c" * 100}\n"""{"d" * 100}"""\n\nx = 1\n'
    assert is_stable(text)


def test_how_wide_other_characters_are_is_blacks_affair() -> None:
    text = "größe = 1\n"
    assert not is_stable(text)


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
