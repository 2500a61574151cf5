# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Package indexes that import a module when one of its names is first used (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy"]


def lazy(
    package: str,
    modules: Mapping[str, Iterable[str]],
    clients: Mapping[str, str],
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package whose names come from these modules; those
    that start with a dot are its own. `clients` are modules with the name of their client,
    which has a twin that is async, and protocols of both."""
    homes = {name: module for module, names in modules.items() for name in names}
    for module, client in clients.items():
        for name in (client, f"Async{client}"):
            homes[name] = homes[f"{name}Protocol"] = module

    def __getattr__(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home, package), name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return __getattr__, __dir__
