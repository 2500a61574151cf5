"""What runs a snippet: an interpreter, our clients where it imports them, packages."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError
from ..target.entry import Emitted, Entry, Settings
from ..target.snippets.flavors import Flavor

__all__ = ["prepared"]

Prepared = tuple[list[str], dict[str, Any]]
_TSX = "tsx"
_CLIENT = "./clarifai-models/index.js"
_PACKAGE = re.compile(r"(?:@[\w.-]+/)?[\w.-]+")


def prepared(
    flavor: Flavor, entry: Entry, folder: Path, options: Mapping[str, Any]
) -> Prepared:
    """The command that runs a snippet of the folder, and options that it needs for that.

    Raises ProblemError `missing-package`.
    """
    return _RUNNERS[flavor.suffix](flavor, entry, folder, options)


def _python(
    flavor: Flavor, entry: Entry, folder: Path, options: Mapping[str, Any]
) -> Prepared:
    if flavor.family == "python":
        from ..target.python.emit import emit

        package = str(options.get("package") or "clarifai_models")
        root = folder.joinpath(*package.split("."))
        _write(emit([entry], Settings()), root)
    return [sys.executable], {}


def _shell(
    flavor: Flavor, entry: Entry, folder: Path, options: Mapping[str, Any]
) -> Prepared:
    return [_program("bash")], {}


def _typescript(
    flavor: Flavor, entry: Entry, folder: Path, options: Mapping[str, Any]
) -> Prepared:
    """Packages are those of the working directory: a snippet's own, and tsx."""
    node = _program("node")
    install = flavor.install.removeprefix("npm install").replace('"', " ")
    names = [match[0] for word in install.split() if (match := _PACKAGE.match(word))]
    modules = _node_modules([_TSX, *names])
    (folder / "node_modules").symlink_to(modules, target_is_directory=True)
    (folder / "package.json").write_text('{"type": "module"}\n')
    command = [node, str(modules / _TSX / "dist" / "cli.mjs")]
    if flavor.family != "typescript":
        return command, {}
    from ..target.typescript.emit import emit

    chosen = {"names": options.get("names") or "preserve"}
    _write(emit([entry], Settings(options=chosen)), (folder / _CLIENT).parent)
    return command, {"module": _CLIENT}


_Runner = Callable[[Flavor, Entry, Path, Mapping[str, Any]], Prepared]
_RUNNERS: dict[str, _Runner] = {"py": _python, "sh": _shell, "ts": _typescript}


def _node_modules(names: list[str]) -> Path:
    """The nearest folder of packages from the working directory upward."""
    here = Path.cwd()
    places = [each / "node_modules" for each in (here, *here.parents)]
    modules = next((each for each in places if each.is_dir()), places[0])
    missing = [name for name in names if not (modules / name).is_dir()]
    if missing:
        what = f"Node has no packages here for the snippet: {', '.join(missing)}."
        raise _missing(what, f"Run: npm install {' '.join(missing)}")
    return modules


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        what = f"There is no {name} on this machine to run the snippet."
        raise _missing(what, f"Install {name}, or leave out --with-output.")
    return found


def _missing(what: str, fix: str) -> ProblemError:
    return ProblemError(Problem("missing-package", what, fix=fix))


def _write(emitted: Emitted, root: Path) -> None:
    for path, text in emitted.files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
