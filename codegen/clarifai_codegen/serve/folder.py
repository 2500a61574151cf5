"""Model directories: what they are called, and which state they are in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..shown import shown

__all__ = ["Folder", "read_folder"]

_MODEL_FILES = ("model.py", "1/model.py")
_KEYS = {"user_id": "user_id", "app_id": "app_id", "model_id": "id"}
_HEAD = 2**20
_SKIPPED = ("__pycache__",)


@dataclass(frozen=True, slots=True)
class Folder:
    """A model directory. `told` are the ids that its config.yaml tells."""

    path: Path
    told: Mapping[str, str]
    model_type_id: str = ""

    @property
    def user_id(self) -> str:
        """The user that the model is served under."""
        return self.told.get("user_id", "local")

    @property
    def app_id(self) -> str:
        """The app that the model is served under."""
        return self.told.get("app_id", "local")

    @property
    def model_id(self) -> str:
        """The id that the model is served under."""
        return self.told.get("model_id") or self.path.resolve().name or "model"

    def version_id(self) -> str:
        """A digest of the directory's files: of their names, sizes and first MiB.

        So weights of many GiB do not delay the start.
        """
        digest = hashlib.sha256()
        for file in _files(self.path):
            name = file.relative_to(self.path).as_posix()
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
            entry = f"{name}\0{file.stat().st_size}\0".encode(errors="surrogateescape")
            digest.update(entry + hashlib.sha256(head).digest())
        return digest.hexdigest()[:32]


def read_folder(path: Path) -> Folder:
    """The model directory at a path.

    Raises ProblemError: `bad-source` where it is none, `bad-syntax` for its config.yaml.
    """
    name = shown(str(path))
    if not any((path / each).is_file() for each in _MODEL_FILES):
        what = (
            f"{name!r} is no model directory: it has neither model.py nor 1/model.py."
        )
        raise ProblemError(Problem("bad-source", what, Where(file=name)))
    config = path / "config.yaml"
    document = _config(config)
    model = document.get("model") if isinstance(document, dict) else None
    if not isinstance(model, dict):
        what = f"{shown(str(config))!r} has no section `model`."
        fix = "Clarifai's runner wants at least: model: {id: my-model}"
        raise ProblemError(Problem("bad-source", what, Where(file=name), fix))
    told = {key: str(model[word]) for key, word in _KEYS.items() if model.get(word)}
    return Folder(path, MappingProxyType(told), str(model.get("model_type_id") or ""))


def _config(path: Path) -> Any:
    import yaml

    where = Where(file=shown(str(path)))
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        what = f"{where.file!r} cannot be read: {error.strerror or error}."
        fix = (
            "Clarifai's runner wants a config.yaml with at least: model: {id: my-model}"
        )
        raise ProblemError(Problem("bad-source", what, where, fix)) from None
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError) as error:
        what = f"{shown(str(error))}."
        raise ProblemError(Problem("bad-syntax", what, where)) from None


def _files(root: Path) -> list[Path]:
    """Regular files, sorted; hidden ones and what Python caches do not count."""
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = [
            each for each in folders if each not in _SKIPPED and each[0] != "."
        ]
        found += [Path(folder, each) for each in files if each[0] != "."]
    return sorted(each for each in found if each.is_file())
