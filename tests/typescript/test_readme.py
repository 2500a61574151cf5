"""The README's TypeScript runs as it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clarifai_codegen.serve import serve
from clarifai_codegen.target.typescript.package import DEPENDENCIES
from tests.end_to_end.test_readme import MODELS, blocks, lines
from tests.tools.language_model import Answer, serving

from .npm import node, run

pytestmark = pytest.mark.full

PAT = "of the tests"
COMPILER = {
    "target": "es2022",
    "module": "nodenext",
    "strict": True,
    "lib": ["es2022", "dom"],
    "types": ["node"],
    "skipLibCheck": True,
    "outDir": "dist",
}


def followed(folder: Path, part: str, *packages: str, **more: str) -> tuple[str, int]:
    """What the programs of a part say, and how many they are."""
    (folder / "package.json").write_text('{"type": "module"}')
    path = f"{Path(sys.executable).parent}:"
    programs = []
    with serve([MODELS / "gpt-4_1"], pat=PAT) as endpoint:
        env = {"CLARIFAI_PAT": PAT, "CLARIFAI_API_BASE": endpoint.base_url, **more}
        for language, text in blocks(part):
            if language == "console":
                for command in lines(text):
                    script = f'PATH="{path}$PATH" {command}'
                    run(["bash", "-c", script], folder, **env)
            else:
                programs.append(f"block{len(programs)}")
                (folder / f"{programs[-1]}.ts").write_text(text, encoding="utf-8")
        install = ["npm", "install", "-D", "typescript@5.9", "@types/node@20"]
        run([*install, *packages], folder)
        settings = {"compilerOptions": COMPILER, "include": ["*.ts"]}
        (folder / "tsconfig.json").write_text(json.dumps(settings))
        run(["npx", "tsc"], folder)
        said = [node(folder, f"dist/{name}.js", **env) for name in programs]
    return "".join(said), len(programs)


def test_the_blocks_of_typescript_compile_and_run(tmp_path: Path) -> None:
    (tmp_path / "cat.jpg").write_bytes(b"a cat")
    said, many = followed(tmp_path, "typescript")
    assert "'What is in this picture?' and 5 bytes of image" in said
    assert "A long story".replace(" ", "") in said
    assert "invalidArgument" in said
    assert many == 3


def test_the_blocks_for_agents_compile_and_run(tmp_path: Path) -> None:
    call = ("gpt_4_1__predict", '{"prompt": "Greet me.", "max_tokens": null}')
    needed = [f"{name}@{version}" for name, version in DEPENDENCIES.items()]
    packages = [*needed, "openai@6.49.0", "ai@6.0.326"]
    with serving() as model:
        model.says(*[Answer(calls=[call]), Answer("It greets you.")] * 2)
        environment = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "none"}
        said, many = followed(tmp_path, "agents_typescript", *packages, **environment)
    assert "It greets you. 2 [ 'gpt_4_1__predict' ]" in said
    assert "response.completed" in said
    assert "- max_tokens: 5000 is above the maximum of 4096 true" in said
    assert "'hello'" in said
    assert many == 1
