"""Snippets as their readers run them: a file, an interpreter, environment variables."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

import clarifai_codegen
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.signature.datatype import Scalar
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.signature.method import Method
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.naming import class_name
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
MODELS = Path(__file__).parents[2] / "models"
FAILING = frozenset({"boom", "boom_gen", "ret_none", "generate_none"})
"""Methods of the models that fail, or answer with what cannot be sent."""

EMPTY = frozenset({"n_empty", "ret_empty"})
"""Methods that answer with an empty text."""


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
        told = bool(self.out.strip()) or self.method.name in EMPTY
        return self.code == 0 and told and wanted in self.out


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


def packages(place: Path = NODE) -> Path:
    """The folder of the installed npm packages; they are installed once, as locked."""
    folder = place / "node_modules"
    wanted = hashlib.sha256((place / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / ".installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=500)
        stamp.write_text(wanted)
    return folder


def served(endpoint: Endpoint) -> list[Entry]:
    """The models of an endpoint, as a project has them."""
    found = []
    for each in endpoint.models:
        address = endpoint.base_url
        with_pat = pytest.MonkeyPatch()
        with_pat.setenv("CLARIFAI_PAT", PAT)
        model = clarifai_codegen.read(each.url, base_url=address).model
        with_pat.undo()
        model = model.model_copy(update={"version_id": ""})
        name = class_name(model.model_id)
        found.append(Entry(name, model, each.url, digest(model)))
    return found


class Workplace:
    """A folder with clients, files to be sent, and snippets that are run in it.

    `python` is the interpreter of its Python.
    """

    def __init__(
        self, folder: Path, base_url: str, python: str = sys.executable
    ) -> None:
        self.folder = folder
        self.base_url = base_url
        self.local_port = 0
        self._interpreters = _INTERPRETERS | {"py": [python]}
        with wave.open(str(folder / "audio.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(b"\1\2" * 4000)
        Image.new("RGB", (8, 6), "red").save(folder / "image.jpg")
        (folder / "video.mp4").write_bytes(b"video")
        (folder / "package.json").write_text('{"type": "module"}')

    def write(self, entries: list[Entry], node: bool = False) -> None:
        """The clients of these models for Python and, if asked for, TypeScript."""
        write(emit_python(entries, Settings()), self.folder / "clarifai_models")
        if node:
            modules = packages()
            own = self.folder / "node_modules"
            own.mkdir()
            for child in modules.iterdir():
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
            text = text.replace("port=8000", f"port={self.local_port}")
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
            [*self._interpreters[flavor.suffix], str(path)],
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
