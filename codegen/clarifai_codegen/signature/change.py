"""A change of a signature: what kinds there are, what each weighs, what it reads like."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from .datatype import Frozen

__all__ = ["CHANGES", "Change", "Weight", "version_step"]


class Weight(IntEnum):
    """What a change does to code that calls the model."""

    COMPATIBLE = 0
    BEHAVIOUR = 1
    BREAKING = 2


class Row(NamedTuple):
    """A kind of change. `text` may name `{old}` and `{new}`; `step` is the part of a
    version that it raises."""

    weight: Weight
    step: str
    text: str


def _breaking(text: str) -> Row:
    return Row(Weight.BREAKING, "major", text)


def _behaviour(text: str) -> Row:
    return Row(Weight.BEHAVIOUR, "minor", text)


def _compatible(text: str, step: str = "minor") -> Row:
    return Row(Weight.COMPATIBLE, step, text)


CHANGES: dict[str, Row] = {
    # Of a model; these need a lock.
    "model-removed": _breaking("model removed"),
    "model-added": _compatible("model added"),
    "model-moved": _behaviour("calls go to {new} instead of {old}"),
    "model-pinned": _behaviour("calls name the version {new}, which was {old}"),
    "model-credentials": _breaking("the PAT is read from {new} instead of {old}"),
    # Of a method.
    "method-removed": _breaking("method removed"),
    "method-added": _compatible("method added"),
    "method-redescribed": _compatible("description changed", "patch"),
    "kind-changed": _breaking("kind changed from {old} to {new}"),
    "positional-changed": _breaking(
        "parameters reordered: those by position are {new} instead of {old}"
    ),
    "keywords-reordered": _compatible("parameters reordered, all given by name"),
    # Of a parameter.
    "parameter-removed": _breaking("parameter removed"),
    "parameter-added": _compatible("optional parameter added"),
    "required-added": _breaking("required parameter added"),
    "made-required": _breaking("made required"),
    "made-optional": _compatible("made optional"),
    "parameter-retyped": _breaking("data type changed from {old} to {new}"),
    "default-changed": _behaviour("default changed from {old} to {new}"),
    "range-narrowed": _breaking("range narrowed from {old} to {new}"),
    "range-widened": _compatible("range widened from {old} to {new}"),
    "choices-set": _breaking("restricted to the choices {new}"),
    "choices-lifted": _compatible("choices lifted"),
    "choices-removed": _breaking("choices removed: {old}"),
    "choices-added": _compatible("choices added: {new}"),
    "parameter-redescribed": _compatible("description changed", "patch"),
    "parameter-marked": _compatible("shown differently in user interfaces", "patch"),
    # Of what a method answers.
    "output-retyped": _breaking("output changed from {old} to {new}"),
    "output-field-removed": _breaking("field removed from the output"),
    "output-field-added": _compatible("field added to the output"),
    "output-redescribed": _compatible("description of the output changed", "patch"),
}

_STEPS = ("none", "patch", "minor", "major")


class Change(Frozen):
    """One change: its code in CHANGES, where it is, and what was and is."""

    code: str
    method: str = ""
    field: str = ""
    old: str = ""
    new: str = ""

    @property
    def weight(self) -> Weight:
        """What it does to callers."""
        return CHANGES[self.code].weight

    @property
    def step(self) -> str:
        """The part of a version that it raises: "major", "minor" or "patch"."""
        return CHANGES[self.code].step

    @property
    def place(self) -> str:
        """The method, and the field in it; "" for a change of the whole model."""
        return f"{self.method}.{self.field}" if self.field else self.method

    @property
    def what(self) -> str:
        """The change in words."""
        return CHANGES[self.code].text.format(old=self.old, new=self.new)


def version_step(changes: Sequence[Change]) -> str:
    """Which part of a version these changes raise: major, minor, patch or none."""
    return max((each.step for each in changes), key=_STEPS.index, default="none")
