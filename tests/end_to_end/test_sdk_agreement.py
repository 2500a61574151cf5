"""Every method of the corpus, called through its generated client.

The requests are those that the SDK's own `serialize` makes of the same values, the
answers decode as the SDK's `deserialize` does. `DIFFERENCES` are the exceptions: where
the SDK is wrong, and why.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from clarifai.runners.utils.method_signatures import deserialize, serialize
from clarifai_grpc.grpc.api import resources_pb2, service_pb2

from clarifai_codegen.signature.datatype import NamedField, NamedFields, Scalar
from clarifai_codegen.signature.method import Method, Output, Parameter
from clarifai_codegen.target.python.names import identifiers, methods
from tests.sampling import some

from ..runtime.canned import Canned
from .corpus import Case, cases, message
from .samples import Sample, plain, sample

CASES = cases()

DIFFERENCES = {
    "first argument": "a server takes a missing first FLOAT, LIST, TUPLE or NAMED_FIELDS "
    "from the other arguments; the SDK leaves it out, we send the signature's default",
    "__class__": "the SDK cannot read NAMED_FIELDS with a field named __class__, since it "
    "sets fields as attributes; we rename the attribute",
}


class Call(NamedTuple):
    """A method with arguments in both worlds."""

    method: Method
    ours: dict[str, Any]
    sdk: dict[str, Any]


@pytest.fixture(
    params=some(CASES, every=12), ids=lambda case: f"{case.name}-{case.model.model_id}"
)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def argument(parameter: Parameter, boundary: bool) -> Sample:
    """A value that the parameter allows."""
    value = sample(parameter.data_type, boundary)
    choices = parameter.choices
    if choices and isinstance(parameter.data_type, Scalar):
        value = Sample(choices[-boundary], choices[-boundary])
    bounds = parameter.range
    if bounds:
        low = bounds.minimum if bounds.minimum is not None else bounds.maximum
        high = bounds.maximum if bounds.maximum is not None else bounds.minimum
        number: Any = low if boundary else high
        if parameter.data_type == Scalar(type="INT"):
            number = int(number)
        value = Sample(number, number)
    return value


def calls(case: Case) -> Iterator[tuple[str, Call]]:
    """Each method with typical, boundary and as few arguments as it takes."""
    for method in case.model.methods:
        names = identifiers(p.name for p in method.parameters)
        for variant in ("typical", "boundary", "omitted"):
            ours, sdk = {}, {}
            for parameter in method.parameters:
                if variant == "omitted" and not method.must_be_given(parameter):
                    continue
                value = argument(parameter, variant == "boundary")
                given = [value.ours] if parameter.stream else value.ours
                ours[names[parameter.name]] = given
                sdk[parameter.name] = value.sdk
            yield variant, Call(method, ours, sdk)


def answer(method: Method, boundary: bool) -> tuple[Any, Any]:
    """A response as the SDK's server makes it, and what the SDK's client reads."""
    signature = message(method)
    values = {o.name: sample(o.data_type, boundary).sdk for o in method.outputs}
    response = service_pb2.MultiOutputResponse()
    response.status.code = 10000
    output = response.outputs.add()
    output.status.code = 10000
    serialize(values, signature.output_fields, output.data, is_output=True)
    try:
        read = deserialize(output.data, signature.output_fields, is_output=True)
    except TypeError as error:
        if "__class__" not in str(error):  # DIFFERENCES["__class__"]
            raise
        read = next(iter(values.values())) if len(values) == 1 else values
    return response, read


def client(clients: Any, case: Case, server: Canned, prefix: str = "") -> Any:
    return getattr(clients, prefix + case.name)(url=server.address)


def parts(request: Any) -> dict[str, Any]:
    """The arguments of a request by name."""
    return {part.id: part.data for part in request.inputs[0].data.parts}


def expected_parts(call: Call) -> dict[str, Any]:
    data = resources_pb2.Data()
    serialize(call.sdk, message(call.method).input_fields, data)
    return {part.id: part.data for part in data.parts}


def expected_value(method: Method, read: Any) -> Any:
    """What the SDK reads, in terms that compare."""
    if len(method.outputs) == 1:
        (output,) = method.outputs
        value = read if output.name == "return" else read[output.name]
        return plain(value, output.data_type)
    return plain(read, record(method.outputs))


def record(outputs: tuple[Output, ...]) -> NamedFields:
    return NamedFields(
        fields=tuple(NamedField(name=o.name, data_type=o.data_type) for o in outputs)
    )


def got_value(method: Method, value: Any) -> Any:
    if len(method.outputs) == 1:
        return plain(value, method.outputs[0].data_type)
    return plain(value, record(method.outputs))


def extra_first(call: Call, ours: dict[str, Any], theirs: dict[str, Any]) -> set[str]:
    """What we send and the SDK does not: only a trapped first argument."""
    extra = ours.keys() - theirs.keys()
    if extra:
        first = call.method.parameters[0]
        assert extra == {first.name}, DIFFERENCES["first argument"]
        assert first.data_type.type in ("FLOAT", "LIST", "TUPLE", "NAMED_FIELDS")
    return extra


def check(call: Call, request: Any, got: Any, read: Any) -> None:
    ours, theirs = parts(request), expected_parts(call)
    extra = extra_first(call, ours, theirs)
    assert {k: v for k, v in ours.items() if k not in extra} == theirs
    assert got_value(call.method, got) == expected_value(call.method, read)


def test_requests_and_answers_are_those_of_the_sdk(
    case: Case, clients: Any, server: Canned
) -> None:
    names = methods(method.name for method in case.model.methods)
    with client(clients, case, server) as model:
        for variant, call in calls(case):
            response, read = answer(call.method, variant == "boundary")
            server.unary = lambda request, context, r=response: r
            server.generate = lambda request, context, r=response: iter([r, r])
            server.stream = lambda requests, context, r=response: [r for _ in requests]
            server.requests.clear()
            got = getattr(model, names[call.method.name])(**call.ours)
            if call.method.kind.streams_out:
                got = got.collect()[0]
            request = server.requests[0]
            method_name = request.inputs[0].data.metadata["_method_name"]
            assert method_name == call.method.name
            check(call, request, got, read)


@pytest.mark.slow
def test_async_clients_send_and_read_the_same(
    case: Case, clients: Any, server: Canned
) -> None:
    names = methods(method.name for method in case.model.methods)

    async def main() -> None:
        async with client(clients, case, server, "Async") as model:
            for variant, call in calls(case):
                if variant == "boundary":
                    continue
                response, read = answer(call.method, False)
                server.unary = lambda request, context, r=response: r
                server.generate = lambda request, context, r=response: iter([r])
                server.stream = lambda requests, context, r=response: [
                    r for _ in requests
                ]
                server.requests.clear()
                got = getattr(model, names[call.method.name])(**call.ours)
                got = await (got.collect() if call.method.kind.streams_out else got)
                if call.method.kind.streams_out:
                    got = got[0]
                check(call, server.requests[0], got, read)

    asyncio.run(main())
