"""What changed between two signatures of a model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from .change import Change
from .datatype import DataType, ListOf, NamedFields, TupleOf
from .method import Method, Model, Output, Parameter, Range

__all__ = ["compare", "described"]

_LONGEST = 80
"""Characters of a value that a change shows."""


def compare(old: Model, new: Model) -> tuple[Change, ...]:
    """All changes from `old` to `new`, the heaviest first, then by method and field."""
    before = {method.name: method for method in old.methods}
    after = {method.name: method for method in new.methods}
    changes = [_at("method-removed", name) for name in before.keys() - after.keys()]
    changes += [_at("method-added", name) for name in after.keys() - before.keys()]
    for name in before.keys() & after.keys():
        changes += _methods(before[name], after[name])
    return tuple(sorted(changes, key=lambda c: (-c.weight, c.method, c.field, c.code)))


def described(data_type: DataType) -> str:
    """A data type on one line: `LIST[INT]`, `NAMED_FIELDS[name: STR]`."""
    match data_type:
        case ListOf(item=item):
            inside = described(item)
        case TupleOf(items=items):
            inside = ", ".join(map(described, items))
        case NamedFields(fields=fields):
            inside = ", ".join(f"{f.name}: {described(f.data_type)}" for f in fields)
        case _:
            return data_type.type
    return f"{data_type.type}[{inside}]"


def _at(
    code: str, method: str, field: str = "", old: str = "", new: str = ""
) -> Change:
    shown = [
        text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
        for text in (old, new)
    ]
    return Change(code=code, method=method, field=field, old=shown[0], new=shown[1])


def _methods(old: Method, new: Method) -> Iterator[Change]:
    name = old.name
    if old.kind != new.kind:
        yield _at("kind-changed", name, "", old.kind.name, new.kind.name)
    if old.description != new.description:
        yield _at("method-redescribed", name)
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    for field in before.keys() - after.keys():
        yield _at("parameter-removed", name, field)
    for field in after.keys() - before.keys():
        required = new.must_be_given(after[field])
        yield _at("required-added" if required else "parameter-added", name, field)
    for field in before.keys() & after.keys():
        was, is_ = before[field], after[field]
        must = old.must_be_given(was), new.must_be_given(is_)
        yield from _parameters(name, was, is_, must)
    yield from _order(old, new)
    yield from _outputs(old, new)


def _order(old: Method, new: Method) -> Iterator[Change]:
    """Arguments by position are the first one, and required ones as far as they lead."""
    names = [parameter.name for parameter in new.parameters]
    kept = [each.name for each in old.parameters if each.name in names]
    before, after = _positional(old), _positional(new)
    left = [name for name in before if name in names]
    if left != after[: len(left)]:
        shown = ", ".join(before), ", ".join(after)
        yield _at("positional-changed", old.name, "", *shown)
    elif kept != [name for name in names if name in kept]:
        yield _at("keywords-reordered", old.name)


def _positional(method: Method) -> list[str]:
    names: list[str] = []
    for parameter in method.parameters:
        if names and not method.must_be_given(parameter):
            break
        names.append(parameter.name)
        if not method.must_be_given(parameter):
            break
    return names


def _parameters(
    method: str, old: Parameter, new: Parameter, must: tuple[bool, bool]
) -> Iterator[Change]:
    """`must` says whether a call has to give it, before and after."""

    def at(code: str, was: str = "", is_: str = "") -> Change:
        return _at(code, method, new.name, was, is_)

    if (old.data_type, old.stream) != (new.data_type, new.stream):
        yield at("parameter-retyped", _typed(old), _typed(new))
        return
    if must[0] != must[1]:
        yield at("made-required" if must[1] else "made-optional")
    elif _default(old) != _default(new):
        yield at("default-changed", _default(old), _default(new))
    yield from _choices(at, set(old.choice_ids), set(new.choice_ids))
    if old.range != new.range:
        wider = _within(old.range, new.range)
        code = "range-widened" if wider else "range-narrowed"
        yield at(code, _bounds(old.range), _bounds(new.range))
    if old.description != new.description:
        yield at("parameter-redescribed")
    if old.is_param != new.is_param:
        yield at("parameter-marked")


def _choices(
    at: Callable[..., Change], old: set[str], new: set[str]
) -> Iterator[Change]:
    if old and not new:
        yield at("choices-lifted")
    elif new and not old:
        yield at("choices-set", "", _listed(new))
    else:
        if old - new:
            yield at("choices-removed", _listed(old - new))
        if new - old:
            yield at("choices-added", "", _listed(new - old))


def _outputs(old: Method, new: Method) -> Iterator[Change]:
    name = old.name
    before, after = (tuple(map(_shape, each.outputs)) for each in (old, new))
    if len(before) == len(after) == 1 and before[0][::2] == after[0][::2]:
        yield from _answers(name, before[0][0], old.answer, new.answer)
    elif before != after:
        shown = (", ".join(map(_typed, each.outputs)) for each in (old, new))
        yield _at("output-retyped", name, "", *shown)
    texts = [[output.description for output in each.outputs] for each in (old, new)]
    if len(before) == len(after) and texts[0] != texts[1]:
        yield _at("output-redescribed", name)


def _answers(method: str, place: str, old: DataType, new: DataType) -> Iterator[Change]:
    """A record that answers hold may get more fields: who reads it misses none."""
    match old, new:
        case ListOf(item=was), ListOf(item=is_):
            yield from _answers(method, f"{place}[]", was, is_)
        case NamedFields(), NamedFields():
            before = {field.name: field.data_type for field in old.fields}
            after = {field.name: field.data_type for field in new.fields}
            for name in before.keys() - after.keys():
                yield _at("output-field-removed", method, f"{place}.{name}")
            for name in after.keys() - before.keys():
                yield _at("output-field-added", method, f"{place}.{name}")
            for name in before.keys() & after.keys():
                here = f"{place}.{name}"
                yield from _answers(method, here, before[name], after[name])
        case _ if old != new:
            yield _at("output-retyped", method, place, described(old), described(new))


def _shape(output: Output) -> tuple[str, DataType, bool]:
    return output.name, output.data_type, output.stream


def _typed(field: Parameter | Output) -> str:
    text = described(field.data_type)
    return f"a stream of {text}" if field.stream else text


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
    low = "" if bounds.minimum is None else f"{bounds.minimum:.9g}"
    high = "" if bounds.maximum is None else f"{bounds.maximum:.9g}"
    return f"{low}..{high}" if bounds else "any"


def _listed(texts: set[str]) -> str:
    return ", ".join(map(repr, sorted(texts)))
