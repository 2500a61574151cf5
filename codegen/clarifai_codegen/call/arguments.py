"""`NAME=VALUE` of a command line -> arguments, checked against the signature."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..nearest import nearest
from ..problems import Problem, ProblemError, Where
from ..runtime.python import Audio
from ..signature.datatype import DataType, ListOf
from ..signature.default import DefaultState
from ..signature.method import Method, Parameter
from .values import MEDIA, Unfit, from_bytes, from_text

__all__ = ["arguments_of", "check_names"]

_CHUNK = 2**16


def arguments_of(method: Method, words: Sequence[str]) -> dict[str, Any]:
    """The arguments that words like `name=value` mean, by their names on the wire.

    `name=@path` takes the content of a file, `name=@-` and `name=-` standard input, and
    `name=@@text` a text that starts with `@`. A streamed parameter, or a list, takes one
    item from each of several words.

    Raises ProblemError `bad-argument` with a problem for each wrong word.
    """
    given: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            what = f"{word!r} is no NAME=VALUE."
            problems.append(Problem("bad-argument", what, Where(method=method.name)))
        given.setdefault(name, []).append(text)
    if problems:
        raise ProblemError(*problems)
    check_names(method, given)
    arguments = {}
    for parameter in method.parameters:
        if parameter.name not in given:
            continue
        try:
            arguments[parameter.name] = _argument(parameter, given[parameter.name])
        except (Unfit, OSError) as error:
            where = Where(method=method.name, field=parameter.name)
            problems.append(Problem("bad-argument", f"{_told(error)}.", where))
    if problems:
        raise ProblemError(*problems)
    return arguments


def check_names(method: Method, given: Mapping[str, object]) -> None:
    """Raise `bad-argument` for arguments that are missing or that nobody knows."""
    known = [parameter.name for parameter in method.parameters]
    problems = []
    for name in given:
        if name not in known:
            close = nearest(name, known)
            listed = f"It has: {', '.join(known)}." if known else "It has none."
            fix = f"Write {close}=..." if close else listed
            what = f"The method has no parameter {name!r}."
            where = Where(method=method.name, field=name)
            problems.append(Problem("bad-argument", what, where, fix))
    for parameter in method.parameters:
        if method.must_be_given(parameter) and parameter.name not in given:
            what = f"The argument {parameter.name!r} is missing."
            where = Where(method=method.name, field=parameter.name)
            fix = f"Add {parameter.name}=... ({parameter.data_type.type})."
            problems.append(Problem("bad-argument", what, where, fix))
    if problems:
        raise ProblemError(*problems)


def _argument(parameter: Parameter, texts: Sequence[str]) -> Any:
    data_type = parameter.data_type
    if parameter.stream:
        return _items(data_type, texts)
    if len(texts) == 1:
        default = parameter.default
        can_be_none = default is not None and default.state is not DefaultState.VALUE
        if texts[0] == "null" and can_be_none and data_type.type not in ("STR", "TEXT"):
            return None
        return _value(data_type, texts[0])
    if isinstance(data_type, ListOf):
        return [_value(data_type.item, text) for text in texts]
    raise Unfit(f"it is given {len(texts)} times")


def _value(data_type: DataType, text: str) -> Any:
    if text.startswith("@@"):
        return from_text(data_type, text[1:])
    if text in ("-", "@-"):
        return from_bytes(data_type, sys.stdin.buffer.read())
    if text.startswith("@"):
        return from_bytes(data_type, Path(text[1:]).expanduser().read_bytes())
    return from_text(data_type, text)


def _items(data_type: DataType, texts: Sequence[str]) -> Iterable[Any]:
    """The items of a streamed parameter. What is no file is checked here already."""
    values: list[Iterable[Any]] = []
    for text in texts:
        plain = not text.startswith("@") or text.startswith("@@")
        if plain and text != "-":
            values.append([_value(data_type, text)])
        elif text in ("-", "@-"):
            values.append(_pieces(data_type, None))
        else:
            path = Path(text[1:]).expanduser()
            path.open("rb").close()
            values.append(_pieces(data_type, path))
    return (item for each in values for item in each)


def _pieces(data_type: DataType, path: Path | None) -> Iterator[Any]:
    """A file as items: media and bytes in chunks, texts and JSON by the line."""
    if data_type.type == "AUDIO" and path is not None and path.suffix == ".wav":
        yield from Audio.chunks(path, seconds=0.5)
        return
    stream = sys.stdin.buffer if path is None else path.open("rb")
    try:
        if data_type.type in (*MEDIA, "BYTES"):
            while chunk := stream.read(_CHUNK):
                yield from_bytes(data_type, chunk)
            return
        for line in stream:
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if text or data_type.type in ("STR", "TEXT"):
                yield from_text(data_type, text)
    finally:
        if path is not None:
            stream.close()


def _told(error: Unfit | OSError) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)
