"""Signatures in every form that Clarifai gives them -> Model.

The forms: protobuf messages; JSON or YAML in camel or snake case, with enum names or
numbers, with zero values left out or not; a list of signatures, or the runner's
`{name: signature}`, or a signatures file that tells the model's ids as well.

A method that cannot be used is reported and left out; the others stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, ProblemError, Where
from .decode_method import method_of
from .message import BadMethod, as_mapping, camel, kind_of
from .method import Method, Model

__all__ = ["Decoded", "decode", "decode_signatures"]

_IDS = ("user_id", "app_id", "model_id", "version_id")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A model, and the problems of the methods that were left out of it.

    `left_out` are their signatures as they came, so that a lock can keep them.
    """

    model: Model
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Any, ...] = ()


def decode(document: Any, *, ids: Mapping[str, str] | None = None) -> Decoded:
    """Decode a signatures file, a bare list or the runner's mapping.

    `ids` are `user_id`, `app_id`, `model_id`, `version_id` as far as they are known
    besides; they win over the document's own.

    Raises ProblemError where no model can be had: `not-a-signature`, `no-signatures`,
    `duplicate-method`, or the problems of the methods where none of them can be used.
    """
    own, signatures = _split(document)
    known = {key: value for key, value in (ids or {}).items() if value}
    return decode_signatures(signatures, own | known)


def decode_signatures(signatures: Sequence[Any], ids: Mapping[str, str]) -> Decoded:
    """Decode a list of signatures: mappings, or protobuf `MethodSignature`s."""
    methods: list[Method] = []
    problems: list[Problem] = []
    left_out: list[Any] = []
    model_name = ids.get("model_id", "")
    if not signatures:
        place = Where(model=model_name)
        raise ProblemError(
            Problem("no-signatures", "The model has no method signatures.", place)
        )
    for signature in signatures:
        try:
            methods.append(method_of(as_mapping(signature)))
        except BadMethod as bad:
            problems.append(bad.problem.at(model=model_name))
            left_out.append(signature)
    if not methods:
        raise ProblemError(*problems)
    names = [method.name for method in methods]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        what = f"The model has two methods named {', '.join(map(repr, repeated))}."
        raise ProblemError(Problem("duplicate-method", what, Where(model=model_name)))
    model = Model(**{key: ids.get(key, "") for key in _IDS}, methods=tuple(methods))
    return Decoded(model, tuple(problems), tuple(left_out))


def _split(document: Any) -> tuple[dict[str, str], list[Any]]:
    """The ids that a document tells, and its signatures."""
    if isinstance(document, list | tuple):
        return {}, list(document)
    if not isinstance(document, Mapping):
        raise _not_signatures(
            f"The document is {kind_of(document)}, not a list or mapping."
        )
    for key in ("method_signatures", "methodSignatures"):
        if key in document:
            signatures = document[key]
            if isinstance(signatures, Mapping):
                signatures = _of_mapping(signatures)
            if not isinstance(signatures, list):
                raise _not_signatures(f"{key} is {kind_of(signatures)}, not a list.")
            ids = document.get("model") or {}
            if not isinstance(ids, Mapping):
                raise _not_signatures(f"model is {kind_of(ids)}, not a mapping of ids.")
            return _ids(ids), signatures
    if not document or not all(
        isinstance(value, Mapping) for value in document.values()
    ):
        raise _not_signatures(
            "The document has no method_signatures and is no mapping of them."
        )
    return {}, _of_mapping(document)


def _ids(ids: Mapping[str, Any]) -> dict[str, str]:
    known = {}
    for key in _IDS:
        value = ids.get(key, ids.get(camel(key), ""))
        if value is not None and not isinstance(value, str):
            raise _not_signatures(f"model.{key} is {kind_of(value)}, not a text.")
        known[key] = value or ""
    return known


def _of_mapping(signatures: Mapping[Any, Any]) -> list[Any]:
    """The runner's form: the key is the method's name."""
    return [
        {"name": str(name), **value} if isinstance(value, Mapping) else value
        for name, value in signatures.items()
    ]


def _not_signatures(what: str) -> ProblemError:
    return ProblemError(Problem("not-a-signature", what))
