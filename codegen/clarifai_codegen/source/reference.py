"""Which source a text means."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from ..problems import Problem, ProblemError, Where
from ..runtime.python.address import ModelAddress, parse_base, parse_model
from ..shown import shown

__all__ = ["Kind", "Reference", "parse"]

Kind = Literal["platform", "runner", "file", "model_py", "stdin"]

_FILE_ENDINGS = (".json", ".yaml", ".yml", ".py")
_PATH_STARTS = (".", "/", "~", "\\")
_MODEL_FILES = ("config.yaml", "1/model.py", "model.py")
_LONGEST = 4096
_CLARIFAI = ("", "clarifai.com", "www.clarifai.com")


@dataclass(frozen=True, slots=True)
class Reference:
    """A source of signatures.

    `text` is how a lock names it: model URLs in one form, paths as they were given.
    `address` is known for models of the platform, `path` for files and model
    directories. `base_url` and `pat_env` are empty where the environment decides.
    """

    kind: Kind
    text: str
    address: ModelAddress | None = None
    path: Path | None = None
    base_url: str = ""
    pat_env: str = ""


def parse(
    text: str, *, root: Path | None = None, base_url: str = "", pat_env: str = ""
) -> Reference:
    """The source that a text means. Relative paths start at `root`, else from here.

    A text with a scheme is a URL. Any other is a path where it looks like one or exists,
    and a model's ids where it has their form; where both hold, it is a problem. Whether
    a file can be read is left to its reader.

    Raises ProblemError `bad-source`.
    """
    text = text.strip()
    if not text:
        raise _bad("The source is empty.")
    if not text.isprintable() or len(text) > _LONGEST:
        raise _bad(f"{text[:80]!r} is no source.")
    if text == "-":
        return Reference("stdin", "-", base_url=base_url, pat_env=pat_env)
    scheme = text.partition("://")[0].lower() if "://" in text else ""
    if not scheme:
        return _bare(text, root or Path(), base_url, pat_env)
    reader = _SCHEMES.get(scheme)
    if reader is None:
        hint = " Give a file by its path." if scheme == "file" else ""
        raise _bad(f"{text!r} has a scheme that no source has.{hint}")
    return reader(text, base_url, pat_env)


def _platform(text: str, base_url: str, pat_env: str) -> Reference:
    try:
        host = _host(text)
        address = parse_model(text)
    except ValueError as error:
        raise _bad(f"{error}.") from None
    return Reference("platform", _url(host, address), address, None, base_url, pat_env)


def _runner(text: str, base_url: str, pat_env: str) -> Reference:
    try:
        target = parse_base(text)
    except ValueError as error:
        raise _bad(f"{error}.") from None
    return Reference(
        "runner", f"grpc://{target.address}", None, None, base_url, pat_env
    )


_SCHEMES: dict[str, Callable[[str, str, str], Reference]] = {
    "http": _platform,
    "https": _platform,
    "grpc": _runner,
}


def _bare(text: str, root: Path, base_url: str, pat_env: str) -> Reference:
    path = root / os.path.expanduser(text)
    exists = os.path.exists(path)
    if text.startswith(_PATH_STARTS) or text.lower().endswith(_FILE_ENDINGS):
        return _local(text, path, base_url, pat_env)
    try:
        model = _platform(text, base_url, pat_env)
        _refuse_path_as_host(text)
    except ProblemError:
        if exists:
            return _local(text, path, base_url, pat_env)
        if "/models/" in text or "clarifai.com" in text:
            raise
        raise _bad(
            f"{text!r} is neither a model nor a file or folder that exists."
        ) from None
    if exists:
        what = f"{text!r} has the form of a model's ids, and is a path as well."
        fix = f"Write ./{text} for the path, or {model.text} for the model."
        raise ProblemError(Problem("bad-source", what, Where(file=text), fix))
    return model


def _local(text: str, path: Path, base_url: str, pat_env: str) -> Reference:
    is_model = text.lower().endswith(".py")
    if os.path.isdir(path):
        is_model = any(os.path.exists(path / each) for each in _MODEL_FILES)
        if not is_model:
            raise _bad(f"The folder {text!r} holds no model: no 1/model.py.")
    kind: Kind = "model_py" if is_model else "file"
    return Reference(kind, text, None, path, base_url, pat_env)


def _host(text: str) -> str:
    """The host of a model URL; empty for bare ids. Raises ValueError."""
    if "://" in text:
        parts = urlsplit(text)
        if parts.username is not None:  # not shown: it may hold a password
            raise ValueError("a model URL holds no user name and no password")
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.hostname or ''}{port}"
    pieces = _pieces(text)
    return pieces[0].lower() if len(pieces) % 2 else ""


def _refuse_path_as_host(text: str) -> None:
    """`models/u/a/models/m` has the form of a URL without scheme, but names no host."""
    pieces = _pieces(text)
    if len(pieces) % 2 and "." not in pieces[0]:
        raise _bad(f"{text!r} names no model: {pieces[0]!r} is no host.")


def _pieces(text: str) -> list[str]:
    return [piece for piece in urlsplit(text).path.split("/") if piece]


def _url(host: str, address: ModelAddress) -> str:
    user, app, model, version = (quote(each, safe="") for each in address)
    where = "clarifai.com" if host in _CLARIFAI else host
    pinned = f"/versions/{version}" if version else ""
    return f"https://{where}/{user}/{app}/models/{model}{pinned}"


def _bad(what: str) -> ProblemError:
    return ProblemError(Problem("bad-source", shown(what)))
