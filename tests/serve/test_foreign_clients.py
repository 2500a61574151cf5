"""Clients that no one here wrote, each in an environment of its own; and a browser."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.typescript.npm import Project, node, run

from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.endpoint import Endpoint

pytestmark = pytest.mark.full

CLIENTS = Path(__file__).parent / "clients"
GENERATED = Path(__file__).parents[2] / "generated/typescript"
MODEL = "https://clarifai.com/demo/main/models/chat"
TOLD = "The tool said: rose is a flower"
FAILED = "Model prediction failed: boom"


def arguments(endpoint: Endpoint) -> tuple[str, str, str]:
    return f"{endpoint.base_url}/v2/ext/openai/v1", "the-pat", MODEL


def installed(folder: Path, script: str, *packages: str) -> None:
    """A folder with a script and what it needs from npm."""
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    run(["npm", "install", "--no-audit", "--no-fund", *packages], folder)
    shutil.copy(CLIENTS / script, folder)


def test_the_vercel_ai_sdk(tmp_path: Path, web: Endpoint) -> None:
    packages = ("ai@6", "@ai-sdk/openai-compatible@2", "zod@4")
    installed(tmp_path, "vercel.mjs", *packages)
    assert json.loads(node(tmp_path, "vercel.mjs", *arguments(web))) == {
        "text": "Echo: hello",
        "stream": ["Echo: ", "a ", "b"],
        "tool": TOLD,
        "streamedTool": TOLD,
        "embeddings": [[0.5, -1]] * 2,
        "error": [500, FAILED],
    }


def test_openais_package_for_javascript(tmp_path: Path, web: Endpoint) -> None:
    installed(tmp_path, "openai.mjs", "openai@6")
    assert json.loads(node(tmp_path, "openai.mjs", *arguments(web))) == {
        "text": "Echo: hello",
        "stream": ["", "Echo: ", "a ", "b", None, None],
        "tool": TOLD,
        "response": "Echo: a",
        "embedding": [0.5, -1],
        "error": [500, f"500 {FAILED}"],
    }


def test_litellm(tmp_path: Path, web: Endpoint) -> None:
    run([sys.executable, "-m", "venv", tmp_path / "venv"], tmp_path)
    python = tmp_path / "venv/bin/python"
    packages = ("litellm==1.106.2", "mcp>=2")  # it imports mcp and does not require it
    run([python, "-m", "pip", "install", "--quiet", *packages], tmp_path)
    script = CLIENTS / "litellm_client.py"
    answers = json.loads(run([python, script, *arguments(web)], tmp_path))
    status, message = answers.pop("error")
    assert (status, FAILED in message) == (500, True)
    assert answers == {
        "text": "Echo: hello",
        "stream": ["Echo: ", "a ", "b"],
        "tool": TOLD,
    }


def test_clarifais_package_for_node(tmp_path: Path, endpoint: Endpoint) -> None:
    installed(tmp_path, "nodejs.mjs", "clarifai-nodejs@0.4.0")
    told = node(tmp_path, "nodejs.mjs", endpoint.base_url, "the-pat")
    answers = json.loads(told.splitlines()[-1])
    assert answers["methods"][:2] == ["describe_image", "make_thumbnail"]
    assert (answers["status"], answers["output"]) == (10000, True)
    assert "API key not found" in answers["error"]


@pytest.fixture
def open_to_all() -> Iterator[str]:
    """A browser holds no PAT."""
    with serve([DEMO]) as endpoint:
        yield endpoint.base_url


def test_a_page_with_a_generated_client(tmp_path: Path, open_to_all: str) -> None:
    assert shutil.which("chromium"), "a browser is needed: apt-get install chromium"
    project = Project(tmp_path / "project")
    shutil.copytree(GENERATED, project.folder / "models")
    shutil.copy(CLIENTS / "page.mjs", project.folder)
    answers: Any = json.loads(node(project.folder, "page.mjs", open_to_all))
    assert answers == ["Hello, friend. What is on your mind?", ["a ", "b"]]
