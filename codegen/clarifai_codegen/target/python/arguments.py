"""Parameters of a method as Python's: which are required, their types and defaults."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...signature.datatype import DataType, ListOf, Scalar
from ...signature.default import DefaultState
from ...signature.method import TRAPPED, Method, Parameter
from .literals import literal
from .names import identifiers
from .types import Types

__all__ = ["Argument", "arguments", "listed"]

_LITERAL = frozenset({"STR", "INT", "BOOL"})
_CHECKED = _LITERAL | {"FLOAT"}
_CHATS = frozenset({"messages", "chat_history"})


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter.

    `name` is Python's, `wire` the model's. `type` is that of a value, of one item where
    it is a stream. `default` is source, "" where the parameter is required and "..."
    where the signature does not tell it. `choices` and `bounds` are those that are checked
    before a call. `table` are the arguments of its `Parameter`.
    """

    name: str
    wire: str
    type: str
    default: str
    positional: bool
    nullable: bool
    stream: bool
    choices: tuple[Any, ...]
    bounds: Mapping[str, float]
    table: tuple[str, ...]
    parameter: Parameter

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return not self.default

    @property
    def hint(self) -> str:
        """The type with None where that may be given."""
        return f"{self.type} | None" if self.nullable else self.type


def arguments(
    method: Method, types: Types, symbol: Callable[[str], str]
) -> tuple[Argument, ...]:
    """The parameters of a method in their order."""
    names = identifiers(each.name for each in method.parameters)
    found: list[Argument] = []
    leading = True
    for position, parameter in enumerate(method.parameters):
        required = method.must_be_given(parameter)
        leading = leading and required
        found.append(
            _argument(
                parameter,
                names[parameter.name],
                types,
                symbol,
                required=required,
                first=position == 0,
                leading=leading,
            )
        )
    return tuple(found)


def listed(
    arguments: Iterable[Argument],
    default: str,
    hint: Callable[[Argument], str] = lambda argument: argument.hint,
) -> tuple[str, ...]:
    """Parameters as a `def` lists them, `*` before the first that is a keyword only.

    `default` is a format for the source of a default: `default({})`, `{}`, `...`.
    """
    found: list[str] = []
    for argument in arguments:
        if not argument.positional and "*" not in found:
            found.append("*")
        value = "" if argument.required else f" = {default.format(argument.default)}"
        found.append(f"{argument.name}: {hint(argument)}{value}")
    return tuple(found)


def _argument(
    parameter: Parameter,
    name: str,
    types: Types,
    symbol: Callable[[str], str],
    *,
    required: bool,
    first: bool,
    leading: bool,
) -> Argument:
    choices = _choices(parameter)
    value = None if required else _default(parameter, choices)
    nullable = not required and value is None
    floating = symbol("float") if _has_no_literal((value, choices)) else "float"
    default = ""
    if not required:
        default = "..." if value is None else literal(value[0], floating)
        if _is_null(parameter):
            default = "None"
    table = [literal(parameter.name), types.codec(parameter.data_type)]
    options: dict[str, str] = {}
    if name != parameter.name:
        options["python"] = literal(name)
    if nullable:
        options["nullable"] = "True"
    elif not required:
        if first and value and parameter.data_type.type in TRAPPED:
            options["default"] = default
        else:
            options["optional"] = "True"
    bounds = _bounds(parameter)
    options |= {word: literal(bound) for word, bound in bounds.items()}
    if choices:
        options["choices"] = literal(choices, floating)
    if parameter.stream:
        options["stream"] = "True"
    return Argument(
        name=name,
        wire=parameter.name,
        type=_type(parameter, choices, types, symbol),
        default=default,
        positional=first or leading,
        nullable=nullable,
        stream=parameter.stream,
        choices=choices,
        bounds=bounds,
        table=(*table, *(f"{word}={text}" for word, text in options.items())),
        parameter=parameter,
    )


def _is_null(parameter: Parameter) -> bool:
    default = parameter.default
    return default is not None and default.state is DefaultState.NULL


def _default(parameter: Parameter, choices: tuple[Any, ...]) -> tuple[Any] | None:
    """The default as a row of one, or None where there is none to be shown."""
    default = parameter.default
    if default is None or default.state is not DefaultState.VALUE:
        return None
    if choices and default.value not in choices:
        return None
    return (default.value,)


def _choices(parameter: Parameter) -> tuple[Any, ...]:
    """The choices that can be checked, each once."""
    if parameter.data_type.type not in _CHECKED:
        return ()
    return tuple(dict.fromkeys(parameter.choices))


def _type(
    parameter: Parameter,
    choices: tuple[Any, ...],
    types: Types,
    symbol: Callable[[str], str],
) -> str:
    if choices and parameter.data_type.type in _LITERAL and not _is_unsendable(choices):
        return f"{symbol('Literal')}[{', '.join(map(literal, choices))}]"
    if parameter.name in _CHATS and _is_chat(parameter):
        return symbol("ChatMessages")
    return types.given(parameter.data_type)


def _is_chat(parameter: Parameter) -> bool:
    data_type: DataType = parameter.data_type
    if isinstance(data_type, ListOf):
        return data_type.item == Scalar(type="JSON_DATA")
    default = parameter.default
    value = default.value if default is not None else None
    return data_type == Scalar(type="JSON_DATA") and isinstance(value, list)


def _is_unsendable(choices: tuple[Any, ...]) -> bool:
    """Whether a choice holds an unpaired surrogate: no wire and no type checker takes it."""
    return any(
        "\ud800" <= c <= "\udfff"
        for choice in choices
        if isinstance(choice, str)
        for c in choice
    )


def _bounds(parameter: Parameter) -> dict[str, float]:
    rows = (
        ("minimum", parameter.range.minimum, math.ceil),
        ("maximum", parameter.range.maximum, math.floor),
    )
    is_int = parameter.data_type.type == "INT"
    return {
        word: _whole(bound, inward) if is_int else bound
        for word, bound, inward in rows
        if bound is not None
    }


def _whole(bound: float, inward: Callable[[float], int]) -> int:
    """A bound of whole numbers is whole; JSON rounds big ones, float32 says which it was."""
    exact: float = struct.unpack("<f", struct.pack("<f", bound))[0]
    return inward(exact if abs(bound) >= 2**24 else bound)


def _has_no_literal(value: Any) -> bool:
    """Whether a value holds an infinity or nan."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return False
    return any(map(_has_no_literal, value))
