"""Typed clients, snippets and tools from the method signatures of Clarifai models.

The functions here are what the command line is made of:

    read(source)            the model that a source describes
    lock()                  fetch what the configuration names, write the lock
    render(*sources)        files in memory, nothing written
    generate(*sources)      files on disk
    check()                 is what is on disk what the lock says?
    diff(old, new)          what changed, and what it breaks
    changelog(difference)   the same as an entry of a changelog
    add(*sources), remove(*names)
    watch(tell=...)         files on disk, again after each change
    doctor()                what keeps a project from working
    tools(source)           what goes into a request's `tools`
    serve_mcp(*sources)     an MCP server; mcp_configuration(host, *sources)

They raise `ProblemError`; its `problems` say what is wrong, where, and what to do.
Importing this package imports nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from .agents import mcp_configuration as mcp_configuration
    from .agents import serve_mcp as serve_mcp
    from .agents import tools as tools
    from .api import Rendering as Rendering
    from .api import add as add
    from .api import generate as generate
    from .api import lock as lock
    from .api import read as read
    from .api import remove as remove
    from .api import render as render
    from .api import watch as watch
    from .problems import Problem as Problem
    from .problems import ProblemError as ProblemError
    from .project.check import CheckReport as CheckReport
    from .project.difference import Diff as Diff
    from .project.fetch import FetchReport as FetchReport
    from .project.models import Membership as Membership
    from .project.report import Report as Report
    from .project.tooling import Tooling as Tooling
    from .review import changelog as changelog
    from .review import check as check
    from .review import diff as diff
    from .review import doctor as doctor
    from .review import export_templates as export_templates
    from .review import list_templates as list_templates
    from .signature.decode import Decoded as Decoded
    from .signature.method import Model as Model

_HOMES = {
    "CheckReport": ".project.check",
    "Decoded": ".signature.decode",
    "Diff": ".project.difference",
    "FetchReport": ".project.fetch",
    "Membership": ".project.models",
    "Model": ".signature.method",
    "Problem": ".problems",
    "ProblemError": ".problems",
    "Rendering": ".api",
    "Report": ".project.report",
    "Tooling": ".project.tooling",
    "add": ".api",
    "changelog": ".review",
    "check": ".review",
    "diff": ".review",
    "doctor": ".review",
    "export_templates": ".review",
    "list_templates": ".review",
    "generate": ".api",
    "lock": ".api",
    "mcp_configuration": ".agents",
    "read": ".api",
    "remove": ".api",
    "render": ".api",
    "serve_mcp": ".agents",
    "snippet": ".api",
    "tools": ".agents",
    "watch": ".api",
}

__all__ = [
    "CheckReport",
    "Decoded",
    "Diff",
    "FetchReport",
    "Membership",
    "Model",
    "Problem",
    "ProblemError",
    "Rendering",
    "Report",
    "Tooling",
    "add",
    "changelog",
    "check",
    "diff",
    "doctor",
    "export_templates",
    "generate",
    "list_templates",
    "lock",
    "mcp_configuration",
    "read",
    "remove",
    "render",
    "serve_mcp",
    "snippet",
    "tools",
    "watch",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
