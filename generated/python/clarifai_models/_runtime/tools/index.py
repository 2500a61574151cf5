# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The index of a package's tools: modules of models are imported on first use."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

__all__ = ["lazy_tools"]

_OF_SET = {
    "TOOLS": "tools",
    "RESPONSES_TOOLS": "responses_tools",
    "configure": "configure",
    "dispatch": "dispatch",
    "adispatch": "adispatch",
    "dispatch_all": "dispatch_all",
    "adispatch_all": "adispatch_all",
    "run_tools": "run_tools",
    "arun_tools": "arun_tools",
}


def lazy_tools(
    package: str, modules: Sequence[str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a package with a module of tools for each model."""
    runtime = __name__.rpartition(".")[0]

    def tool_set() -> Any:
        sets = [import_module(f"{package}.{module}").TOOL_SET for module in modules]
        tools = [tool for each in sets for tool in each.by_name.values()]
        return import_module(runtime).ToolSet(*tools)

    def __getattr__(name: str) -> Any:
        home = sys.modules[package]
        if name == "TOOL_SET":
            value = tool_set()
        elif name in _OF_SET:
            value = getattr(home.TOOL_SET, _OF_SET[name])
        elif name in import_module(runtime).__all__:
            value = getattr(import_module(runtime), name)
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(home, name, value)
        return value

    def __dir__() -> list[str]:
        exports = import_module(runtime).__all__
        return sorted({*vars(sys.modules[package]), *exports, *_OF_SET, "TOOL_SET"})

    return __getattr__, __dir__
