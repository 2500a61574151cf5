"""Answers of a server, and the values that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clarifai_grpc.grpc.api import resources_pb2, service_pb2

from clarifai_codegen.signature.method import TRAPPED, Method, Model

from .numbers import shown_bytes
from .plan import Call
from .reference import decode, encode
from .values import sample

__all__ = ["answers", "odd_answers", "response_of"]

SUCCESS = 10000

Answer = dict[str, Any]


def answers(method: Method, call: Call) -> Iterator[tuple[str, Answer]]:
    """The answers to a call, each with what is to be said of its form."""
    yield "", _answer(method, _in_parts(method, call.number))
    # A server answers a request without parts in the old form, without parts.
    if not call.arguments and len(method.outputs) == 1 and not _always_sends(method):
        for number, name in (0, "typical"), (1, "boundary"):
            yield f", {name} inlined", _answer(method, _inlined(method, number))


def odd_answers(models: Mapping[str, Model]) -> Iterator[tuple[str, str, str, Answer]]:
    """Answers that fit, though no usual server gives them: case, method, variant, answer."""
    for (case, name, variant), write in _ODD.items():
        data = resources_pb2.Data()
        write(data.parts.add(id="return").data)
        yield case, name, variant, _answer(models[case].method(name), data)


def response_of(write: Callable[[Any], Any]) -> str:
    """A response with this value."""
    data = resources_pb2.Data()
    write(data.parts.add(id="return").data)
    return _response(data)


def _response(data: Any) -> str:
    response = service_pb2.MultiOutputResponse()
    response.status.code = SUCCESS
    output = response.outputs.add()
    output.status.code = SUCCESS
    output.data.CopyFrom(data)
    return shown_bytes(response.SerializeToString(deterministic=True))


def _answer(method: Method, data: Any) -> Answer:
    value = decode(method.answer, _value_of(method, data))
    return {"response": _response(data), "value": value}


def _value_of(method: Method, data: Any) -> Any:
    """Where an output holds its value."""
    if len(method.outputs) > 1 or len(data.parts) != 1:
        return data
    (output,), (part,) = method.outputs, data.parts
    if part.id != output.name:
        return data
    fields = getattr(output.data_type, "fields", ())
    is_its_field = [field.name for field in fields] == [output.name]
    return data if is_its_field and not part.data.parts else part.data


def _always_sends(method: Method) -> bool:
    """Whether a call without arguments has a part all the same."""
    first = method.parameters[0] if method.parameters else None
    return first is not None and first.data_type.type in TRAPPED


def _in_parts(method: Method, number: int) -> Any:
    data = resources_pb2.Data()
    if len(method.outputs) > 1:
        encode(method.answer, sample(method.answer, number), data)
        return data
    part = data.parts.add(id=method.outputs[0].name)
    encode(method.answer, sample(method.answer, number), part.data)
    return data


def _inlined(method: Method, number: int) -> Any:
    """As a server answers a request without parts; it gives texts twice."""
    data = resources_pb2.Data()
    encode(method.answer, sample(method.answer, number), data)
    if data.string_value:
        data.text.raw = data.string_value
    return data


def _part(data: Any, name: str, **fields: Any) -> None:
    part = data.parts.add(id=name)
    for field, value in fields.items():
        setattr(part.data, field, value)


def _array(dtype: str, buffer: bytes) -> Callable[[Any], None]:
    array = resources_pb2.NDArray(dtype=dtype, shape=[2], buffer=buffer)
    return lambda data: data.ndarray.CopyFrom(array)


def _named_in_another_order(data: Any) -> None:
    data.parts.add(id="img").data.image.url = "https://example.com"
    _part(data, "unknown", int_value=1)
    _part(data, "b", string_value="first")
    _part(data, "a", int_value=2)
    _part(data, "b", string_value="last")


def _tuple_without_ids(data: Any) -> None:
    _part(data, "", int_value=2)
    _part(data, "", string_value="b")
    data.parts.add().data.image.base64 = b"i"


def _region_of_nothing(data: Any) -> None:
    region = data.regions.add()
    region.region_info.mask.SetInParent()
    region.data.concepts.add(name="no id!")


def _kinds(data: Any) -> None:
    fields = data.struct_value.fields
    fields["nothing"].SetInParent()
    fields["list"].list_value.SetInParent()


_ODD: dict[tuple[str, str, str], Callable[[Any], Any]] = {
    ("all_types", method, variant): write
    for method, variant, write in (
        ("echo_concept", "no id", lambda data: data.concepts.add(name="a b!")),
        ("echo_region", "no id", _region_of_nothing),
        ("echo_frame", "of nothing", lambda data: data.frames.add()),
        (
            "echo_ndarray",
            "big-endian",
            _array(">i4", bytes([0, 0, 0, 1, *b"\xff" * 4])),
        ),
        ("echo_ndarray", "big-endian complex", _array(">c8", bytes(range(16)))),
        ("echo_ndarray", "little-endian", _array("<f4", bytes(range(8)))),
        ("echo_ndarray", "without an order", _array("|u1", b"\x01\xff")),
        ("echo_json", "null", lambda data: None),
        ("echo_json", "values of no kind", _kinds),
        (
            "echo_text",
            "a text as string",
            lambda data: setattr(data, "string_value", "t"),
        ),
        ("echo_named", "in another order", _named_in_another_order),
        ("echo_tuple", "without ids", _tuple_without_ids),
    )
}
