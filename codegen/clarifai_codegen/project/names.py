"""What a model is called where nobody has named it."""

from __future__ import annotations

from pathlib import Path

from ..source.reference import Reference

__all__ = ["default_name"]

_NOT_TELLING = ("model", "1", "")


def default_name(reference: Reference, model_id: str = "") -> str:
    """The class of a model: by its id, else by the name of its file or folder."""
    from ..target.naming import class_name

    return class_name(model_id or _known_id(reference))


def _known_id(reference: Reference) -> str:
    if reference.address:
        return reference.address.model_id
    if reference.path is None:
        return "model"
    path = Path(reference.path).resolve()
    names = [path.name if path.is_dir() else path.stem]
    if reference.kind == "model_py":
        names += [parent.name for parent in path.parents]
    return next((name for name in names if name not in _NOT_TELLING), "model")
