"""One signature -> Method, or the reason why it cannot be used."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from .datatype import (
    MAX_DEPTH,
    DataType,
    DataTypeNumber,
    ListOf,
    NamedField,
    NamedFields,
    Scalar,
    TupleOf,
)
from .default import decode_default
from .message import BadMethod, as_field, get, member_of
from .method import Kind, Method, Output, Parameter, Range

__all__ = ["method_of"]


def method_of(signature: Mapping[str, Any]) -> Method:
    name = get(signature, "name", str, "")
    try:
        if not name:
            raise BadMethod("missing-name", "A method has no name.")
        inputs = get(signature, "input_fields", list, [])
        outputs = get(signature, "output_fields", list, [])
        method = Method(
            name=name,
            kind=_kind(get(signature, "method_type", object, 0)),
            description=get(signature, "description", str, ""),
            parameters=tuple(_parameter(as_field(each)) for each in inputs),
            outputs=tuple(_output(as_field(each)) for each in outputs),
        )
        _check(method)
    except BadMethod as bad:
        bad.problem = bad.problem.at(method=name)
        raise
    return method


def _check(method: Method) -> None:
    if not method.outputs:
        raise BadMethod("no-output", f"Method {method.name!r} has no output field.")
    for word, fields in (
        ("parameters", method.parameters),
        ("outputs", method.outputs),
    ):
        _refuse_repeated(word, [field.name for field in fields])
    streams_in = sum(parameter.stream for parameter in method.parameters)
    streams_out = any(output.stream for output in method.outputs)
    if streams_in != method.kind.streams_in or streams_out != method.kind.streams_out:
        marked = [each.name for each in method.parameters if each.stream]
        marked += [each.name for each in method.outputs if each.stream]
        found = ", ".join(map(repr, marked)) or "none"
        raise BadMethod(
            "kind-contradicts-fields",
            f"The kind is {method.kind.name}, but the fields marked as streams are: {found}.",
        )


def _refuse_repeated(word: str, names: Sequence[str], *path: str) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        what = f"Two {word} are named {', '.join(map(repr, repeated))}."
        raise BadMethod("duplicate-name", what, *path, repeated[0])


def _kind(value: Any) -> Kind:
    kind: Kind | None = member_of(Kind, value)
    if kind is None:
        known = ", ".join(each.name for each in Kind)
        what = f"The method's type is {value!r}; it can be {known}."
        raise BadMethod("unknown-kind", what)
    return kind


def _parameter(field: Mapping[str, Any]) -> Parameter:
    name = _name(field)
    data_type = _data_type(field, (name,))
    options = get(field, "model_type_enum_options", list, [], name)
    choice_ids = tuple(
        get(as_field(each, name), "id", str, "", name) for each in options
    )
    required = get(field, "required", bool, False, name)
    default = get(field, "default", str, "", name)
    return Parameter(
        name=name,
        data_type=data_type,
        required=required,
        default=None if required else decode_default(data_type, default, choice_ids),
        description=get(field, "description", str, "", name),
        choice_ids=choice_ids,
        range=_range(get(field, "model_type_range_info", Mapping, {}, name), data_type),
        stream=get(field, "iterator", bool, False, name),
        is_param=get(field, "is_param", bool, False, name),
    )


def _output(field: Mapping[str, Any]) -> Output:
    name = _name(field)
    return Output(
        name=name,
        data_type=_data_type(field, (name,)),
        stream=get(field, "iterator", bool, False, name),
        description=get(field, "description", str, "", name),
    )


def _name(field: Mapping[str, Any], *path: str) -> str:
    name: str = get(field, "name", str, "", *path)
    if not name:
        raise BadMethod("missing-name", "A field has no name.", *path)
    return name


def _data_type(field: Mapping[str, Any], path: tuple[str, ...]) -> DataType:
    if len(path) > MAX_DEPTH:
        what = f"Containers nest more than {MAX_DEPTH} deep."
        raise BadMethod("too-deep", what, path[0])
    value = get(field, "type", object, 0, *path)
    number = member_of(DataTypeNumber, value)
    if number is None:
        shown = "NOT_SET" if value in (0, "0") else value
        what = f"The data type of {'.'.join(path)!r} is {shown!r}."
        raise BadMethod("unknown-data-type", what, *path)
    arguments = [
        as_field(each, *path) for each in get(field, "type_args", list, [], *path)
    ]
    for argument in arguments:
        if get(argument, "iterator", bool, False, *path):
            what = f"{'.'.join(path)!r} holds a stream."
            raise BadMethod("nested-stream", what, *path)
    many = len(arguments)
    wanted = {
        DataTypeNumber.LIST: many == 1,
        DataTypeNumber.TUPLE: many > 0,
        DataTypeNumber.NAMED_FIELDS: many > 0,
    }
    if not wanted.get(number, many == 0):
        what = f"{number.name} {'.'.join(path)!r} has {many} type arguments."
        raise BadMethod("bad-type-arguments", what, *path)
    match number:
        case DataTypeNumber.LIST:
            return ListOf(item=_data_type(arguments[0], (*path, "[]")))
        case DataTypeNumber.TUPLE:
            items = enumerate(arguments)
            return TupleOf(
                items=tuple(_data_type(a, (*path, f"[{i}]")) for i, a in items)
            )
        case DataTypeNumber.NAMED_FIELDS:
            names = [_name(argument, *path) for argument in arguments]
            _refuse_repeated("named fields", names, *path)
            named = zip(names, arguments, strict=True)
            return NamedFields(
                fields=tuple(
                    NamedField(name=name, data_type=_data_type(each, (*path, name)))
                    for name, each in named
                )
            )
    return _scalar(number.name)


@cache
def _scalar(name: str) -> Scalar:
    """One value for all that are equal: there are very many of them."""
    return Scalar.model_validate({"type": name})


_ANY = Range()


def _range(bounds: Mapping[str, Any], data_type: DataType) -> Range:
    if not (isinstance(data_type, Scalar) and data_type.type in ("INT", "FLOAT")):
        return _ANY
    minimum, maximum = (_bound(bounds, key) for key in ("min", "max"))
    if minimum is not None and maximum is not None and maximum <= minimum:
        maximum = None
    given = minimum is not None or maximum is not None
    return Range(minimum=minimum, maximum=maximum) if given else _ANY


def _bound(bounds: Mapping[str, Any], key: str) -> float | None:
    value = get(bounds, key, object, 0.0)
    try:
        number = float(value)
        struct.pack("<f", number)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number and math.isfinite(number) else None
