"""Text of strangers never reaches the terminal as anything but text."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from clarifai_codegen.cli.console import safe
from tests.cli.conftest import Run
from tests.project.samples import document, field, method

ADVERSARIAL = Path(__file__).parent.parent / "corpus" / "adversarial"
PAYLOAD = (
    "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\r\x08\u2028[bold red]x[/]\nerror: y"
)


def hostile(text: str, kept: str = "\n") -> list[str]:
    return [
        letter
        for letter in text
        if letter not in kept
        and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    ]


def payload_file(folder: Path, name: str = "s.json") -> Path:
    document_ = document(
        f"m{PAYLOAD}",
        method(
            f"f{PAYLOAD}",
            field(f"p{PAYLOAD}", description=PAYLOAD, default=PAYLOAD),
            description=PAYLOAD,
        ),
        method(f"broken{PAYLOAD}", methodType=PAYLOAD),
    )
    file = folder / name
    file.write_text(json.dumps(document_))
    return file


def commands(file: Path) -> dict[str, tuple[str, ...]]:
    name = str(file)
    return {
        "methods": ("methods", name),
        "python": ("signature", name),
        "pyi": ("signature", name, "--format", "pyi"),
        "json": ("signature", name, "--format", "json"),
        "generate": ("generate", name, "--output", "clients", "--dry-run"),
        "diff": ("diff", name, "other.json"),
        "unknown method": ("signature", name, f"f{PAYLOAD}x"),
        "usage": ("signature", name, "--format", PAYLOAD),
        "a source": ("methods", PAYLOAD),
        "call": ("call", name, f"f{PAYLOAD}", f"p{PAYLOAD}x=1"),
    }


def test_nothing_hostile_is_printed(run: Run, here: Path) -> None:
    file = payload_file(here)
    (here / "other.json").write_text(json.dumps(document("other")))
    for name, arguments in commands(file).items():
        for more in ((), ("--json",)):
            result = run(*arguments, *more)
            assert hostile(result.out + result.err) == [], name
            assert "\nerror: y" not in result.out + result.err, name
            assert result.status in (0, 2, 3), (name, result.err)


@pytest.mark.slow
def test_nothing_of_the_adversarial_corpus_is_printed(run: Run, here: Path) -> None:
    for file in sorted(ADVERSARIAL.glob("*.json")):
        case = json.loads(file.read_text())
        (here / "s.json").write_text(json.dumps(case))
        for arguments in (
            ("methods", "s.json"),
            ("signature", "s.json"),
            ("generate", "s.json", "--output", "clients", "--dry-run"),
        ):
            result = run(*arguments)
            assert hostile(result.out + result.err, "\n\t") == [], file.name
            status = 0 if case["expect"] == "ok" else 2
            assert result.status == status, (file.name, result.err)


def on_terminal(*arguments: str, env: dict[str, str] | None = None) -> str:
    """What a command writes to a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "clarifai_codegen.cli", *arguments],
        stdout=follower,
        stderr=follower,
        stdin=follower,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "200"} | (env or {}),
    )
    os.close(follower)
    data = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
    process.wait()
    os.close(leader)
    return data.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["methods", "generate"])
def test_on_a_terminal_only_our_own_colours_are_sent(here: Path, command: str) -> None:
    arguments = commands(payload_file(here))[command]
    text = on_terminal(*arguments)
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert hostile(plain) == []
    assert "\\x1b]0;owned" in plain
    assert "[bold red]" in plain


@pytest.mark.slow
def test_a_progress_bar_shows_only_for_several_sources(here: Path) -> None:
    payload_file(here, "one.json")
    payload_file(here, "two.json")
    options = ("--output", "clients", "--dry-run")
    assert "Reading" not in on_terminal("generate", "one.json", *options)
    text = on_terminal("generate", "one.json", "two.json", *options)
    assert "Reading" in text
    assert "2/2" in text
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", text)
    assert hostile(plain) == []


@pytest.mark.slow
def test_no_color_and_pipes_have_no_colour(here: Path) -> None:
    arguments = commands(payload_file(here))["generate"]
    assert "\x1b" not in on_terminal(*arguments, env={"NO_COLOR": "1"})
    assert "\x1b" not in on_terminal(*arguments, env={"TERM": "dumb"})


def test_safe_leaves_text_that_prints_alone() -> None:
    assert safe("Weißt du? 日本 👍 [bold]") == "Weißt du? 日本 👍 [bold]"
    assert safe("a\tb\n\x1b\u202e\ud800") == "a\\tb\\n\\x1b\\u202e\\ud800"
    assert safe("a\nb", "\n") == "a\nb"
