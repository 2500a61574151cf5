"""Application code before and after: what is moved, what is left, what both print."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarifai_codegen import generate
from clarifai_codegen.cli.main import run
from clarifai_codegen.migrate import migrate
from clarifai_codegen.serve import serve
from clarifai_codegen.serve.endpoint import Endpoint

MODEL = Path(__file__).parents[1] / "models" / "gpt-4_1"
URL = "https://clarifai.com/openai/chat-completion/models/gpt-4_1"


def moved(text: str, tmp_path: Path) -> tuple[str, list[str]]:
    """The text after, and what was said of what is left; twice changes nothing."""
    file = tmp_path / "app.py"
    file.write_text(text)
    found = migrate([file], package="app.models", write=True)
    after = file.read_text()
    migrate([file], package="app.models", write=True)
    assert file.read_text() == after
    return after, [problem.what for each in found for problem in each.problems]


def test_a_client_and_its_options(tmp_path: Path) -> None:
    before = f"""import os
from clarifai.client import Model

URL = "{URL}"
model = Model(url=URL, token="t", root_certificates_path="c", deployment_id="d")  # kept
print(model.predict("hi", max_tokens=5))
"""
    after, left = moved(before, tmp_path)
    assert not left
    assert after == f"""import os
from app.models import Gpt4_1

URL = "{URL}"
model = Gpt4_1(session_token="t", root_certificates="c", deployment_id="d")  # kept
print(model.predict("hi", max_tokens=5))
"""


def test_awaits_that_are_broken_are_mended(tmp_path: Path) -> None:
    before = f"""from clarifai.client.model import Model


async def main():
    model = Model("{URL}")
    print(await (await model.async_predict(prompt="a")))
    print(await model.async_predict(prompt="a"))
    async for piece in await (await model.async_generate(prompt="a")):
        print(piece)
"""
    after, left = moved(before, tmp_path)
    assert not left
    assert after == """from app.models import AsyncGpt4_1


async def main():
    model = AsyncGpt4_1()
    print(await model.predict(prompt="a"))
    print(await model.predict(prompt="a"))
    async for piece in model.generate(prompt="a"):
        print(piece)
"""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("model.generate_by_url('u')", "`generate_by_url` is not a method"),
        ("model.list_versions()", "`list_versions` is not a method"),
        ("model.predict('a', with_proto=True)", "`with_proto` has no counterpart"),
        ("use(model)", "handed on"),
        ("model = 1", "assigned more than once"),
        ("model.client.predict('a')", "`client` is not a method"),
        ("function = model.predict", "`.predict` is not called"),
    ],
)
def test_what_is_not_sure_is_left_alone(line: str, why: str, tmp_path: Path) -> None:
    before = f"from clarifai.client import Model\nmodel = Model(url='{URL}')\n{line}\n"
    after, left = moved(before, tmp_path)
    assert after == before
    assert why in left[0]


@pytest.mark.parametrize(
    "made",
    [
        "Model(url=name())",
        "Model(model_id='m', user_id='u', app_id='a', model_version={'id': 'v'})",
        "Model(**options)",
        f"Model(url='{URL}/versions/abc')",
    ],
)
def test_a_model_that_is_not_known_is_left_alone(made: str, tmp_path: Path) -> None:
    before = f"from clarifai.client import Model\nmodel = {made}\nmodel.predict('a')\n"
    after, left = moved(before, tmp_path)
    assert after == before
    assert len(left) == 1


def test_models_of_other_packages_are_not_ours(tmp_path: Path) -> None:
    before = "from django.db.models import Model\n# clarifai\nmodel = Model(url='u/a/models/m')\n"
    assert moved(before, tmp_path) == (before, [])


PROGRAM = """from clarifai.client import Model

model = Model(url="{url}", pat="anything", base_url="{base}")
print(model.predict(prompt="hello", max_tokens=8))
print("".join(model.generate(prompt="some more words")))
print(
    Model(user_id="openai", app_id="chat-completion", model_id="gpt-4_1", pat="anything",
          base_url="{base}").predict("positional")
)
"""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve([MODEL]) as endpoint:
        yield endpoint


@pytest.mark.slow
def test_the_program_prints_the_same_before_and_after(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    base = f"http://{endpoint.address}"
    generate(MODEL, output=tmp_path / "clarifai_models", targets=["python"])
    file = tmp_path / "app.py"
    file.write_text(PROGRAM.format(url=URL, base=base))
    before = printed(file)
    assert run(["migrate", str(file), "--write"]) == 0
    assert "clarifai.client" not in file.read_text()
    assert printed(file) == before != ""


def printed(file: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"HOME": str(file.parent)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
