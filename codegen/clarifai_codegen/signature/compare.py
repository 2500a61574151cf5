"""What changed between two signatures of a model, and what each change breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Any

from .datatype import Frozen
from .method import Method, Model, Output, Parameter, Range

__all__ = ["Change", "Weight", "compare", "version_step"]


class Weight(IntEnum):
    """What a change does to code that calls the model."""

    COMPATIBLE = 0
    BEHAVIOUR = 1
    BREAKING = 2


class Change(Frozen):
    """One change: where, what, and its weight."""

    weight: Weight
    what: str
    method: str
    field: str = ""


def compare(old: Model, new: Model) -> tuple[Change, ...]:
    """All changes from `old` to `new`, the heaviest first, then by method and field."""
    before = {method.name: method for method in old.methods}
    after = {method.name: method for method in new.methods}
    changes: list[Change] = []
    for name in before.keys() - after.keys():
        changes.append(_change(Weight.BREAKING, "method removed", name))
    for name in after.keys() - before.keys():
        changes.append(_change(Weight.COMPATIBLE, "method added", name))
    for name in before.keys() & after.keys():
        changes.extend(_methods(before[name], after[name]))
    return tuple(sorted(changes, key=lambda c: (-c.weight, c.method, c.field, c.what)))


def version_step(changes: Sequence[Change]) -> str:
    """Which part of a version these changes raise: major, minor, patch or none."""
    steps = {
        Weight.BREAKING: "major",
        Weight.BEHAVIOUR: "minor",
        Weight.COMPATIBLE: "minor",
    }
    if all(change.what.endswith("description changed") for change in changes):
        return "patch" if changes else "none"
    return steps[max(change.weight for change in changes)]


def _change(weight: Weight, what: str, method: str, field: str = "") -> Change:
    return Change(weight=weight, what=what, method=method, field=field)


def _methods(old: Method, new: Method) -> Iterator[Change]:
    name = old.name
    if old.kind != new.kind:
        what = f"kind changed from {old.kind.name} to {new.kind.name}"
        yield _change(Weight.BREAKING, what, name)
    if old.description != new.description:
        yield _change(Weight.COMPATIBLE, "description changed", name)
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    for field in before.keys() - after.keys():
        yield _change(Weight.BREAKING, "parameter removed", name, field)
    for field in after.keys() - before.keys():
        required = after[field].required
        weight = Weight.BREAKING if required else Weight.COMPATIBLE
        word = "required" if required else "optional"
        yield _change(weight, f"{word} parameter added", name, field)
    for field in before.keys() & after.keys():
        for weight, what in _parameters(before[field], after[field]):
            yield _change(weight, what, name, field)
    kept = [field for field in before if field in after]
    if kept != [field for field in after if field in before]:
        yield _change(Weight.BREAKING, "parameters reordered", name)
    if [_type_of(each) for each in old.outputs] != [
        _type_of(each) for each in new.outputs
    ]:
        yield _change(Weight.BREAKING, "output changed", name)


def _parameters(old: Parameter, new: Parameter) -> Iterator[tuple[Weight, str]]:
    if _type_of(old) != _type_of(new):
        yield Weight.BREAKING, "data type changed"
        return
    if old.required != new.required:
        if new.required:
            yield Weight.BREAKING, "made required"
        else:
            yield Weight.COMPATIBLE, "made optional"
    elif _default(old) != _default(new):
        what = f"default changed from {_default(old)} to {_default(new)}"
        yield Weight.BEHAVIOUR, what
    yield from _choices(set(old.choice_ids), set(new.choice_ids))
    if old.range != new.range:
        wider = _within(old.range, new.range)
        weight = Weight.COMPATIBLE if wider else Weight.BREAKING
        word = "widened" if wider else "narrowed"
        yield weight, f"range {word} from {_bounds(old.range)} to {_bounds(new.range)}"
    if old.description != new.description:
        yield Weight.COMPATIBLE, "description changed"


def _choices(old: set[str], new: set[str]) -> Iterator[tuple[Weight, str]]:
    if old == new:
        return
    if not new:
        yield Weight.COMPATIBLE, "choices lifted"
    elif not old:
        yield Weight.BREAKING, f"restricted to the choices {_listed(new)}"
    else:
        if old - new:
            yield Weight.BREAKING, f"choices removed: {_listed(old - new)}"
        if new - old:
            yield Weight.COMPATIBLE, f"choices added: {_listed(new - old)}"


def _type_of(field: Parameter | Output) -> Any:
    return field.name, field.data_type, field.stream


def _default(parameter: Parameter) -> str:
    """The default as the wire tells it."""
    return repr(parameter.default.text) if parameter.default else "none"


def _within(inner: Range, outer: Range) -> bool:
    """Whether each value of `inner` is one of `outer`."""
    low, high = -math.inf, math.inf
    return _or(outer.minimum, low) <= _or(inner.minimum, low) and _or(
        inner.maximum, high
    ) <= _or(outer.maximum, high)


def _or(bound: float | None, unbounded: float) -> float:
    return unbounded if bound is None else bound


def _bounds(bounds: Range) -> str:
    low = "" if bounds.minimum is None else f"{bounds.minimum:g}"
    high = "" if bounds.maximum is None else f"{bounds.maximum:g}"
    return f"{low}..{high}"


def _listed(texts: set[str]) -> str:
    return ", ".join(map(repr, sorted(texts)))
