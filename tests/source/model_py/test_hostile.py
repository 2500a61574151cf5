"""Hostile files end in a diagnostic, with bounded work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.source.model_py import read_file, read_text

MODEL = """from clarifai.runners.models.model_class import ModelClass
class M(ModelClass):
    @ModelClass.method
    def p(self, a: str) -> str: ...
"""


def with_default(default: str, before: str = "") -> str:
    return before + MODEL.replace("a: str", f"a: str = {default}")


BROKEN = {
    "parentheses": "x = " + "(" * 5000 + ")" * 5000,
    "signs": "x = " + "-" * 100_000 + "1",
    "attributes": "x = a" + ".b" * 100_000,
    "calls": "x = a" + "()" * 50_000,
    "sums": "x = " + "+".join(["1"] * 100_000),
    "digits": "x = " + "9" * 100_000,
    "zero byte": MODEL + "\0",
    "bad UTF-8": b'x = "\xff\xfe"\n' + MODEL.encode(),
    "unknown encoding": "# -*- coding: nope -*-\n" + MODEL,
    "UTF-16": MODEL.encode("utf-16"),
}
LARGE = {
    "power": with_default("9**9**9**9"),
    "text": with_default('"a" * 10**10'),
    "width": with_default('f"{1:1000000000d}"'),
    "percent": with_default('"%1000000000d" % 1'),
    "shift": with_default("1 << 10**9"),
    "range": with_default("list(range(10**9))"),
    "rounds": with_default("[x for x in range(99999) for y in range(99999)]"),
    "join": with_default('"".join(b)', 'a = "a" * 99999\nb = [a] * 9999\n'),
    "doubled text": with_default("a", 'a = "ab"\n' + "a = a + a\n" * 200),
    "doubled list": with_default("a", "a = [1]\n" + "a = [a, a]\n" * 200),
    "doubled tuple": with_default("a", "a = (1,)\n" + "a = (a, a)\n" * 200),
    "in itself": with_default("a", "a = []\na.append(a)\n"),
    "nested type": MODEL.replace("a: str", f"a: {'list[' * 70}str{']' * 70}"),
    "decorators": "@d\n" * 20_000 + "def f(): pass\n" + MODEL,
}
FINE = {
    "byte order mark": b"\xef\xbb\xbf" + MODEL.encode(),
    "line ends of Windows": MODEL.replace("\n", "\r\n"),
    "Latin-1": b'# -*- coding: latin-1 -*-\nx = "\xe9"\n' + MODEL.encode(),
    "recursion": "def f(x):\n    f(x)\n    f(x)\nf(1)\n" + MODEL,
    "conditions": "import os\n"
    + 'if os.path.exists("x"):\n    a = 1\nelse:\n    a = 2\n' * 2000
    + MODEL,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_parsed_is_a_problem(text: str | bytes) -> None:
    assert [problem.code for problem in read_text(text).problems] == ["bad-syntax"]


@pytest.mark.slow
@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_grows_too_large_is_not_worked_out(text: str) -> None:
    reading = read_text(text)
    assert reading.problems
    assert not reading.signatures


@pytest.mark.slow
@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_odd_files_are_read(text: str | bytes) -> None:
    assert list(read_text(text).checked().signatures) == ["p"]


def test_links_in_a_circle_pipes_and_folders_are_problems(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    for name in ("a", "pipe", ".", "none"):
        with pytest.raises(ProblemError) as caught:
            read_file(tmp_path / name)
        assert [each.code for each in caught.value.problems] == ["unreadable-file"]
