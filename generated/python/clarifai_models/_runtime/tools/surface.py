# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The names that the index of a package's tools has, for type checkers alone."""

from __future__ import annotations

from typing import Any

from .tool_set import ToolSet

__all__ = [
    "RESPONSES_TOOLS",
    "TOOLS",
    "TOOL_SET",
    "adispatch",
    "adispatch_all",
    "arun_tools",
    "configure",
    "dispatch",
    "dispatch_all",
    "run_tools",
]

TOOL_SET = ToolSet()
TOOLS: list[Any] = TOOL_SET.tools
RESPONSES_TOOLS: list[Any] = TOOL_SET.responses_tools
configure = TOOL_SET.configure
dispatch = TOOL_SET.dispatch
adispatch = TOOL_SET.adispatch
dispatch_all = TOOL_SET.dispatch_all
adispatch_all = TOOL_SET.adispatch_all
run_tools = TOOL_SET.run_tools
arun_tools = TOOL_SET.arun_tools
