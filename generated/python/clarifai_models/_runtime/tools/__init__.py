# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Tools for language models: schemas of methods, and what runs a model's calls of them."""

from __future__ import annotations

from .conversation import FinishedCall, ToolRun
from .dispatcher import ToolCall
from .loops import AsyncToolStream, ToolStream
from .options import CallOptions
from .result import Part, ToolResult
from .tool import Tool
from .tool_set import ToolSet

__all__ = [
    "AsyncToolStream",
    "CallOptions",
    "FinishedCall",
    "Part",
    "Tool",
    "ToolCall",
    "ToolResult",
    "ToolRun",
    "ToolSet",
    "ToolStream",
]
