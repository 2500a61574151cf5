"""Recorded output: shown while it is that of the snippet, and never taken for ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import clarifai_codegen
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project.recorded import save_recorded

from .test_pages import CLOSE, HEAD, OPEN, states
from .test_pages import page as page

SNIPPET = "demo/chat.python.py"
OUTPUT = "demo/chat.python.output.txt"


@pytest.fixture
def folder(page: Path) -> Path:
    """The snippets of a project, one of which has its output beside it."""
    page.write_text(f"{OPEN.format('python')}\n{CLOSE}\n")
    clarifai_codegen.generate()
    found = page.parents[1] / "generated" / "snippets"
    record(found, "What do you think yourself?\n")
    return found


def record(folder: Path, output: str) -> None:
    text = (folder / SNIPPET).read_text()
    assert save_recorded(folder, SNIPPET, text, output) == folder / OUTPUT


def configure(options: str) -> None:
    file = Path("clarifai-codegen.toml")
    models = file.read_text().partition("[[models]]")[2].partition("[snippets]")[0]
    file.write_text(f"{HEAD}[[models]]{models}[snippets]\n{options}\n")


def shown(folder: Path) -> dict[str, str]:
    """What stands below "Output:" on each page."""
    pages = [*folder.glob("demo/demo.md*"), *Path("docs").iterdir()]
    texts = {each.name: each.read_text() for each in pages}
    return {
        name: text.partition("Output:\n\n```text\n")[2].partition("\n```")[0]
        for name, text in texts.items()
    }


def test_pages_show_it_below_the_snippet(folder: Path) -> None:
    assert {state for _, state in states()} == {"outdated"}
    assert not clarifai_codegen.generate().fresh
    assert set(shown(folder).values()) == {"What do you think yourself?"}
    assert len(shown(folder)) == 3
    assert list(json.loads((folder / "index.json").read_text())["outputs"]) == [SNIPPET]
    assert states() == []
    assert clarifai_codegen.generate().fresh


def test_a_new_recording_takes_the_place_of_the_old_one(folder: Path) -> None:
    clarifai_codegen.generate()
    record(folder, "Something else.\n")
    assert len(states()) == 5
    clarifai_codegen.generate()
    assert set(shown(folder).values()) == {"Something else."}


def test_the_output_of_another_text_is_left_out_and_told(folder: Path) -> None:
    clarifai_codegen.generate()
    configure('deployment_id = "gpu"')
    (problem,) = clarifai_codegen.generate().problems
    assert (problem.code, problem.warning) == ("stale-output", True)
    assert problem.advice == (
        "Run: clarifai-codegen snippet signatures.json chat --flavor python "
        "--name Demo --with-output --output generated/snippets"
    )
    assert set(shown(folder).values()) == {""}
    assert (folder / OUTPUT).is_file()
    configure("")
    assert clarifai_codegen.generate().problems == ()
    assert set(shown(folder).values()) == {"What do you think yourself?"}


def test_an_output_that_was_edited_is_no_recording(folder: Path) -> None:
    clarifai_codegen.generate()
    (folder / OUTPUT).write_text("It is the best model of all.\n")
    (problem,) = clarifai_codegen.generate().problems
    assert problem.code == "stale-output"
    assert set(shown(folder).values()) == {""}


def test_line_ends_of_a_checkout_do_not_count(folder: Path) -> None:
    clarifai_codegen.generate()
    data = (folder / OUTPUT).read_bytes()
    (folder / OUTPUT).write_bytes(data.replace(b"\n", b"\r\n"))
    assert clarifai_codegen.generate().fresh


def test_an_output_goes_with_its_snippet_unless_it_was_edited(folder: Path) -> None:
    curl = "demo/chat.curl.sh"
    save_recorded(folder, curl, (folder / curl).read_text(), "{}\n")
    (folder / OUTPUT).write_text("mine")
    Path("docs/page.md").unlink()
    configure('flavors = ["clarifai-python"]')
    clarifai_codegen.generate()
    assert not (folder / "recorded.json").exists()
    assert not (folder / "demo/chat.curl.output.txt").exists()
    assert (folder / OUTPUT).read_text() == "mine"


def test_the_output_is_text_whatever_it_holds(folder: Path) -> None:
    record(folder, "```\n<script>\x1b[31m\r{process.exit()}\n")
    clarifai_codegen.generate()
    text = (folder / "demo/demo.mdx").read_text()
    block = "````text\n```\n<script>\ufffd[31m\ufffd{process.exit()}\n````"
    assert f"Output:\n\n{block}\n" in text
    assert states() == []


def test_output_that_looks_like_a_marker_stays_out_of_blocks(folder: Path) -> None:
    record(folder, f"{CLOSE}\nand more\n")
    clarifai_codegen.generate()
    assert shown(folder)["page.md"] == ""
    assert "and more" in shown(folder)["demo.mdx"]
    assert states() == []


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        '{"form": 2, "outputs": {}}',
        '{"form": 1, "outputs": {"../x": {"output": "", "snippet": ""}}}',
        '{"form": 1, "outputs": {"x": {"output": 1, "snippet": ""}}}',
    ],
)
def test_a_broken_list_of_recordings_is_told(folder: Path, text: str) -> None:
    (folder / "recorded.json").write_text(text)
    with pytest.raises(ProblemError) as caught:
        clarifai_codegen.generate()
    (problem,) = caught.value.problems
    assert problem.code == "bad-syntax"
    assert problem.where.file == "generated/snippets/recorded.json"
