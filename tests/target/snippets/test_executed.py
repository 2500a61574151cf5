"""Snippets do what they say: each is a file, run against the local endpoint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.serve.runner import Runner
from clarifai_codegen.target.snippets.flavors import FLAVORS

from .running import MODELS, PAT, Run, Workplace, served

PYTHON = ["python", "python-async", "python-batch", "python-full", "clarifai-python"]
SHELL = ["cli", "curl"]
NODE = [name for name, flavor in FLAVORS.items() if flavor.suffix == "ts"]
OPENAI = [name for name in FLAVORS if name.startswith("openai-python")]
LITELLM = [name for name in FLAVORS if name.startswith("litellm")]
ECHOES = ("all_types", "first_argument_optional", "no_arguments")


def well(runs: list[Run]) -> list[str]:
    """What went wrong, which should be nothing, of runs of which there should be some."""
    assert runs
    return [
        f"{run.place}: {run.code} {run.out[-200:]} {run.err[-500:]}"
        for run in runs
        if not run.is_well
    ]


@pytest.fixture(scope="module")
def demo() -> Iterator[Endpoint]:
    with serve([DEMO], pat=PAT) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def talk() -> Iterator[Endpoint]:
    with serve([MODELS / "chat", MODELS / "mcp"], pat=PAT) as endpoint:
        yield endpoint


@pytest.mark.slow
def test_the_demo_model_is_called_from_python_and_from_a_shell(
    demo: Endpoint, tmp_path: Path
) -> None:
    place, entries = Workplace(tmp_path, demo.base_url), served(demo)
    place.write(entries)
    runs = place.run_all(entries, ["python", "clarifai-python", *SHELL])
    assert well(runs) == []
    assert len(runs) == 6 + 6 + 4 + 5


@pytest.mark.slow
def test_without_a_pat_a_snippet_names_the_variable(
    demo: Endpoint, tmp_path: Path
) -> None:
    place, entries = Workplace(tmp_path, demo.base_url), served(demo)
    place.write(entries)
    flavors = ["python", "clarifai-python", *SHELL]
    texts = [
        each for each in place.texts(entries[0], flavors) if each[0].name == "chat"
    ]
    assert len(texts) == len(flavors)
    for each in texts:
        run = place.run(entries[0], *each, pat="")
        assert run.code != 0
        assert "CLARIFAI_PAT" in run.err
        assert "Traceback" not in run.err


@pytest.mark.slow
def test_the_openai_package_calls_a_model_with_its_transport(
    talk: Endpoint, tmp_path: Path
) -> None:
    place, entries = Workplace(tmp_path, talk.base_url), served(talk)
    runs = place.run_all(entries, OPENAI)
    assert well(runs) == []
    said = {run.flavor.name: run.out for run in runs}
    assert said["openai-python"] == "Echo: What is the future of AI?\n"
    assert said["openai-python-stream"] == "Echo: What is the future of AI?\n"
    assert "It is sunny in" in said["openai-python-tools"]


@pytest.mark.slow
def test_an_mcp_client_lists_the_tools(talk: Endpoint, tmp_path: Path) -> None:
    place, entries = Workplace(tmp_path, talk.base_url), served(talk)
    (run,) = place.run_all(entries, ["mcp-python"])
    assert run.code == 0, run.err
    assert run.out.startswith("add {")


@pytest.mark.full
def test_the_other_python_flavours_call_the_demo_model(
    demo: Endpoint, tmp_path: Path
) -> None:
    place, entries = Workplace(tmp_path, demo.base_url), served(demo)
    place.write(entries)
    rest = [name for name in PYTHON if name not in ("python", "clarifai-python")]
    assert well(place.run_all(entries, rest)) == []
    assert well(place.run_all(entries, PYTHON, media="bytes")) == []


@pytest.mark.full
def test_the_sdk_calls_a_runner_on_this_machine(demo: Endpoint, tmp_path: Path) -> None:
    place, entries = Workplace(tmp_path, ""), served(demo)
    with Runner(DEMO) as runner:
        place.local_port = int(runner.address.rpartition(":")[2])
        runs = place.run_all(entries, ["clarifai-python-local"])
    assert well(runs) == []


@pytest.mark.full
def test_the_demo_model_is_called_from_node(demo: Endpoint, tmp_path: Path) -> None:
    place, entries = Workplace(tmp_path, demo.base_url), served(demo)
    place.write(entries, node=True)
    assert well(place.run_all(entries, NODE)) == []


@pytest.mark.full
def test_a_chat_model_is_called_from_node(talk: Endpoint, tmp_path: Path) -> None:
    place, entries = Workplace(tmp_path, talk.base_url), served(talk)
    place.write(entries, node=True)
    runs = place.run_all(entries, NODE)
    assert well(runs) == []
    said = {run.flavor.name: run.out for run in runs}
    for name in ("openai-typescript", "vercel"):
        assert said[name] == "Echo: What is the future of AI?\n"
        assert said[f"{name}-stream"] == "Echo: What is the future of AI?\n"
        assert "It is sunny in" in said[f"{name}-tools"]


@pytest.mark.full
def test_litellm_calls_a_model_with_its_transport(
    talk: Endpoint, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("litellm")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "litellm", "mcp"]
    subprocess.run(install, check=True, capture_output=True, timeout=500)
    place = Workplace(tmp_path, talk.base_url, python=str(python))
    runs = place.run_all(served(talk), LITELLM)
    assert well(runs) == []
    assert len(runs) == len(LITELLM)


@pytest.mark.full
@pytest.mark.parametrize("name", ECHOES)
def test_every_data_type_is_sent_from_python_and_from_a_shell(
    name: str, tmp_path: Path
) -> None:
    with serve([MODELS / name], pat=PAT) as endpoint:
        place, entries = Workplace(tmp_path, endpoint.base_url), served(endpoint)
        place.write(entries)
        assert well(place.run_all(entries, ["python", *SHELL])) == []


@pytest.mark.full
def test_every_data_type_is_sent_from_typescript(tmp_path: Path) -> None:
    with serve([MODELS / "all_types"], pat=PAT) as endpoint:
        place, entries = Workplace(tmp_path, endpoint.base_url), served(endpoint)
        place.write(entries, node=True)
        assert well(place.run_all(entries, ["typescript"])) == []


@pytest.mark.full
def test_every_data_type_is_sent_by_the_sdk(tmp_path: Path) -> None:
    with serve([MODELS / "all_types"], pat=PAT) as endpoint:
        place, entries = Workplace(tmp_path, endpoint.base_url), served(endpoint)
        assert well(place.run_all(entries, ["clarifai-python"])) == []
