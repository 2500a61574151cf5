"""Signatures from a JSON or YAML file, or from standard input."""

from __future__ import annotations

import sys
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..shown import shown
from ..signature.decode import Decoded, decode
from .document import BadSyntax, parse_json, parse_yaml
from .reference import Reference

__all__ = ["MAX_BYTES", "read"]

MAX_BYTES = 64 * 2**20
"""The largest file that is read: the largest known signature has less than 1 MiB."""

_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read(reference: Reference) -> Decoded:
    """The model in a signatures file of any form that Clarifai's packages write.

    Raises ProblemError: `unreadable-file`, `bad-syntax`, `not-a-signature` or what the
    signatures themselves get.
    """
    name = "<stdin>" if reference.path is None else reference.text
    place = Where(file=name)
    try:
        document = _parse(_decode(_bytes(reference)), reference.text.lower())
    except OSError as error:
        what = f"{place.file} cannot be read: {error.strerror or error}."
        raise ProblemError(Problem("unreadable-file", what, place)) from None
    except BadSyntax as error:
        at = Where(place.file, error.line, error.column)
        what = f"{shown(str(error))}."
        raise ProblemError(Problem("bad-syntax", what, at)) from None
    try:
        decoded = decode(document)
    except ProblemError as error:
        problems = [problem.at(file=place.file) for problem in error.problems]
        raise ProblemError(*problems) from None
    problems = [problem.at(file=place.file) for problem in decoded.problems]
    return Decoded(decoded.model, tuple(problems), decoded.left_out)


def _bytes(reference: Reference) -> bytes:
    if reference.path is not None:
        with open(reference.path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    elif sys.stdin is None:
        raise OSError("there is no standard input")
    else:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(f"it holds more than {MAX_BYTES >> 20} MiB")
    return data


def _decode(data: bytes) -> str:
    encoding = _BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        raise BadSyntax(f"The text is not valid {encoding}", line, column) from None


def _parse(text: str, name: str) -> Any:
    """JSON or YAML, whichever it is; the error is the one of what it looks like."""
    if name.endswith(".json"):
        return parse_json(text)
    if not text.lstrip().startswith(("{", "[")):
        return parse_yaml(text)
    try:
        return parse_json(text)
    except BadSyntax as error:
        try:
            return parse_yaml(text)
        except BadSyntax as yaml_error:
            raise (yaml_error if name.endswith((".yaml", ".yml")) else error) from None
