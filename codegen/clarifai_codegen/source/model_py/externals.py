"""Things of other modules, by canonical name: the SDK's by table, typing's by itself."""

from __future__ import annotations

import collections.abc
import json
import math
import string
import sys
import typing
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .values import External, Unknown, wrap

__all__ = [
    "BUILTINS",
    "MODEL_CLASS",
    "Missing",
    "attribute",
    "module",
    "origin_of",
    "public_names",
    "sdk",
]

MODEL_CLASS = "clarifai.runners.models.model_class.ModelClass"
_DATA_TYPES = "clarifai.runners.utils.data_types"

_CONSTANTS: dict[str, Any] = {
    "typing.TYPE_CHECKING": False,
    "sys.maxsize": 2**63 - 1,
    **{
        f"math.{name}": getattr(math, name) for name in ("pi", "e", "tau", "inf", "nan")
    },
    **{
        f"string.{name}": getattr(string, name)
        for name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits")
    },
}
_ALIASES = {
    "typing.Text": "builtins.str",
    "numpy.typing.NDArray": "numpy.ndarray",
    "numpy._typing.NDArray": "numpy.ndarray",
    "typing.NamedTuple": "typing.NamedTuple",
}
_KNOWN = {"typing": typing, "collections.abc": collections.abc}
"""Modules whose names are checked: they are imported here anyway."""

_STANDARD = """
    abc collections collections.abc contextlib dataclasses datetime enum functools
    itertools json logging math os pathlib re string time typing
"""
_STARS = frozenset(_STANDARD.split())
"""Modules of the standard library that may be imported to learn what `*` gives."""

BUILTINS = MappingProxyType(
    {
        name: External(f"builtins.{name}")
        for name in dir(__import__("builtins"))
        if not name.startswith("_") or name in ("__import__", "__build_class__")
    }
)


class Missing(Exception):
    """A module that is known has no such name."""


@cache
def sdk() -> Any:
    """The table that `derive_sdk` writes: version, modules, classes."""
    return json.loads(Path(__file__).with_name("sdk.json").read_text("utf-8"))


def module(name: str) -> External:
    """A module by its dotted name. Raises Missing for one that the SDK does not have."""
    table = sdk()["modules"]
    package = name.rpartition(".")[0]
    if (
        package.startswith("clarifai.runners.")
        and package in table
        and name not in table
        and name.rpartition(".")[2] not in table[package]
    ):
        raise Missing(name)
    return External(name)


def attribute(owner: External, name: str) -> Any:
    """What `owner.name` is. Raises Missing where it is known not to be."""
    path = f"{owner.path}.{name}"
    names = sdk()["modules"].get(owner.path)
    if names is not None and not name.startswith("__"):
        if name in names:
            return _value(names[name])
        if path in sdk()["modules"]:
            return External(path)
        raise Missing(path)
    known = _KNOWN.get(owner.path)
    if known is not None and not hasattr(known, name):
        raise Missing(path)
    if owner.path in sdk()["classes"]:
        return _of_class(owner, name)
    return _value(path)


def public_names(path: str) -> dict[str, Any] | None:
    """What `from path import *` binds; None where that is not known."""
    names = sdk()["modules"].get(path)
    if names is not None:
        given = {name: _value(to) for name, to in names.items() if name[0] != "_"}
        return given
    if path not in _STARS:
        return None
    found = import_module(path)
    exported = getattr(found, "__all__", None) or [
        name for name in vars(found) if not name.startswith("_")
    ]
    return {name: attribute(External(path), name) for name in exported}


def origin_of(path: str) -> str:
    """Which package a name is of, in words: "stdlib", "sdk" or "foreign"."""
    root = path.partition(".")[0]
    if root.startswith("clarifai"):
        return "sdk"
    return "stdlib" if root in sys.stdlib_module_names else "foreign"


def _value(path: str) -> Any:
    if path in _CONSTANTS:
        return wrap(_CONSTANTS[path])
    if path in ("builtins.True", "builtins.False", "builtins.None"):
        return {"T": True, "F": False, "N": None}[path[9]]
    if path == f"{MODEL_CLASS}.method":
        return External(path)
    return External(_ALIASES.get(path, path))


def _of_class(owner: External, name: str) -> Any:
    """An attribute of a model class of the SDK: `method` is the one of ModelClass."""
    classes = sdk()["classes"]
    for path in (owner.path, *classes[owner.path]["mro"]):
        entry = classes.get(path)
        if entry is not None and name in entry["names"]:
            if (path, name) == (MODEL_CLASS, "method"):
                return External(f"{MODEL_CLASS}.method")
            return Unknown(f"`{path.rpartition('.')[2]}.{name}` is the SDK's")
    if name.startswith("__"):
        return Unknown(f"`{name}` is the interpreter's")
    raise Missing(f"{owner.path}.{name}")
