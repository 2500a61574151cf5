"""What is refused before the network, and how the refusal reads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import pytest
from clarifai_grpc.grpc.api import resources_pb2, service_pb2

from clarifai_codegen.runtime.python import (
    BOOL,
    BYTES,
    CONCEPT,
    FLOAT,
    IMAGE,
    INT,
    JSON,
    NDARRAY,
    STR,
    TEXT,
    ArgumentTypeError,
    ClarifaiError,
    Image,
    InvalidArgumentError,
    Method,
    Parameter,
    Text,
    list_of,
    named,
    tuple_of,
)
from clarifai_codegen.runtime.python.default import Default


@dataclass(frozen=True)
class Pair:
    a: int
    b: str


PAIR = named(Pair, ("a", "a", INT), ("b", "b", STR))


def written(parameter: Parameter, value: Any, validate: bool = True) -> Any:
    data = resources_pb2.Data()
    Method("m", (parameter,), STR).write(data, (value,), validate)
    return data


@pytest.mark.parametrize(
    ("codec", "value", "what"),
    [
        (STR, 1, "'x': str is needed, not int"),
        (STR, None, "'x': str is needed, not NoneType"),
        (BYTES, "a", "'x': bytes is needed, not str"),
        (INT, True, "'x': int is needed, not bool"),
        (INT, 1.0, "'x': int is needed, not float"),
        (INT, "1", "'x': int is needed, not str"),
        (FLOAT, "1", "'x': float is needed, not str"),
        (FLOAT, True, "'x': float is needed, not bool"),
        (BOOL, 1, "'x': bool is needed, not int"),
        (NDARRAY, [1], "'x': a numpy array is needed, not list"),
        (JSON, "a", "'x': a JSON object or list is needed, not str"),
        (JSON, {1: 2}, "'x': a str as JSON key is needed, not int"),
        (JSON, {"a": [{1}]}, r"'x'\['a'\]\[0\]: a JSON value is needed, not set"),
        (IMAGE, 1, "'x': Image, bytes, a path or a URL is needed, not int"),
        (CONCEPT, "dog", "'x': Concept is needed, not str"),
        (list_of(STR), "abc", "'x': a sequence of str is needed, not str"),
        (list_of(STR), ["a", 1], r"'x'\[1\]: str is needed, not int"),
        (tuple_of(INT, STR), "ab", "'x': a tuple of 2 is needed, not str"),
        (list_of(tuple_of(INT, STR)), [(1, 2)], r"'x'\[0\]\[1\]: str is needed"),
        (PAIR, {"a": 1}, "'x': Pair lacks 'b'"),
        (PAIR, {"a": 1, "b": "", "c": 2}, "'x': Pair has unknown 'c'"),
        (PAIR, {"a": "", "b": ""}, "'x'.a: int is needed, not str"),
    ],
)
def test_a_wrong_type_is_refused_with_its_place(
    codec: Any, value: Any, what: str
) -> None:
    with pytest.raises(ArgumentTypeError, match=f"m: argument {what}") as caught:
        written(Parameter("x", codec), value)
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("codec", "value", "what"),
    [
        (STR, "\ud800", "unpaired surrogate"),
        (TEXT, "\ud800", "unpaired surrogate"),
        (INT, 2**63, "no 64-bit integer"),
        (JSON, {"a": 2**60 + 1}, "loses digits"),
        (JSON, [math.inf], "no number inf"),
        (JSON, {"_list": []}, "stands for a list"),
        (NDARRAY, numpy.array(["a"]), "only numbers"),
        (NDARRAY, numpy.array([True]), "only numbers"),
        (IMAGE, "cat.jpg", "pass a pathlib.Path"),
        (IMAGE, "file:///etc/hostname", "no http or https URL"),
        (IMAGE, Image(url="file:///etc/hostname"), "no http or https URL"),
        (TEXT, Text("", "file:///etc/hostname"), "no http or https URL"),
        (tuple_of(INT, STR), (1,), "not of 1"),
    ],
)
def test_a_value_that_cannot_be_is_refused(codec: Any, value: Any, what: str) -> None:
    with pytest.raises(InvalidArgumentError, match=what) as caught:
        written(Parameter("x", codec), value)
    assert isinstance(caught.value, ValueError)


def test_the_python_name_of_a_parameter_is_the_one_in_errors() -> None:
    with pytest.raises(ArgumentTypeError, match="'from_'"):
        written(Parameter("from", STR, python="from_"), 1)


def test_choices_are_checked_unless_validation_is_off() -> None:
    style = Parameter("style", STR, choices=("plain", "it's"))
    written(style, "it's")
    with pytest.raises(InvalidArgumentError, match="'zzz' is not one of 'plain'"):
        written(style, "zzz")
    written(style, "zzz", validate=False)


@pytest.mark.parametrize(
    ("codec", "bounds", "good", "bad"),
    [
        (FLOAT, {"minimum": 0.1, "maximum": 0.3}, [0.1, 0.3, 0.2], [0.0999, 0.301]),
        (INT, {"minimum": 1.0, "maximum": 4096.0}, [1, 4096], [0, 4097]),
        (INT, {"maximum": 2147483600.0}, [2**31 - 1], [2**31 + 300]),
        (FLOAT, {"minimum": -2.0}, [-2.0, 1e300], [-2.1, math.nan]),
        (FLOAT, {"maximum": -1.0}, [-1.0, -5.0], [-0.9, math.nan]),
    ],
)
def test_bounds_are_checked_as_the_float32_that_they_travel_as(
    codec: Any, bounds: dict[str, float], good: list[Any], bad: list[Any]
) -> None:
    parameter = Parameter("x", codec, **bounds)
    for value in good:
        written(parameter, value)
    for value in bad:
        with pytest.raises(InvalidArgumentError):
            written(parameter, value)


def nested(levels: int, as_list: bool) -> Any:
    value: Any = 1.5
    for _ in range(levels):
        value = [value] if as_list else {"k": value}
    return value


@pytest.mark.parametrize("as_list", [False, True], ids=["objects", "lists"])
def test_json_is_taken_as_deep_as_servers_read_it_wherever_it_stands(
    as_list: bool,
) -> None:
    deepest = list_of(tuple_of(list_of(JSON)))
    request = service_pb2.PostModelOutputsRequest()
    value = [([nested(30, as_list)],)]
    Method("m", (Parameter("x", deepest),), STR).write(
        request.inputs.add().data, (value,)
    )
    copy = service_pb2.PostModelOutputsRequest.FromString(request.SerializeToString())
    assert deepest.decode(copy.inputs[0].data.parts[0].data) == value
    for levels in (31, 1000):
        with pytest.raises(InvalidArgumentError, match="deeper than 30 levels"):
            written(Parameter("x", JSON), nested(levels, as_list))


def test_named_fields_are_taken_as_objects_and_as_mappings() -> None:
    one = written(Parameter("x", PAIR), Pair(1, "b"))
    other = written(Parameter("x", PAIR), {"b": "b", "a": 1})
    assert one == other


def test_what_numpy_gives_counts_as_python_numbers() -> None:
    assert written(Parameter("x", INT), numpy.int64(5)).parts[0].data.int_value == 5
    assert (
        written(Parameter("x", FLOAT), numpy.float32(0.5)).parts[0].data.float_value
        == 0.5
    )
    assert written(Parameter("x", BOOL), numpy.bool_(True)).parts[0].data.bool_value


def test_a_missing_file_is_the_error_that_python_gives_with_the_argument(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        written(Parameter("x", IMAGE), tmp_path / "absent.jpg")
    assert caught.value.__notes__ == ["argument 'x' of m"]


def test_a_path_is_read_and_a_url_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"png")
    assert written(Parameter("x", IMAGE), path).parts[0].data.image.base64 == b"png"
    url = "https://example.com/a.png"
    assert written(Parameter("x", IMAGE), url).parts[0].data.image.url == url


def test_every_error_is_one_that_a_caller_can_catch_at_once() -> None:
    with pytest.raises(ClarifaiError):
        written(Parameter("x", STR), 1)


def test_a_required_argument_that_was_not_given_is_refused() -> None:
    method = Method(
        "m", (Parameter("a", STR), Parameter("from", STR, python="from_")), STR
    )
    with pytest.raises(ArgumentTypeError, match="argument 'from_' is missing"):
        method.write(resources_pb2.Data(), ("a", Default(...)))
    with pytest.raises(ArgumentTypeError, match="argument 'a' is missing"):
        method.bind({"from_": "b"})
