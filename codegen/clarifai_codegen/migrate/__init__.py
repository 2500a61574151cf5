"""Application code that calls the SDK's `Model` becomes code that calls typed clients.

    migrate(paths, package=..., write=False)

What cannot be moved surely stays as it is and is listed.
"""

from __future__ import annotations

from .files import Migrated, migrate

__all__ = ["Migrated", "migrate"]
