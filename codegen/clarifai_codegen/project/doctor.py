"""What keeps a project from working, found without calling anyone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from urllib.parse import urlsplit

from ..problems import Problem, ProblemError, Where
from ..runtime.python.address import DEFAULT_BASE, parse_base
from ..runtime.python.credentials import resolve_access
from ..runtime.python.errors import ClarifaiError
from .configuration import Configuration
from .discovery import OWN_NAME, find, load_file, settings_in
from .manifest import load_manifest
from .texts import digest_of, lf, path_shown

__all__ = ["Diagnosis", "diagnose"]

_PACKAGES = ("grpc", "clarifai_grpc")
_WEBSITES = ("clarifai.com", "www.clarifai.com")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, and what was found."""

    looked_at: tuple[str, ...]
    problems: tuple[Problem, ...]


def diagnose(config: Path | None = None, project: Path | None = None) -> Diagnosis:
    """Look at configuration, credentials, address, packages, lock and files.

    Nothing is sent and nothing is written. Problems of the configuration itself are among
    those found.
    """
    start = (project or Path.cwd()).absolute()
    problems: list[Problem] = []
    configuration: Configuration | None = None
    try:
        file = config.absolute() if config else find(start)
        configuration = load_file(file) if file else None
    except ProblemError as error:
        problems += error.problems
        file = None
    if file is not None:
        problems += _other_configurations(file)
    for look in _LOOKS.values():
        try:
            problems += look(configuration, start)
        except ProblemError as error:
            problems += error.problems
    return Diagnosis(("configurations", *_LOOKS), tuple(dict.fromkeys(problems)))


def _other_configurations(file: Path) -> Iterator[Problem]:
    """Others beside it or further up: the nearest one counts, and of two in a folder
    clarifai-codegen.toml. One further up may be meant so: it is a warning."""
    for folder in (file.parent, *file.parent.parents):
        for other in settings_in(folder):
            if other == file:
                continue
            counts, idle = path_shown(file), path_shown(other)
            what = f"{counts} counts, and {idle} does not."
            fix = f"Keep one of the two. To drop the first, run: rm {quote(counts)}"
            if other.name == OWN_NAME:
                fix = f"Keep one of the two. To drop the second, run: rm {quote(idle)}"
            above = folder != file.parent
            yield Problem(
                "two-configurations", what, Where(file=idle), fix, warning=above
            )


def _credentials(configuration: Configuration | None, _: Path) -> Iterator[Problem]:
    """A PAT for each platform that models are fetched from."""
    wanted = {("", "")}
    if configuration is not None:
        wanted = {
            (source.base_url, source.pat_env)
            for source in configuration.models
            if source.reference().kind == "platform"
        }
    for base_url, pat_env in sorted(wanted):
        pat_env = pat_env or "CLARIFAI_PAT"
        try:
            resolve_access(base_url=base_url, pat_env=pat_env).metadata  # noqa: B018
        except ClarifaiError as error:
            fix = f"Run: export {pat_env}=...   PATs are made at "
            fix += "https://clarifai.com/settings/security"
            yield Problem("no-credentials", f"{error.message}.", fix=fix)


def _addresses(configuration: Configuration | None, _: Path) -> Iterator[Problem]:
    """Base URLs that no API answers at."""
    mend = f"Run: export CLARIFAI_API_BASE={DEFAULT_BASE}"
    rows = [(os.environ.get("CLARIFAI_API_BASE", ""), Where(), mend)]
    for source in configuration.models if configuration else ():
        fix = f'Write: base_url = "{DEFAULT_BASE}"'
        rows.append((source.base_url, source.where, fix))
    for base_url, where, fix in rows:
        if base_url and (what := _fault_of(base_url)):
            yield Problem("wrong-base", what, where, fix)


def _fault_of(base_url: str) -> str:
    try:
        target = parse_base(base_url)
    except ValueError as error:
        return f"{error}."
    parts = urlsplit(base_url if "://" in base_url else f"//{base_url}")
    if parts.hostname in _WEBSITES:
        return f"{base_url} is the website; the API is at {DEFAULT_BASE}."
    if parts.path.rstrip("/") not in ("", "/v2"):
        return f"{base_url} has a path, which is ignored."
    if not target.secure and not target.is_loopback:
        return f"{base_url} sends the PAT in the clear."
    return ""


def _packages(configuration: Configuration | None, _: Path) -> Iterator[Problem]:
    """What generated clients import, where the project would import it from."""
    outputs = configuration.outputs if configuration else ()
    folders = {each.target.name: each.folder for each in outputs}
    if configuration is not None and "python" in folders:
        python = _python(configuration.root)
        if python and _missing_in(python):
            what = f"{path_shown(python)} has no grpcio, or no clarifai-grpc."
            fix = (
                f"Run: {quote(path_shown(python))} -m pip install grpcio clarifai-grpc"
            )
            yield Problem("missing-package", what, fix=fix)
    if "typescript" in folders:
        from ..target.typescript.package import DEPENDENCIES

        folder = folders["typescript"]
        homes = [each / "node_modules" for each in (folder, *folder.parents)]
        missing = [
            f'"{name}@{version}"'
            for name, version in DEPENDENCIES.items()
            if not any((home / name).is_dir() for home in homes)
        ]
        if missing:
            what = f"{path_shown(folder)} finds not all packages that it imports."
            fix = f"Run: npm install {' '.join(missing)}"
            yield Problem("missing-package", what, fix=fix)


def _python(root: Path) -> str:
    """The interpreter of the active environment, else of the project's, else ours."""
    active = os.environ.get("VIRTUAL_ENV")
    homes = [Path(active)] if active else [root / ".venv", root / "venv"]
    names = ("bin/python", "Scripts/python.exe")
    found = [str(home / name) for home in homes for name in names]
    return next((each for each in found if os.path.exists(each)), sys.executable)


def _missing_in(python: str) -> bool:
    code = f"import importlib.util as u; assert all(map(u.find_spec, {_PACKAGES!r}))"
    try:
        done = subprocess.run([python, "-I", "-c", code], capture_output=True)
    except OSError:
        return True
    return done.returncode != 0


def _runtimes(configuration: Configuration | None, _: Path) -> Iterator[Problem]:
    """Runtimes of another version than the clients beside them."""
    outputs = configuration.outputs if configuration else ()
    has_tools = any(each.target.name == "tools" for each in outputs)
    for output in outputs:
        files = load_manifest(output.folder).files
        if not files:
            continue
        ours = output.target.runtime_files(output.options, has_tools)
        for path, text in ours.items():
            try:
                found = (output.folder / path).read_bytes()
            except OSError:
                found = b""
            if digest_of(lf(found)) != digest_of(text.encode()):
                what = "The runtime beside the clients is not the one of this version."
                where = Where(file=path_shown(output.folder / path))
                yield Problem("old-runtime", what, where)
                break


def _lock(configuration: Configuration | None, _: Path) -> Iterator[Problem]:
    """Whether the lock holds what is configured."""
    if configuration is not None and configuration.models:
        from .fresh import require_locked
        from .lock import load_lock

        require_locked(configuration, load_lock(configuration.lock_file))
    return iter(())


_LOOKS: dict[str, Callable[[Configuration | None, Path], Iterator[Problem]]] = {
    "credentials": _credentials,
    "addresses": _addresses,
    "packages": _packages,
    "runtimes": _runtimes,
    "lock": _lock,
}
