"""Signatures in every form that Clarifai gives them -> Model.

The forms: protobuf messages; JSON or YAML in camel or snake case, with enum names or
numbers, with zero values left out or not; a list of signatures, or the runner's
`{name: signature}`, or a signatures file that tells the model's ids as well.

A method that cannot be used is reported and left out; the others stand.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, ProblemError, Where
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
from .method import Kind, Method, Model, Output, Parameter, Range

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
            methods.append(_method(_mapping(signature)))
        except _BadMethod as bad:
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


class _BadMethod(Exception):
    """A method that cannot be used."""

    def __init__(self, code: str, what: str, *path: str) -> None:
        super().__init__(what)
        self.problem = Problem(code, what, Where(field=".".join(path)))


def _split(document: Any) -> tuple[dict[str, str], list[Any]]:
    """The ids that a document tells, and its signatures."""
    if isinstance(document, list | tuple):
        return {}, list(document)
    if not isinstance(document, Mapping):
        raise _not_signatures(f"The document is {_a(document)}, not a list or mapping.")
    for key in ("method_signatures", "methodSignatures"):
        if key in document:
            signatures = document[key]
            if isinstance(signatures, Mapping):
                signatures = _of_mapping(signatures)
            if not isinstance(signatures, list):
                raise _not_signatures(f"{key} is {_a(signatures)}, not a list.")
            ids = document.get("model") or {}
            if not isinstance(ids, Mapping):
                raise _not_signatures(f"model is {_a(ids)}, not a mapping of ids.")
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
        value = ids.get(key, ids.get(_camel(key), ""))
        if value is not None and not isinstance(value, str):
            raise _not_signatures(f"model.{key} is {_a(value)}, not a text.")
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


def _mapping(signature: Any) -> Mapping[str, Any]:
    """The signature as a mapping; protobuf messages by protobuf's own JSON."""
    if hasattr(signature, "DESCRIPTOR"):
        from google.protobuf.json_format import MessageToDict

        message: dict[str, Any] = MessageToDict(signature)
        return message
    if not isinstance(signature, Mapping):
        raise _BadMethod("not-a-signature", f"A signature is {_a(signature)}.")
    return signature


def _method(signature: Mapping[str, Any]) -> Method:
    name = _get(signature, "name", str, "")
    try:
        if not name:
            raise _BadMethod("missing-name", "A method has no name.")
        inputs = _get(signature, "input_fields", list, [])
        outputs = _get(signature, "output_fields", list, [])
        method = Method(
            name=name,
            kind=_kind(_get(signature, "method_type", object, 0)),
            description=_get(signature, "description", str, ""),
            parameters=tuple(_parameter(_field(each)) for each in inputs),
            outputs=tuple(_output(_field(each)) for each in outputs),
        )
        _check(method)
    except _BadMethod as bad:
        bad.problem = bad.problem.at(method=name)
        raise
    return method


def _check(method: Method) -> None:
    if not method.outputs:
        raise _BadMethod("no-output", f"Method {method.name!r} has no output field.")
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
        raise _BadMethod(
            "kind-contradicts-fields",
            f"The kind is {method.kind.name}, but the fields marked as streams are: {found}.",
        )


def _refuse_repeated(word: str, names: Sequence[str], *path: str) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        what = f"Two {word} are named {', '.join(map(repr, repeated))}."
        raise _BadMethod("duplicate-name", what, *path, repeated[0])


def _kind(value: Any) -> Kind:
    kind: Kind | None = _member(Kind, value)
    if kind is None:
        known = ", ".join(each.name for each in Kind)
        what = f"The method's type is {value!r}; it can be {known}."
        raise _BadMethod("unknown-kind", what)
    return kind


def _parameter(field: Mapping[str, Any]) -> Parameter:
    name = _name(field)
    data_type = _data_type(field, (name,))
    options = _get(field, "model_type_enum_options", list, [], name)
    choice_ids = tuple(
        _get(_field(each, name), "id", str, "", name) for each in options
    )
    required = _get(field, "required", bool, False, name)
    default = _get(field, "default", str, "", name)
    return Parameter(
        name=name,
        data_type=data_type,
        required=required,
        default=None if required else decode_default(data_type, default, choice_ids),
        description=_get(field, "description", str, "", name),
        choice_ids=choice_ids,
        range=_range(
            _get(field, "model_type_range_info", Mapping, {}, name), data_type
        ),
        stream=_get(field, "iterator", bool, False, name),
        is_param=_get(field, "is_param", bool, False, name),
    )


def _output(field: Mapping[str, Any]) -> Output:
    name = _name(field)
    return Output(
        name=name,
        data_type=_data_type(field, (name,)),
        stream=_get(field, "iterator", bool, False, name),
        description=_get(field, "description", str, "", name),
    )


def _name(field: Mapping[str, Any], *path: str) -> str:
    name: str = _get(field, "name", str, "", *path)
    if not name:
        raise _BadMethod("missing-name", "A field has no name.", *path)
    return name


def _data_type(field: Mapping[str, Any], path: tuple[str, ...]) -> DataType:
    if len(path) > MAX_DEPTH:
        what = f"Containers nest more than {MAX_DEPTH} deep."
        raise _BadMethod("too-deep", what, path[0])
    value = _get(field, "type", object, 0, *path)
    number = _member(DataTypeNumber, value)
    if number is None:
        shown = "NOT_SET" if value in (0, "0") else value
        what = f"The data type of {'.'.join(path)!r} is {shown!r}."
        raise _BadMethod("unknown-data-type", what, *path)
    arguments = [
        _field(each, *path) for each in _get(field, "type_args", list, [], *path)
    ]
    for argument in arguments:
        if _get(argument, "iterator", bool, False, *path):
            what = f"{'.'.join(path)!r} holds a stream."
            raise _BadMethod("nested-stream", what, *path)
    many = len(arguments)
    wanted = {
        DataTypeNumber.LIST: many == 1,
        DataTypeNumber.TUPLE: many > 0,
        DataTypeNumber.NAMED_FIELDS: many > 0,
    }
    if not wanted.get(number, many == 0):
        what = f"{number.name} {'.'.join(path)!r} has {many} type arguments."
        raise _BadMethod("bad-type-arguments", what, *path)
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
    return Scalar.model_validate({"type": number.name})


def _range(bounds: Mapping[str, Any], data_type: DataType) -> Range:
    if not (isinstance(data_type, Scalar) and data_type.type in ("INT", "FLOAT")):
        return Range()
    minimum, maximum = (_bound(bounds, key) for key in ("min", "max"))
    if minimum is not None and maximum is not None and maximum <= minimum:
        maximum = None
    return Range(minimum=minimum, maximum=maximum)


def _bound(bounds: Mapping[str, Any], key: str) -> float | None:
    value = _get(bounds, key, object, 0.0)
    try:
        number = float(value)
        struct.pack("<f", number)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number and math.isfinite(number) else None


def _field(value: Any, *path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _BadMethod("not-a-signature", f"A field is {_a(value)}.", *path)
    return value


def _get(
    message: Mapping[str, Any], key: str, kind: Any, default: Any, *path: str
) -> Any:
    """A value of a message in either case; what is absent or null is its default."""
    value = message.get(key)
    if value is None:
        value = message.get(_camel(key))
    if value is None:
        return default
    if not isinstance(value, kind):
        what = f"{key} is {_a(value)}."
        raise _BadMethod("not-a-signature", what, *path)
    return value


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _member(enum: Any, value: Any) -> Any:
    """The member of an enum by number, by name, or by number as a text; or None."""
    if isinstance(value, str):
        if value in enum.__members__:
            return enum[value]
        value = int(value) if value.isascii() and value.isdecimal() else None
    numbers = {member.value: member for member in enum}
    return numbers.get(value) if type(value) is int else None


def _a(value: Any) -> str:
    words = {dict: "a mapping", list: "a list", str: "a text", type(None): "empty"}
    return words.get(type(value), f"of type {type(value).__name__}")
