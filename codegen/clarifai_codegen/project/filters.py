"""A user's filters for their own templates: Python that the configuration names.

Loaded only when something is rendered. Modules beside the configuration are found too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..problems import Problem, ProblemError, Where
from .configuration import Configuration
from .texts import digest_of, path_shown

__all__ = ["digests_of", "load_filters"]


def load_filters(configuration: Configuration) -> dict[str, Callable[..., Any]]:
    """The filters by name: a function under its own, a mapping's under its keys.

    Raises ProblemError `bad-configuration` for what cannot be imported or called.
    """
    found: dict[str, Callable[..., Any]] = {}
    for entry_point in configuration.filters:
        module, _, attribute = entry_point.partition(":")
        try:
            with _importable(configuration.root):
                value = getattr(import_module(module), attribute)
        except Exception as error:
            what = f"{entry_point} cannot be loaded: {type(error).__name__}: {error}"
            raise _bad(configuration, what) from None
        named = value if isinstance(value, Mapping) else {attribute: value}
        for name, function in named.items():
            if not callable(function):
                raise _bad(configuration, f"{entry_point}: {name!r} is no function.")
            found[str(name)] = function
    return found


def digests_of(configuration: Configuration) -> list[list[str]]:
    """The filters and what their modules hold: an edited one is never taken for the same."""
    rows = []
    for entry_point in configuration.filters:
        module = entry_point.partition(":")[0]
        try:
            with _importable(configuration.root):
                spec = find_spec(module)
            origin = Path(spec.origin) if spec and spec.origin else None
            digest = digest_of(origin.read_bytes()) if origin else ""
        except (ImportError, ValueError, OSError):
            digest = ""
        rows.append([entry_point, digest])
    return rows


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


def _bad(configuration: Configuration, what: str) -> ProblemError:
    where = Where(file=path_shown(configuration.file))
    return ProblemError(Problem("bad-configuration", what, where))
