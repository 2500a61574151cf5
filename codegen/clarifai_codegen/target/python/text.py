"""Signatures as Python text, for people: what `clarifai-codegen signature` prints."""

from __future__ import annotations

import ast
from typing import Literal

from ...problems import Problem, ProblemError, Where
from ...signature.method import Model
from ..entry import Entry, Settings
from ..naming import class_name
from .build import build
from .emit import templates_of
from .scope import scope

__all__ = ["signature_text"]


def signature_text(
    model: Model,
    method: str | None = None,
    format: Literal["python", "pyi"] = "python",
    name: str = "",
) -> str:
    """The methods of a model, or the one named, as Python that parses.

    `python` gives functions, with what is known of their parameters as docstrings. `pyi`
    gives a stub of the generated module, with its imports. `name` is the class, by default
    the one that the model's id gives. Raises ProblemError `unknown-method`.
    """
    if method is not None:
        model = _only(model, method)
    entry = Entry(name or class_name(model.model_id), model, source="", digest="")
    names = scope(entry.name, model)
    if format == "python":
        names = names.in_plain_words()
    render = templates_of(Settings()).render
    view = build(entry, names)
    if format == "python":
        return render("signature.py", view=view, symbol=names.symbol)
    body = render("stub.pyi", view=view, symbol=names.symbol)
    tree = ast.parse(body)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return render("stub_imports.pyi", imports=names.symbol.lines(used), body=body)


def _only(model: Model, method: str) -> Model:
    try:
        return model.model_copy(update={"methods": (model.method(method),)})
    except KeyError:
        what = f"The model has no method {method!r}."
        place = Where(model=model.model_id, method=method)
        raise ProblemError(Problem("unknown-method", what, place)) from None
