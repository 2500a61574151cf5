"""Markers in the user's pages: filled by generate, held by check, never taken for ours."""

from __future__ import annotations

from pathlib import Path

import pytest

import clarifai_codegen
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.serve import DEMO

HEAD = 'targets = ["snippets"]\npages = ["docs/**/*.md", "docs/**/*.mdx"]\n'
OPEN = "<!-- clarifai-codegen snippet Demo chat {} -->"
CLOSE = "<!-- /clarifai-codegen -->"


@pytest.fixture
def page(here: Path) -> Path:
    """A page of a project of the demo model, whose snippets are written."""
    source = DEMO / "signatures.json"
    (here / "signatures.json").write_bytes(source.read_bytes())
    model = '[[models]]\nsource = "signatures.json"\nname = "Demo"\n'
    (here / "clarifai-codegen.toml").write_text(HEAD + model)
    (here / "docs").mkdir()
    clarifai_codegen.lock()
    return here / "docs" / "page.md"


def states() -> list[tuple[str, str]]:
    report = clarifai_codegen.check()
    return [(each.file, each.state) for each in report.differences]


def lines_wrong(page: Path, text: str) -> list[tuple[int, str, str]]:
    """What is wrong with the markers of a page; nothing is written then."""
    page.write_text(text)
    with pytest.raises(ProblemError) as caught:
        clarifai_codegen.generate()
    assert page.read_text() == text
    assert not (page.parent.parent / "generated").exists()
    problems = caught.value.problems
    assert {each.code for each in problems} == {"bad-marker"}
    assert {each.where.file for each in problems} == {"docs/page.md"}
    return [(each.where.line, each.what, each.advice) for each in problems]


def test_a_block_is_filled_and_the_rest_of_the_page_stays(page: Path) -> None:
    start = OPEN.format("python")
    page.write_text(f"# Page\n\n{start}\nold\n{CLOSE}\n\nThe end, without a line end")
    report = clarifai_codegen.generate()
    assert report.pages == (page,)
    text = page.read_text()
    code = (page.parents[1] / "generated/snippets/demo/chat.python.py").read_text()
    body = f"# Page\n\n{start}\n\n```python\n{code}```\n\n{CLOSE}\n\n"
    assert text == f"{body}The end, without a line end"
    assert states() == []
    assert clarifai_codegen.generate().fresh


def test_an_edited_block_is_a_difference_and_is_mended(page: Path) -> None:
    page.write_text(f"{OPEN.format('curl')}\n{CLOSE}\n")
    clarifai_codegen.generate()
    good = page.read_text()
    page.write_text(good.replace("friend", "foe"))
    assert states() == [("docs/page.md", "outdated")]
    assert not clarifai_codegen.generate().fresh
    assert page.read_text() == good
    page.write_text(f"Prose of the user's.\n{good}")
    assert states() == []


def test_mdx_comments_line_ends_and_indentation_are_kept(page: Path) -> None:
    mdx = page.with_suffix(".mdx")
    start = "{/* clarifai-codegen snippet Demo chat clarifai-python */}"
    end = "{/* /clarifai-codegen */}"
    mdx.write_bytes(f"- item\r\n  {start}\r\n  {end}\r\n".encode())
    clarifai_codegen.generate()
    text = mdx.read_bytes().decode()
    assert "\n" not in text.replace("\r\n", "")
    assert "\r\n  ```python\r\n" in text
    assert states() == []


def test_a_marker_in_a_block_of_code_is_an_example(page: Path) -> None:
    text = f"```markdown\n{OPEN.format('python')}\n```\n"
    page.write_text(text)
    assert clarifai_codegen.generate().pages == ()
    assert page.read_text() == text


@pytest.mark.parametrize(
    ("marker", "what", "advice"),
    [
        ("Demmo chat python", "no model 'Demmo'", "Write 'Demo'."),
        ("Demo chatt python", "no method 'chatt'", "Write 'chat'."),
        ("Demo chat pythn", "no flavour 'pythn'", "Write 'python'."),
        ("Demo chat openai-python", "OpenAI transport", "Correct the marker"),
        ("Demo chat", "does not name", "MODEL METHOD FLAVOR"),
    ],
)
def test_a_marker_that_names_nothing_is_told_with_its_line(
    page: Path, marker: str, what: str, advice: str
) -> None:
    text = f"# Page\n\n<!-- clarifai-codegen snippet {marker} -->\n{CLOSE}\n"
    ((line, said, cure),) = lines_wrong(page, text)
    assert line == 3
    assert what in said
    assert advice in cure


def test_a_marker_without_an_end_is_told(page: Path) -> None:
    start = OPEN.format("python")
    ((line, what, _),) = lines_wrong(page, f"{start}\n{start}\n{CLOSE}\n")
    assert (line, what) == (1, "The marker has no end.")


@pytest.mark.parametrize("pattern", ["../*.md", "/etc/*.md", ""])
def test_pages_are_below_the_configuration(page: Path, pattern: str) -> None:
    file = page.parents[1] / "clarifai-codegen.toml"
    file.write_text(f'targets = ["snippets"]\npages = ["{pattern}"]\n')
    with pytest.raises(ProblemError, match="leads out"):
        clarifai_codegen.generate()


def test_pages_need_the_target_snippets(page: Path) -> None:
    file = page.parents[1] / "clarifai-codegen.toml"
    file.write_text('targets = ["python"]\npages = ["docs/*.md"]\n')
    with pytest.raises(ProblemError, match="not among the targets"):
        clarifai_codegen.generate()
