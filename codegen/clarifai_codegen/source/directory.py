"""Signatures of a model directory: its runner is started, asked, and stopped."""

from __future__ import annotations

import os
from pathlib import Path

from ..problems import Problem, ProblemError
from ..signature.decode import Decoded
from .reference import Reference
from .runner import read_at

__all__ = ["read"]


def read(reference: Reference) -> Decoded:
    """The model in a model directory (or around a `model.py`), with the ids that its
    config.yaml tells. The model's code runs, as it does on the platform.

    Raises ProblemError: `bad-source`, `missing-extra`, `cannot-serve`, or what the
    signatures themselves get.
    """
    from ..serve.folder import read_folder
    from ..serve.runner import Runner

    assert reference.path is not None
    folder = read_folder(_root(reference.path, reference.text))
    with Runner(folder.path) as server:
        return read_at(f"grpc://{server.address}", reference, folder.told)


def _root(path: Path, text: str) -> Path:
    """The model directory: of `DIR/1/model.py` and `DIR/model.py` it is DIR."""
    if path.suffix != ".py":
        return path
    absolute = Path(os.path.abspath(path))
    root = absolute.parent
    if root.name == "1" and not (root / "config.yaml").exists():
        root = root.parent
    if absolute.name != "model.py" or not (root / "config.yaml").exists():
        what = f"{text!r} is not the model.py of a model directory."
        fix = "A model directory holds config.yaml, and model.py in it or in 1/."
        raise ProblemError(Problem("bad-source", what, fix=fix))
    return root
