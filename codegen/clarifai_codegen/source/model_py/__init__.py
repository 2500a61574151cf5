"""Signatures of a model.py, read as text: nothing of the file runs.

What runs on import is followed statement by statement, in Python's order, by an allow-list:
imports, classes, functions, constants and the few calls that signatures are made of. What is
not followed is never guessed: the names it binds and the objects it may change are unknown
from there on, and a signature that rests on one of them is refused as `not-static`.

The truth is the SDK's own code, `clarifai.runners.utils.method_signatures`; its version
stands in sdk.json.
"""

from __future__ import annotations

from .reading import Reading, read_file, read_text

__all__ = ["Reading", "read_file", "read_text"]
