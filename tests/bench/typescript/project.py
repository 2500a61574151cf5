"""A folder with the generated client, and the programs that call it bundled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.typescript.npm import Project, node, run

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.typescript.emit import emit

from .signatures import IDS, SIGNATURES

PROGRAMS = Path(__file__).parent / "programs"
SDK = "clarifai-nodejs@0.4.0"


def write_client(folder: Path) -> None:
    """The client `Bench`, as `generate` writes it."""
    ids = dict(zip(("user_id", "app_id", "model_id"), IDS, strict=True))
    model = decode({"model": ids, "method_signatures": list(SIGNATURES)}).model
    entry = Entry("Bench", model, "bench", digest(model))
    for path, text in emit([entry], Settings()).files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


@contextmanager
def project() -> Iterator[Path]:
    """A folder with `ours.mjs` and `bare.mjs`, and `sdk.mjs` where npm finds the SDK."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        sources = Project(folder / "sources").folder
        shutil.copytree(PROGRAMS, sources, dirs_exist_ok=True)
        write_client(sources / "models")
        sdk = folder / "sdk"
        sdk.mkdir()
        for party in ("ours", "bare", *(["sdk"] if install_sdk(sdk) else [])):
            to = sdk if party == "sdk" else folder
            node(sources, "bundle.mjs", f"{party}.ts", str(to / f"{party}.mjs"))
        yield folder


def install_sdk(folder: Path) -> bool:
    """Whether npm could install Clarifai's package, of 120 MB."""
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", SDK]
    try:
        run([*command], folder)
    except AssertionError:
        return False
    return True
