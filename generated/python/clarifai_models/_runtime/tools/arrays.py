# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false
"""Arrays of numbers in JSON: `{dtype, shape, data}` or nested lists, and as answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from ..types import is_list, is_mapping
from .files import Host
from .problems import Path, cited, counted

__all__ = ["array_of", "shown_array"]

_MOST_GIVEN = 1_000_000
"""Numbers of one array in a call, at most."""

_MOST_SHOWN = 1000
"""Numbers of an array that a model is shown; of a larger one it is told what it is like."""


def array_of(value: Any, path: Path, host: Host) -> Any:
    """The array that JSON stands for; None after a problem."""
    if is_mapping(value):
        return _flat(value, path, host)
    return _nested(value, path, host) if is_list(value) else value


def shown_array(array: Any) -> dict[str, Any]:
    """What a model is told of an array: `data` in nested lists, unless it is large."""
    shape = [int(each) for each in array.shape]
    told: dict[str, Any] = {"dtype": str(array.dtype), "shape": shape}
    real = array.dtype.kind in "iufb"
    if real and array.size:
        for name in ("min", "max", "mean"):
            told[name] = getattr(array, name)().item()
    small = real and array.size <= _MOST_SHOWN
    told["data"] = array.tolist() if small else "omitted"
    return told


def _flat(value: Mapping[str, Any], path: Path, host: Host) -> Any:
    shape, numbers, dtype = value["shape"], value["data"], value["dtype"]
    many = math.prod(shape)
    if many != len(numbers):
        words = " x ".join(map(str, shape)) or "no dimension"
        needed = f"a shape of {words} holds {counted(many, 'number')}"
        host.wrong(path, f"{needed}, got {len(numbers)}")
        return None
    if not _few(len(numbers), path, host):
        return None
    numpy = import_module("numpy")
    wanted = numpy.dtype(dtype)
    if wanted.kind in "iu":
        bounds = numpy.iinfo(wanted)
        for position, each in enumerate(numbers):
            if each != math.floor(each) or not bounds.min <= each <= bounds.max:
                where = ((path, "data"), position)
                host.wrong(where, f"{cited(each)} is no {dtype}")
                return None
        numbers = [int(each) for each in numbers]
    with numpy.errstate(over="ignore"):
        array = numpy.array(numbers, dtype=wanted)
    if wanted.kind == "f" and not numpy.isfinite(array).all():
        host.wrong((path, "data"), f"a number is too large for {dtype}")
        return None
    return array.reshape(shape)


def _nested(value: Sequence[Any], path: Path, host: Host) -> Any:
    """Nested lists are arrays of float64; all lists of one level are equally long."""
    shape: list[int] = []
    level: list[Any] = [*value]
    shape.append(len(level))
    while level and all(is_list(each) for each in level):
        lengths = {len(each) for each in level}
        if len(lengths) > 1:
            break
        shape.append(lengths.pop())
        level = [inner for each in level for inner in each]
    if any(is_list(each) for each in level):
        host.wrong(path, "the lists of one level are not equally long")
        return None
    if not _few(len(level), path, host):
        return None
    numpy = import_module("numpy")
    return numpy.array(level, dtype="float64").reshape(shape)


def _few(many: int, path: Path, host: Host) -> bool:
    if many > _MOST_GIVEN:
        host.wrong(path, f"{many} numbers are above the maximum of {_MOST_GIVEN}")
    return many <= _MOST_GIVEN
