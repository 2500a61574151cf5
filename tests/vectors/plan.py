"""Which calls there are vectors of: arguments of every method of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from clarifai_codegen.signature.datatype import DataType, Scalar
from clarifai_codegen.signature.method import Method, Parameter
from tests.target.corpus import Case
from tests.target.corpus import cases as corpus_cases

from .numbers import shown_bytes, shown_float
from .values import count, nested_arrays, nested_objects, sample

__all__ = ["EVERY_SAMPLE", "Call", "calls", "cases", "coded"]

HERE = Path(__file__).parent
EVERY_SAMPLE = ("all_types", "edges")
"""Cases whose methods are called with every sample of their types."""

_MORE = {
    ("all_types", "echo_json"): {
        "30 objects deep": {"x": nested_objects(30)},
        "30 arrays deep": {"x": nested_arrays(30)},
    }
}


class Call(NamedTuple):
    """A method with arguments by name, in the coding of the vectors."""

    variant: str
    number: int
    arguments: dict[str, Any]


def cases() -> list[Case]:
    """The good cases of the corpus, and the edges that only the wire has, which come
    first with all data types: later ones need no vectors for what is alike."""
    edges = Case("edges", json.loads((HERE / "edges.json").read_text("utf-8")))
    found = [edges, *(case for case in corpus_cases() if case.is_good)]
    return sorted(found, key=lambda case: case.name not in EVERY_SAMPLE)


def calls(case: str, method: Method, seen: set[str]) -> Iterator[Call]:
    """Calls of a method; one is enough where `seen` has its like."""
    shape = _shape(method)
    yield _call("typical", method, 0)
    if shape in seen:
        return
    seen.add(shape)
    yield _call("boundary", method, 1)
    for number in range(2, _many(method, case in EVERY_SAMPLE)):
        yield _call(f"sample {number}", method, number)
    fewest = [p for p in method.parameters if method.must_be_given(p)]
    if len(fewest) < len(method.parameters):
        call = _call("fewest", method, 0)
        names = {parameter.name for parameter in fewest}
        given = {n: v for n, v in call.arguments.items() if n in names}
        yield call._replace(arguments=given)
    for variant, arguments in _MORE.get((case, method.name), {}).items():
        yield Call(variant, 0, arguments)


def coded(data_type: DataType, value: Any) -> Any:
    """A plain value of Python, such as a default, in the coding of the vectors."""
    match data_type.type, value:
        case "INT", _:
            return str(value)
        case "FLOAT", _:
            return shown_float(value)
        case "BYTES", _:
            return shown_bytes(value)
        case "TEXT", _:
            return {"text": value}
        case "LIST", _:
            return [coded(data_type.item, each) for each in value]
        case "TUPLE", _:
            return [*map(coded, data_type.items, value)]
        case "NAMED_FIELDS", _:
            return {f.name: coded(f.data_type, value[f.name]) for f in data_type.fields}
    return value


def _call(variant: str, method: Method, number: int) -> Call:
    arguments = {p.name: _argument(p, number) for p in method.parameters}
    return Call(variant, number, arguments)


def _argument(parameter: Parameter, number: int) -> Any:
    """What is given for a parameter; of a stream, its items."""
    value = _value(parameter, number)
    if not parameter.stream:
        return value
    return [value] if number == 1 else [value, _value(parameter, number + 1), value]


def _value(parameter: Parameter, number: int) -> Any:
    edges = _edges(parameter)
    if edges:
        return coded(parameter.data_type, edges[number % len(edges)])
    return sample(parameter.data_type, number)


def _edges(parameter: Parameter) -> list[Any]:
    """The choices, or both ends of the range, whichever there are."""
    if not isinstance(parameter.data_type, Scalar):
        return []
    bounds = [parameter.range.minimum, parameter.range.maximum]
    whole = int if parameter.data_type.type == "INT" else float
    ends = [whole(bound) for bound in bounds if bound is not None]
    return [*parameter.choices] or ends


def _many(method: Method, every: bool) -> int:
    """How many samples a method is called with: every choice, at least."""
    many = [len(_edges(parameter)) for parameter in method.parameters]
    if every:
        many += [count(p.data_type) for p in method.parameters if not _edges(p)]
        many.append(count(method.answer))
    return max(many, default=0)


def _shape(method: Method) -> str:
    """What makes two methods alike: all but names and descriptions."""
    blank = {"name": "", "description": ""}
    fields = [f.model_copy(update=blank) for f in method.parameters]
    outputs = [f.model_copy(update=blank) for f in method.outputs]
    return repr((method.kind, fields, outputs))
