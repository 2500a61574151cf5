"""Signatures as TypeScript, for people: what `clarifai-codegen signature` prints."""

from __future__ import annotations

from ...signature.method import Model
from ..entry import Entry, Settings
from ..naming import class_name
from .build import build
from .emit import templates_of
from .options import Options
from .scope import scope

__all__ = ["signature_text"]


def signature_text(model: Model, name: str = "") -> str:
    """The types and methods of a model as TypeScript that parses.

    `name` is the class, by default the one that the model's id gives.
    """
    entry = Entry(name or class_name(model.model_id), model, source="", digest="")
    options = Options()
    names = scope(entry.name, model, options.names)
    view = build(entry, names, options)
    return templates_of(Settings()).render(
        "signature.ts", view=view, symbol=names.symbol
    )
