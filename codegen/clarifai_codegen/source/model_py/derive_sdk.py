"""Writes sdk.json: what the installed SDK's modules and base classes contribute.

    python -m clarifai_codegen.source.model_py.derive_sdk [FILE]

Packages that the SDK's modules want and that are not installed are replaced by mocks, as
the SDK itself does on upload.
"""

from __future__ import annotations

import builtins
import collections.abc
import contextlib
import importlib
import inspect
import json
import pkgutil
import sys
import typing
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

__all__ = ["derive"]

TABLE = Path(__file__).with_name("sdk.json")
_PACKAGES = ("clarifai.runners.models", "clarifai.runners.utils")
_MODULES = ("clarifai.runners", *_PACKAGES)
_SPELLED = {
    id(getattr(module, name)): f"{module.__name__}.{name}"
    for module in (typing, collections.abc, builtins)
    for name in dir(module)
    if not name.startswith("_")
}


def derive() -> dict[str, Any]:
    """The table as it is written."""
    import clarifai

    modules: dict[str, dict[str, str]] = {}
    classes: dict[str, Any] = {}
    with _mocked():
        for name in _names():
            module = importlib.import_module(name)
            exported = _exported(module)
            modules[name] = {
                each: _canonical(value, f"{name}.{each}")
                for each, value in sorted(exported.items())
            }
            for value in exported.values():
                if _is_model_class(value):
                    classes[_path(value)] = _class(value)
    return {
        "version": clarifai.__version__,
        "modules": dict(sorted(modules.items())),
        "classes": dict(sorted(classes.items())),
    }


def _names() -> list[str]:
    """Modules that can be imported; the SDK's own optional ones may fail."""
    found = list(_MODULES)
    for package in _PACKAGES:
        path = importlib.import_module(package).__path__
        for each in pkgutil.walk_packages(path, f"{package}."):
            with contextlib.suppress(ImportError):
                importlib.import_module(each.name)
                found.append(each.name)
    return sorted(set(found))


def _exported(module: ModuleType) -> dict[str, Any]:
    """All names but dunders: also those that a star import does not give."""
    names = vars(module)
    return {name: value for name, value in names.items() if not name.startswith("__")}


def _canonical(value: Any, path: str) -> str:
    if id(value) in _SPELLED:
        return _SPELLED[id(value)]
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, type) or inspect.isfunction(value):
        return _path(value)
    return path


def _path(value: Any) -> str:
    path = f"{value.__module__}.{value.__qualname__}"
    return path.replace(".data_types.data_types.", ".data_types.")


def _is_model_class(value: Any) -> bool:
    from clarifai.runners.models.model_class import ModelClass

    return (
        isinstance(value, type)
        and issubclass(value, ModelClass)
        and value.__module__.startswith("clarifai.")
    )


def _class(value: Any) -> dict[str, Any]:
    """The bases in their order, and the methods that the class itself registers."""
    from clarifai.runners.models.model_class import _METHOD_INFO_ATTR
    from google.protobuf.json_format import MessageToDict

    methods = {
        name: MessageToDict(getattr(each, _METHOD_INFO_ATTR).signature)
        for name, each in vars(value).items()
        if callable(each)
        and not isinstance(each, MagicMock | classmethod | staticmethod)
        and getattr(each, _METHOD_INFO_ATTR, None)
    }
    names = [name for name in vars(value) if not name.startswith("__")]
    mro = [_path(base) for base in value.__mro__[1:]]
    return {"mro": mro, "methods": methods, "names": sorted(names)}


_OPTIONAL = frozenset({"fastmcp", "mcp"})
"""What the SDK does not require: made up, so that the table is the same without it."""


@contextlib.contextmanager
def _mocked() -> Any:
    real = builtins.__import__

    def lenient(name: str, *rest: Any, **more: Any) -> Any:
        asks = (rest[0] if rest else None) or {}
        is_the_sdks = str(asks.get("__name__")).startswith("clarifai")
        if is_the_sdks and name.partition(".")[0] in _OPTIONAL:
            return MagicMock()
        try:
            return real(name, *rest, **more)
        except ModuleNotFoundError:
            if name.startswith("clarifai") or not is_the_sdks:
                raise
            return MagicMock()

    import clarifai.runners  # noqa: F401  (before the mock, so that it is whole)

    builtins.__import__ = lenient
    try:
        yield
    finally:
        builtins.__import__ = real


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    target.write_text(json.dumps(derive(), indent=1) + "\n", "utf-8")
