"""What `--print-config` prints, and that it works."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import ProblemError, mcp_configuration
from clarifai_codegen.cli.main import run
from tests.cli.test_startup import imported

from .client import connected, started, wire
from .conftest import PAT, Models

MODEL = "https://clarifai.com/u/a/models/m"
REFERENCE = {
    "claude": "${MY_PAT}",
    "vscode": "${env:MY_PAT}",
    "cursor": "${env:MY_PAT}",
}


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run(["mcp", *words]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_PAT", PAT)
    monkeypatch.setenv("CLARIFAI_PAT", PAT)
    monkeypatch.delenv("CLARIFAI_API_BASE", raising=False)


@pytest.mark.parametrize("host", REFERENCE)
def test_a_host_is_told_the_name_of_the_pat_and_no_secret(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, MODEL, "--pat-env", "MY_PAT", "--print-config", host)
    ((key, servers),) = told.items()
    assert key == ("servers" if host == "vscode" else "mcpServers")
    assert servers["clarifai"]["env"] == {"MY_PAT": REFERENCE[host]}
    assert servers["clarifai"].get("type") == (None if host == "cursor" else "stdio")
    assert PAT not in json.dumps(told)


@pytest.mark.slow
@pytest.mark.parametrize("host", REFERENCE)
def test_the_command_that_a_host_is_told_works(
    host: str, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--hide", "Demo.read_aloud.pause", "--fixed", 'read_aloud.style="loud"']
    told = printed(capsys, *models.words, *words, "--print-config", host)
    ((_, servers),) = told.items()
    server = servers["clarifai"]
    env = {
        name: re.sub(r"\$\{(env:)?MY_PAT\}", PAT, value)
        for name, value in server["env"].items()
    }
    where = started(server["command"], *server["args"], env=env)

    async def go() -> tuple[Any, Any]:
        async with connected(where, "legacy") as client:
            listed = wire(await client.list_tools())["tools"]
            said = await client.call_tool("demo__read_aloud", {"text": "ah"})
            return {each["name"]: each for each in listed}, wire(said)

    tools, said = asyncio.run(go())
    assert [*tools["demo__read_aloud"]["inputSchema"]["properties"]] == ["text"]
    assert said["content"][0]["text"] == "AH"


def test_a_path_is_absolute_since_hosts_start_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.json").write_text("[]")
    monkeypatch.chdir(tmp_path)
    told = mcp_configuration("claude", "s.json", MODEL)
    arguments = told["mcpServers"]["clarifai"]["args"]
    assert arguments[:5] == [*arguments[:3], str(tmp_path / "s.json"), MODEL]


def test_the_address_of_the_environment_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLARIFAI_API_BASE", "https://api.example.com")
    told = mcp_configuration("cursor", MODEL)
    arguments = told["mcpServers"]["clarifai"]["args"]
    assert arguments[-2:] == ["--base-url", "https://api.example.com"]


def test_a_local_runner_needs_no_pat() -> None:
    told = mcp_configuration("vscode", "grpc://localhost:8000", name="mine")
    assert "env" not in told["servers"]["mine"]


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("claude", {"type": "http", "url": "http://127.0.0.1:8080/mcp"}),
        ("vscode", {"type": "http", "url": "http://127.0.0.1:8080/mcp"}),
        ("cursor", {"url": "http://127.0.0.1:8080/mcp"}),
    ],
)
def test_a_host_is_told_the_url_of_a_server_that_runs(
    host: str, told: dict[str, str]
) -> None:
    ((_, servers),) = mcp_configuration(host, MODEL, http="127.0.0.1:8080").items()
    assert servers == {"clarifai": told}


@pytest.mark.parametrize(
    ("sources", "options"),
    [
        (["-"], {}),
        ([MODEL], {"http": "127.0.0.1:0"}),
        ([MODEL], {"http": "no address"}),
        ([MODEL], {"http": "0.0.0.0:80"}),
        ([MODEL], {"base_url": "https://me:word@api.example.com"}),
        (["no such file"], {}),
    ],
)
def test_what_no_server_can_be_made_of_is_no_configuration(
    sources: list[str], options: dict[str, str]
) -> None:
    with pytest.raises(ProblemError):
        mcp_configuration("claude", *sources, **options)


def test_an_unknown_host_is_told_the_known_ones() -> None:
    with pytest.raises(ProblemError) as caught:
        mcp_configuration("emacs", MODEL)
    assert caught.value.problems[0].fix == "Known: claude, vscode, cursor."


def test_nothing_heavy_is_imported_for_that() -> None:
    assert imported("mcp", MODEL, "--print-config", "claude") == (0, set())
    assert imported("mcp", "--help") == (0, set())
