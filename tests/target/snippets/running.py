"""Snippets as their readers run them: a file, an interpreter, environment variables."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from clarifai_codegen.signature.datatype import Scalar
from clarifai_codegen.signature.method import Method
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit as emit_python
from clarifai_codegen.target.snippets.emit import Writer
from clarifai_codegen.target.snippets.flavors import FLAVORS, Flavor
from clarifai_codegen.target.snippets.options import options_of
from clarifai_codegen.target.snippets.site import Site
from clarifai_codegen.target.typescript.emit import emit as emit_typescript

from ..corpus import write

PAT = "the-pat"
HERE = Path(__file__).parent
NODE = HERE / "npm"
FAILING = frozenset({"boom", "boom_gen", "ret_none", "generate_none"})
"""Methods of the models that fail, or answer with what cannot be sent."""


class Run(NamedTuple):
    """A snippet and how it went."""

    entry: Entry
    method: Method
    flavor: Flavor
    text: str
    code: int
    out: str
    err: str

    @property
    def place(self) -> str:
        return f"{self.entry.name}.{self.method.name} {self.flavor.name}"

    @property
    def is_well(self) -> bool:
        """Whether it ended well and printed what the model answers."""
        wanted = expected(self.method, self.entry.name, self.flavor)
        return self.code == 0 and bool(self.out.strip()) and wanted in self.out


def expected(method: Method, model: str, flavor: Flavor) -> str:
    """What the output holds, whatever the client: a piece of the model's answer."""
    if flavor.family in ("openai", "mcp"):
        return ""
    if model == "Demo":
        return _DEMO[method.name] if flavor.name != "clarifai-node" else ""
    echoes = method.name.startswith(("echo_str", "echo_text", "generate_str"))
    plain = method.answer == Scalar(type="STR") and echoes
    return "What is the future of AI?" if plain else ""


_DEMO = {
    "chat": "What do you think yourself?",
    "describe_image": "width",
    "make_thumbnail": "",
    "measure_levels": "peak",
    "read_aloud": "What is the future of AI?",
    "text_statistics": "sentences",
}


class Workplace:
    """A folder with clients, files to be sent, and snippets that are run in it."""

    def __init__(self, folder: Path, base_url: str, local_port: int = 0) -> None:
        self.folder = folder
        self.base_url = base_url
        self._local_port = local_port
        with wave.open(str(folder / "audio.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(b"\1\2" * 4000)
        Image.new("RGB", (8, 6), "red").save(folder / "image.jpg")
        (folder / "video.mp4").write_bytes(b"video")
        (folder / "package.json").write_text('{"type": "module"}')

    def write(self, entries: list[Entry]) -> None:
        """The clients of these models, for Python and, where npm was run, TypeScript."""
        write(emit_python(entries, Settings()), self.folder / "clarifai_models")
        modules = NODE / "node_modules"
        if modules.is_dir():
            own = self.folder / "node_modules"
            own.mkdir(exist_ok=True)
            for child in modules.iterdir():
                if not (own / child.name).exists():
                    (own / child.name).symlink_to(child)
            package = own / "clarifai-models"
            options = {"package": "clarifai-models", "extensions": "js"}
            write(emit_typescript(entries, Settings(options=options)), package)
            built = [str(modules / ".bin" / "tsc"), "-p", str(package)]
            subprocess.run(built, check=True, capture_output=True, timeout=300)

    def texts(
        self, entry: Entry, flavors: list[str], media: str = "file"
    ) -> Iterator[tuple[Method, Flavor, str]]:
        """The snippets of a model that can be run."""
        given = {"media": media, "base_url": self.base_url}
        options = options_of(given)
        writer, site = Writer(Settings(options=given), options), Site(entry, options)
        for method in entry.model.methods:
            for name in flavors:
                snippet = writer.snippet(FLAVORS[name], site, method)
                if not snippet.why and method.name not in FAILING:
                    yield method, snippet.flavor, snippet.text

    def run(
        self, entry: Entry, method: Method, flavor: Flavor, text: str, pat: str = PAT
    ) -> Run:
        """Run one snippet."""
        number = f"{entry.name}-{method.name}-{flavor.name}".replace("/", "-")
        path = self.folder / f"{number}.{flavor.suffix}"
        if flavor.variant == "local":
            text = text.replace("port=8000", f"port={self._local_port}")
        path.write_text(text, encoding="utf-8")
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "HOME": str(home),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder),
            "CLARIFAI_USER_ID": "someone",
            "NO_COLOR": "1",
            **({"CLARIFAI_PAT": pat} if pat else {}),
        }
        done = subprocess.run(
            [*_INTERPRETERS[flavor.suffix], str(path)],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        out, err = done.stdout, done.stderr
        return Run(entry, method, flavor, text, done.returncode, out, err)

    def run_all(
        self, entries: list[Entry], flavors: list[str], media: str = "file"
    ) -> list[Run]:
        """Run all snippets of the models, some at once."""
        work = [
            (entry, *each)
            for entry in entries
            for each in self.texts(entry, flavors, media)
        ]
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda each: self.run(*each), work))


_INTERPRETERS = {
    "py": [sys.executable],
    "sh": [shutil.which("bash") or "bash"],
    "ts": [shutil.which("node") or "node", "--import", "tsx"],
}
