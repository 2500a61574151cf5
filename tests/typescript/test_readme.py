"""The README's TypeScript runs as it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clarifai_codegen.serve import serve
from tests.end_to_end.test_readme import MODELS, blocks, lines

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


def test_the_blocks_of_typescript_compile_and_run(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "cat.jpg").write_bytes(b"a cat")
    path = f"{Path(sys.executable).parent}:"
    programs = []
    with serve([MODELS / "gpt-4_1"], pat=PAT) as endpoint:
        env = {"CLARIFAI_PAT": PAT, "CLARIFAI_API_BASE": endpoint.base_url}
        for language, text in blocks("typescript"):
            if language == "console":
                for command in lines(text):
                    script = f'PATH="{path}$PATH" {command}'
                    run(["bash", "-c", script], tmp_path, **env)
            else:
                programs.append(f"block{len(programs)}")
                (tmp_path / f"{programs[-1]}.ts").write_text(text, encoding="utf-8")
        run(["npm", "install", "-D", "typescript@5.9", "@types/node@20"], tmp_path)
        settings = {"compilerOptions": COMPILER, "include": ["*.ts"]}
        (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
        run(["npx", "tsc"], tmp_path)
        said = "".join(node(tmp_path, f"dist/{name}.js", **env) for name in programs)
    assert "'What is in this picture?' and 5 bytes of image" in said
    assert "A long story".replace(" ", "") in said
    assert "invalidArgument" in said
    assert len(programs) == 3
