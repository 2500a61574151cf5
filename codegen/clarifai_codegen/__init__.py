"""Typed clients, snippets and tools from the method signatures of Clarifai models.

The functions here are what the command line is made of:

    read(source)            the model that a source describes
    lock()                  fetch what the configuration names, write the lock
    render(*sources)        files in memory, nothing written
    generate(*sources)      files on disk
    check()                 is what is on disk what the lock says?
    diff(old, new)          what changed, and what it breaks
    add(*sources), remove(*names)

They raise `ProblemError`; its `problems` say what is wrong, where, and what to do.
Importing this package imports nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from .api import Rendering as Rendering
    from .api import add as add
    from .api import check as check
    from .api import diff as diff
    from .api import generate as generate
    from .api import lock as lock
    from .api import read as read
    from .api import remove as remove
    from .api import render as render
    from .problems import Problem as Problem
    from .problems import ProblemError as ProblemError
    from .project.check import CheckReport as CheckReport
    from .project.difference import Diff as Diff
    from .project.fetch import FetchReport as FetchReport
    from .project.models import Membership as Membership
    from .project.report import Report as Report
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
    "add": ".api",
    "check": ".api",
    "diff": ".api",
    "generate": ".api",
    "lock": ".api",
    "read": ".api",
    "remove": ".api",
    "render": ".api",
    "snippet": ".api",
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
    "add",
    "check",
    "diff",
    "generate",
    "lock",
    "read",
    "remove",
    "render",
    "snippet",
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
