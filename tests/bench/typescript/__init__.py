"""The TypeScript part: the generated client, bare Connect and clarifai-nodejs."""

from __future__ import annotations

from .rows import missing, rows

__all__ = ["missing", "rows"]
