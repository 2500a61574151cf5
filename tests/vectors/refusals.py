"""What no client sends, and what none takes for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from clarifai_grpc.grpc.api import resources_pb2

from .values import nested_arrays, nested_objects

__all__ = ["REFUSED_ANSWERS", "REFUSED_ARGUMENTS", "Refused"]

INVALID = "invalidArgument"
TYPE = "argumentType"


class Refused(NamedTuple):
    """Arguments that are refused before anything is sent, and the kind of the error."""

    case: str
    method: str
    variant: str
    kind: str
    arguments: dict[str, Any]


def _echo(method: str, variant: str, value: Any, kind: str = INVALID) -> Refused:
    case = "all_types" if method.startswith("echo_") else "edges"
    return Refused(case, method, variant, kind, {"x": value})


def _edge(method: str, variant: str, kind: str, **arguments: Any) -> Refused:
    return Refused("edges", method, variant, kind, arguments)


_BOX = dict.fromkeys(("left", "top", "right", "bottom"), 1e39)

REFUSED_ARGUMENTS = [
    _echo("echo_str", "unpaired surrogate", "\ud800"),
    _echo("echo_str", "no text", 1, TYPE),
    _echo("echo_str", "nothing", None, TYPE),
    _echo("echo_int", "above 64 bits", "9223372036854775808"),
    _echo("echo_int", "below 64 bits", "-9223372036854775809"),
    _echo("echo_bool", "a number", 1, TYPE),
    _echo("echo_bool", "nothing", None, TYPE),
    _echo("echo_json", "a text", "{}", TYPE),
    _echo("echo_json", "a number", 1, TYPE),
    _echo("echo_json", "nothing", None, TYPE),
    _echo("echo_json", "what stands for a list", {"_list": [1]}),
    _echo("echo_json", "unpaired surrogate", {"a": ["\udc00"]}),
    _echo("echo_json", "unpaired surrogate in a key", {"\ud800": 1}),
    _echo("echo_json", "31 objects deep", nested_objects(31)),
    _echo("echo_json", "31 arrays deep", nested_arrays(31)),
    _echo("echo_image", "a file", {"url": "file:///etc/passwd"}),
    _echo("echo_image", "no scheme", {"url": "example.com/a.png"}),
    _echo("echo_image", "both, of which one is a file", {"bytes": "aQ==", "url": "a"}),
    _echo("echo_image", "unpaired surrogate", {"url": "http://\ud800"}),
    _echo("echo_text", "a file", {"text": "", "url": "file:///etc/passwd"}),
    _echo("echo_text", "unpaired surrogate", {"text": "\udfff"}),
    _echo(
        "echo_text",
        "unpaired surrogate in its URL",
        {"text": "", "url": "http://\udfff"},
    ),
    _echo("echo_concept", "beyond float32", {"name": "a", "value": 1e39}),
    _echo("echo_concept", "unpaired surrogate", {"name": "\ud800"}),
    _echo("echo_region", "box beyond float32", {"box": _BOX}),
    _echo("echo_region", "point beyond float32", {"point": {"x": 0, "y": -1e39}}),
    _echo("echo_region", "value beyond float32", {"value": 1e39}),
    _echo("echo_region", "mask of a file", {"mask": {"url": "file:///a"}}),
    _echo("echo_region", "unpaired surrogate", {"text": "\ud800"}),
    _echo("echo_frame", "before its start", {"time": -1}),
    _echo("echo_frame", "no time", {"time": "NaN"}),
    _echo("echo_frame", "after all time", {"time": 1e30}),
    _echo("echo_frame", "index below 0", {"index": -1}),
    _echo("echo_frame", "index above 32 bits", {"index": 4294967296}),
    _echo("echo_list_int", "one of them above 64 bits", ["1", "9223372036854775808"]),
    _echo("list_list_str", "one of them no text", [["a"], [1]], TYPE),
    _edge("choices", "no choice", INVALID, s="b"),
    _edge("choices", "no choice of integers", INVALID, s="", i="9223372036854775806"),
    _edge("choices", "no choice of numbers", INVALID, s="", f=0.10000001),
    _edge("ranges", "below", INVALID, i="0"),
    _edge("ranges", "above", INVALID, i="2147483777"),
    _edge(
        "ranges",
        "above all integers that are in",
        INVALID,
        i="1",
        wide="9223372036854775807",
    ),
    _edge("ranges", "below a float32", INVALID, i="1", f=0.09999),
    _edge("ranges", "above a float32", INVALID, i="1", f=0.90001),
    _edge("ranges", "not a number", INVALID, i="1", f="NaN"),
    _edge("ranges", "below the only bound", INVALID, i="1", low="-Infinity"),
    _edge("ranges", "above the only bound", INVALID, i="1", high=1.1e-7),
    _edge("ranges", "missing", TYPE),
    _edge("first_float_unknown", "missing", TYPE, n="1"),
    _edge("both_ways_range", "missing", TYPE),
    _edge("both_ways_range", "no item", INVALID, items=[]),
]


class RefusedAnswer(NamedTuple):
    """An answer to a method of one parameter `x` that does not fit."""

    case: str
    method: str
    variant: str
    write: Callable[[Any], Any]


def _holding(field: str, value: Any) -> Callable[[Any], Any]:
    return lambda data: setattr(data, field, value)


def _parts(*ids: str) -> Callable[[Any], Any]:
    def write(data: Any) -> None:
        for each in ids:
            data.parts.add(id=each).data.int_value = 1

    return write


def _array(dtype: str, *shape: int) -> Callable[[Any], Any]:
    message = resources_pb2.NDArray(dtype=dtype, shape=shape, buffer=b"\0" * 8)
    return lambda data: data.ndarray.CopyFrom(message)


def _many(field: str) -> Callable[[Any], Any]:
    return lambda data: [getattr(data, field).add(), getattr(data, field).add()]


REFUSED_ANSWERS = [
    RefusedAnswer("all_types", method, variant, write)
    for method, variant, write in (
        ("echo_str", "an integer", _holding("int_value", 1)),
        ("echo_str", "parts", _parts("a")),
        ("echo_int", "a text", _holding("string_value", "1")),
        ("echo_int", "a number", _holding("float_value", 1)),
        ("echo_float", "an integer", _holding("int_value", 1)),
        ("echo_float", "a text", _holding("string_value", "1")),
        ("echo_bool", "an integer", _holding("int_value", 1)),
        ("echo_bytes", "a text", _holding("string_value", "a")),
        ("echo_image", "nothing", lambda data: None),
        ("echo_image", "a video", lambda data: data.video.SetInParent()),
        ("echo_audio", "nothing", lambda data: None),
        ("echo_video", "nothing", lambda data: None),
        ("echo_concept", "none", lambda data: None),
        ("echo_concept", "two", _many("concepts")),
        ("echo_region", "two", _many("regions")),
        ("echo_frame", "none", lambda data: None),
        ("echo_ndarray", "nothing", lambda data: None),
        ("echo_ndarray", "too long", _array("float32", 1)),
        ("echo_ndarray", "too short", _array("float32", 3)),
        ("echo_ndarray", "no whole numbers", _array("complex128", 1)),
        ("echo_ndarray", "of objects", _array("object", 1)),
        ("echo_ndarray", "of texts", _array("<U2", 1)),
        ("echo_ndarray", "of booleans", _array("bool", 8)),
        ("echo_ndarray", "of nothing known", _array("float7", 1)),
        (
            "echo_list_int",
            "texts",
            lambda data: setattr(data.parts.add().data, "string_value", "1"),
        ),
        ("echo_tuple", "too short", _parts("0", "1")),
        ("echo_tuple", "nothing", lambda data: None),
        ("echo_named", "without a field", _parts("a", "b")),
        ("echo_named", "nothing", lambda data: None),
    )
]
