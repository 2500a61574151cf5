"""One model.py: from bytes to signatures, or to all that is wrong with it."""

from __future__ import annotations

import ast
import os
import stat
import sys
import tokenize
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from ...problems import Problem, ProblemError, Where
from ...shown import shown
from ...signature.hint import Hint
from .calls import call
from .classes import Unread, hints_of, methods_of, model_class
from .diagnostics import File
from .evaluate import evaluate
from .execute import execute
from .state import Lost, Run
from .values import ClassValue

__all__ = ["MAX_BYTES", "Reading", "read_file", "read_text"]

MAX_BYTES = 4 * 2**20
"""The largest model.py that is read."""

_RECURSION = 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model.py says.

    `signatures` are `MethodSignature`s in JSON by attribute of the model class, in the
    SDK's order; empty where `problems` hold errors. `model` is the model class. `hints`
    tell of JSON what no signature does: by method, then by parameter or `return`.
    """

    signatures: dict[str, dict[str, Any]]
    problems: tuple[Problem, ...] = ()
    model: ClassValue | None = None
    file: File | None = None
    tree: ast.Module | None = None
    hints: dict[str, dict[str, Hint]] = field(default_factory=dict)

    def checked(self) -> Reading:
        """Itself. Raises ProblemError with all of its errors."""
        errors = [each for each in self.problems if not each.warning]
        if errors:
            raise ProblemError(*errors)
        return self


def read_file(path: Path, name: str = "") -> Reading:
    """Read a file. Raises ProblemError `unreadable-file`."""
    name = name or str(path)
    place = Where(shown(name))
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError("it is no regular file")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise OSError(f"it holds more than {MAX_BYTES >> 20} MiB")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        what = f"{place.file} cannot be read: {reason}."
        raise ProblemError(Problem("unreadable-file", what, place)) from None
    return read_text(data, name)


def read_text(source: bytes | str, name: str = "model.py") -> Reading:
    """Read the text of a model.py."""
    data = (
        source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    )
    place = Where(shown(name))
    try:
        text = _decoded(data)
        tree = _parsed(data, text)
    except SyntaxError as error:
        line, column = error.lineno or 0, max(error.offset or 0, 0)
        what = f"Python: {shown(error.msg or str(error))}."
        problem = Problem("bad-syntax", what, Where(place.file, line, column))
        return Reading({}, (problem,))
    except (
        RecursionError,
        MemoryError,
        ValueError,
        UnicodeError,
        LookupError,
    ) as error:
        reason = (
            "it nests too deep" if isinstance(error, RecursionError) else str(error)
        )
        what = f"Python cannot parse it: {shown(reason) or 'it nests too deep'}."
        return Reading({}, (Problem("bad-syntax", what, place),))
    return _read(File(place.file, text), tree)


def _decoded(data: bytes) -> str:
    encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
    text = data.decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _parsed(data: bytes, text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data)


def _read(file: File, tree: ast.Module) -> Reading:
    run = Run(file, evaluate, call, execute)
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, _RECURSION))
        execute(run, tree.body, run.module)
        signatures, model = _signatures(run)
    except Lost:
        signatures, model = {}, None
    except RecursionError:
        run.lose("The file nests too deep.", None)
        signatures, model = {}, None
    finally:
        sys.setrecursionlimit(limit)
    problems = list(run.problems)
    if run.lost is not None:
        problems.append(run.lost)
    problems.sort(key=lambda each: (each.where.line, each.where.column))
    if problems or model is None:
        return Reading({}, tuple(problems), model, file, tree)
    return Reading(signatures, (), model, file, tree, hints_of(model, signatures))


def _signatures(run: Run) -> tuple[dict[str, dict[str, Any]], ClassValue | None]:
    if run.lost is not None:
        return {}, None
    try:
        model = model_class(run)
        if model is None:
            return {}, None
        return methods_of(model), model
    except Unread as error:
        if not run.problems:
            run.lose(error.what, error.node)
        return {}, None
