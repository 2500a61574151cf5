"""What was meant by a name that is not defined."""

from __future__ import annotations

import typing

from ...nearest import nearest
from .externals import sdk
from .state import Scope

__all__ = ["IMPORTS", "misspelt"]

_DATA_TYPES = "clarifai.runners.utils.data_types"


def _imports() -> dict[str, str]:
    """Names that a model.py often forgets to import, with the module they are of."""
    found = dict.fromkeys(typing.__all__, "typing")
    found |= dict.fromkeys(
        (name for name in sdk()["modules"][_DATA_TYPES] if name[0].isupper()),
        _DATA_TYPES,
    )
    found |= {
        path.rpartition(".")[2]: path.rpartition(".")[0] for path in sdk()["classes"]
    }
    return found | {"Param": "clarifai.runners.utils.data_utils"}


IMPORTS: typing.Callable[[], dict[str, str]] = _imports


def misspelt(name: str, scope: Scope) -> str:
    """What to write instead of a name that is not defined."""
    home = _imports().get(name)
    if home is not None:
        return f"Add: from {home} import {name}"
    if name in ("np", "numpy"):
        return "Add: import numpy as np"
    known = list(scope.names) + list(_imports())
    close = nearest(name, known)
    return f"Did you mean `{close}`?" if close else ""
