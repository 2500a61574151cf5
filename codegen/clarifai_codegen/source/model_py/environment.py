"""`os.environ` as a model.py reads and changes it.

A variable that is not set here gives its fallback, as it would where the SDK reads the
file now. One that is set is not read: its value may be a secret and differs elsewhere.
"""

from __future__ import annotations

import ast
import os
from typing import Any

from .state import Run
from .values import DictValue, Unknown

__all__ = ["assign", "forget", "get", "lookup"]


def get(run: Run, key: Any, fallback: Any, node: ast.AST) -> Any:
    """`os.environ.get(key, fallback)`."""
    known = _known(run, key, node)
    return fallback if known is None else known


def lookup(run: Run, key: Any, node: ast.AST) -> Any:
    """`os.environ[key]`."""
    known = _known(run, key, node)
    if known is not None:
        return known
    return Unknown(f"the environment variable {key!r} is not set here", node)


def assign(run: Run, key: Any, value: Any) -> None:
    """`os.environ[key] = value`."""
    if not isinstance(key, str):
        forget(run, "the environment is changed")
        return
    unsure = Unknown(f"the environment variable {key!r} is set on a condition")
    run.environment[key] = unsure if run.uncertain else value


def update(run: Run, given: Any) -> None:
    """`os.environ.update(given)`."""
    if isinstance(given, DictValue) and not given.tainted:
        for key, value in given.items.items():
            assign(run, key, value)
    else:
        forget(run, "the environment is changed")


def forget(run: Run, why: str) -> None:
    """The environment is not known any more."""
    run.environment_lost = why


def _known(run: Run, key: Any, node: ast.AST) -> Any:
    """The value, or that it is unknown; None where the variable is not set."""
    if run.environment_lost or not isinstance(key, str):
        return Unknown(run.environment_lost or "the variable's name is not known", node)
    if key in run.environment:
        return run.environment[key]
    if key in os.environ:
        return Unknown(f"the environment variable {key!r} is set here", node)
    return None
