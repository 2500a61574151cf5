"""The npm packages of these tests, and projects that use them."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["COMPILERS", "STRICT", "Project", "node", "packages"]

HERE = Path(__file__).parent
COMPILERS = ("typescript", "typescript7")
"""The packages of tsc: 5.9 and 7."""

STRICT: Mapping[str, Any] = {
    "target": "es2022",
    "module": "nodenext",
    "moduleResolution": "nodenext",
    "lib": ["es2022", "dom", "dom.iterable", "dom.asynciterable"],
    "types": ["node"],
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noPropertyAccessFromIndexSignature": True,
    "noImplicitOverride": True,
    "noImplicitReturns": True,
    "noUnusedLocals": True,
    "noUnusedParameters": True,
    "isolatedModules": True,
    "isolatedDeclarations": True,
    "declaration": True,
    "verbatimModuleSyntax": True,
    "erasableSyntaxOnly": True,
    "skipLibCheck": False,
}
"""Every flag that a strict project sets."""


def packages(home: Path = HERE, command: Sequence[str] = ("ci",)) -> Path:
    """The folder of the installed packages; they are installed once, as locked."""
    folder = home / "node_modules"
    wanted = hashlib.sha256((home / "package-lock.json").read_bytes()).hexdigest()
    with (home / ".npm.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        stamp = folder / ".installed"
        if not stamp.is_file() or stamp.read_text() != wanted:
            run(["npm", *command, "--no-audit", "--no-fund"], home)
            stamp.write_text(wanted)
    return folder


def run(command: list[str | Path], folder: Path, **env: str) -> str:
    """What a program says; it must end well."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def node(folder: Path, *arguments: str, **env: str) -> str:
    """What a run of Node says."""
    return run([shutil.which("node") or "node", *arguments], folder, **env)


class Project:
    """A user's folder with the packages of these tests in reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.packages = packages()
        (folder / "node_modules").symlink_to(self.packages)
        self.write("package.json", {"private": True, "type": "module"})

    def write(self, path: str, content: Any) -> None:
        """A file; anything but a text becomes JSON."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=2)
        file.write_text(text, encoding="utf-8")

    def compile(self, compiler: str = "typescript", **options: Any) -> str:
        """Run tsc with the strict options and these; it must find nothing."""
        settings = {"noEmit": True, **STRICT, **options}
        self.write(
            "tsconfig.json", {"compilerOptions": settings, "include": ["**/*.ts"]}
        )
        tsc = self.packages / compiler / "bin" / "tsc"
        return node(self.folder, str(tsc), "-p", ".")
