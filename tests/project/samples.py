"""Small signatures and projects for the tests of this room and of the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from clarifai_codegen.problems import Problem

CANARY = "mine.txt"


def field(name: str, type: str = "STR", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, **more}


def method(name: str, *inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "methodType": "UNARY_UNARY",
        "inputFields": list(inputs) or [field("prompt", required=True)],
        "outputFields": [field("return")],
        **more,
    }


BAD_METHOD = method("broken", methodType="STREAMING_UNARY")


def document(
    model_id: str = "m", *methods: dict[str, Any], **ids: str
) -> dict[str, Any]:
    known = {"user_id": "u", "app_id": "a", "model_id": model_id, **ids}
    return {
        "model": {key: value for key, value in known.items() if value},
        "method_signatures": list(methods) or [method("predict")],
    }


def save(path: Path, *arguments: Any, **ids: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document(*arguments, **ids)), "utf-8")
    return path


def configure(folder: Path, *names: str, head: str = "") -> Path:
    """A configuration with a signatures file for each name, in its folder."""
    lines = [head]
    for name in names:
        file = folder / "signatures" / f"{name.lower()}.json"
        if not file.exists():
            save(file, name.lower())
        lines += [
            "[[models]]",
            f'source = "signatures/{file.name}"',
            f'name = "{name}"',
        ]
    configuration = folder / "clarifai-codegen.toml"
    configuration.write_text("\n".join(lines) + "\n", "utf-8")
    return configuration


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Each file below a folder: its time of change and its content."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_mtime_ns, _content(path))
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def _content(path: Path) -> bytes:
    return os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
