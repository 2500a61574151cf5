"""What counts as an edit of a Python file of ours, and what only as another layout."""

from __future__ import annotations

import pytest

from clarifai_codegen.project.edited import syntax_digest

SAME = {
    "quotes": ('x = "a"', "x = 'a'"),
    "escaped quotes": ("x = 'a\"b'", 'x = "a\\"b"'),
    "strings that are one": ('x = (\n    "a"\n    "b"\n)', 'x = "ab"'),
    "brackets before a text": ('X = (\n    "a"\n)\n"""d"""\n', 'X = "a"\n"""d"""\n'),
    "one element a line": ("f(a, b)", "f(\n    a,\n    b,\n)"),
    "a docstring's margin": (
        'def f():\n  """x\n  y"""\n',
        'def f():\n    """x\n    y"""\n',
    ),
    "space before a comment": ("x = 1 # a", "x = 1  # a"),
}
DIFFERENT = {
    "a text": ('x = "a"', 'x = "b"'),
    "a text that is empty": ('x = ""', 'x = "a"'),
    "where texts end": ('x = ("a", "bc")', 'x = ("ab", "c")'),
    "how many texts there are": ('x = ("a", "b")', 'x = ("ab",)'),
    "bytes": ('x = "a"', 'x = b"a"'),
    "brackets that mean something": ("x = (a + b) * c", "x = a + b * c"),
    "a number": ("x = 1", "x = 2"),
    "a name": ("x = a", "x = b"),
    "an operator": ("x = a + b", "x = a - b"),
    "a comment": ("x = 1  # a", "x = 1  # b"),
}


def digests(pair: tuple[str, str]) -> tuple[str, ...]:
    found = tuple(syntax_digest("m.py", text) for text in pair)
    assert all(found)
    return found


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_another_layout_is_no_edit(pair: tuple[str, str]) -> None:
    one, other = digests(pair)
    assert one == other


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_another_meaning_is_an_edit(pair: tuple[str, str]) -> None:
    one, other = digests(pair)
    assert one != other


def test_what_cannot_be_parsed_has_no_digest() -> None:
    assert syntax_digest("m.py", "x = (") == ""
