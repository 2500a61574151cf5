"""What a client has to know of each parameter, whatever its language."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..signature.datatype import DataType, ListOf, Scalar
from ..signature.default import DefaultState
from ..signature.hint import Hint, OwnType
from ..signature.method import TRAPPED, Method, Parameter
from .prose import shortened

__all__ = ["Facts", "facts", "notes"]

_CHECKED = frozenset({"STR", "INT", "BOOL", "FLOAT"})
_CHATS = frozenset({"messages", "chat_history"})


@dataclass(frozen=True, slots=True)
class Facts:
    """One parameter.

    `required` where a call must give it, `leading` where all before it are required too.
    `default` is a row of its value, None where there is none to be shown. `nullable`
    where None stands for leaving it out. `always_sent` where the default must be sent when
    the caller leaves the parameter out. `choices` and `bounds` (`minimum`, `maximum`) are
    those that are checked before a call.
    """

    parameter: Parameter
    first: bool
    required: bool
    leading: bool
    default: tuple[Any] | None
    nullable: bool
    always_sent: bool
    choices: tuple[Any, ...]
    bounds: Mapping[str, float]
    is_chat: bool

    @property
    def is_null(self) -> bool:
        """Whether the signature says that the default is None."""
        default = self.parameter.default
        return default is not None and default.state is DefaultState.NULL

    def better_type(self, language: str) -> Hint | OwnType | None:
        """What is known of JSON in it; a hint counts where the default agrees with it."""
        better = self.parameter.type_in(language)
        if not isinstance(better, Hint) or self.default is None:
            return better
        value, data_type = self.default[0], self.parameter.data_type
        while isinstance(data_type, ListOf):
            better, data_type = better.within("list"), data_type.item
        return self.parameter.hint if better.fits(value) else None

    @property
    def has_sendable_choices(self) -> bool:
        """Whether choices hold no unpaired surrogate: no wire and no type checker takes it."""
        return not any(
            "\ud800" <= c <= "\udfff"
            for choice in self.choices
            if isinstance(choice, str)
            for c in choice
        )


def facts(method: Method) -> tuple[Facts, ...]:
    """The parameters of a method in their order."""
    found: list[Facts] = []
    leading = True
    for position, parameter in enumerate(method.parameters):
        required = method.must_be_given(parameter)
        leading = leading and required
        choices = _choices(parameter)
        value = None if required else _default(parameter, choices)
        first = position == 0
        found.append(
            Facts(
                parameter=parameter,
                first=first,
                required=required,
                leading=leading,
                default=value,
                nullable=not required and value is None,
                always_sent=(
                    first and bool(value) and parameter.data_type.type in TRAPPED
                ),
                choices=choices,
                bounds=_bounds(parameter),
                is_chat=parameter.name in _CHATS and _is_chat(parameter),
            )
        )
    return tuple(found)


def notes(
    each: Facts, name: str, literal: Callable[[Any], str], *, typed: bool = False
) -> list[str]:
    """What is to be known of a parameter besides its description and default.

    One sentence each; `name` is the language's, `literal` writes values in it. Where
    `typed`, choices stand in the parameter's type already.
    """
    parameter = each.parameter
    found: list[str] = []
    low, high = (each.bounds.get(word) for word in ("minimum", "maximum"))
    if low is not None and high is not None:
        found.append(f"From {literal(low)} to {literal(high)}.")
    elif low is not None:
        found.append(f"At least {literal(low)}.")
    elif high is not None:
        found.append(f"At most {literal(high)}.")
    if parameter.choice_ids and not typed:
        values = parameter.choices or parameter.choice_ids
        shown = shortened(", ".join(dict.fromkeys(map(literal, values))))
        unchecked = "" if each.choices else " (not checked)"
        found.append(f"Choices{unchecked}: {shown}.")
    if each.required and not (parameter.required or parameter.stream):
        found.append("Required: a server takes this type amiss when it is left out.")
    if not each.required and each.default is None and not each.is_null:
        found.append("Optional; the signature does not tell the default.")
    if name != parameter.name:
        found.append(f"The model calls it {literal(parameter.name)}.")
    return found


def _default(parameter: Parameter, choices: tuple[Any, ...]) -> tuple[Any] | None:
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


def _is_chat(parameter: Parameter) -> bool:
    data_type: DataType = parameter.data_type
    if isinstance(data_type, ListOf):
        return data_type.item == Scalar(type="JSON_DATA")
    default = parameter.default
    value = default.value if default is not None else None
    return data_type == Scalar(type="JSON_DATA") and isinstance(value, list)


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
