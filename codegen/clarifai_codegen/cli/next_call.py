"""One call that can be typed, whatever the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..signature.datatype import DataType
    from ..signature.hint import Hint
    from ..signature.method import Method, Model, Parameter

__all__ = ["Call", "MediaUrl", "call_of"]


class MediaUrl(str):
    """The address of a picture, a sound or a video."""


_SIMPLE: dict[str, Any] = {
    "STR": "Hello",
    "TEXT": "Hello",
    "BYTES": b"Hello",
    "INT": 1,
    "FLOAT": 1.0,
    "BOOL": True,
    "JSON_DATA": {},
    "IMAGE": MediaUrl("https://samples.clarifai.com/metro-north.jpg"),
    "AUDIO": MediaUrl("https://samples.clarifai.com/GoodMorning.wav"),
    "VIDEO": MediaUrl("https://samples.clarifai.com/beer.mp4"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """A method, and a value for each parameter that must be given."""

    method: Method
    arguments: dict[str, Any]


def call_of(model: Model, is_plain: Callable[[str], bool]) -> Call | None:
    """A call with short values of a method whose names are all plain; None for none."""
    methods = sorted(
        model.methods,
        key=lambda method: (method.kind, method.name != "predict", method.name),
    )
    for method in methods:
        needed = [each for each in method.parameters if each.required or each.stream]
        values = [_sample(each) for each in needed]
        plain = all(map(is_plain, [method.name, *(each.name for each in needed)]))
        if plain and None not in values:
            names = [each.name for each in needed]
            return Call(method, dict(zip(names, values, strict=True)))
    return None


def _sample(parameter: Parameter) -> Any:
    """A value to call with, None where none is short."""
    if parameter.choices:
        return parameter.choices[0]
    low = parameter.range.minimum
    kind = parameter.data_type.type
    if low is not None and kind in ("INT", "FLOAT"):
        value: Any = int(low) if low == int(low) else low
    else:
        value = _value(parameter.data_type, parameter.hint)
    return [value] if value is not None and parameter.stream else value


def _value(data_type: DataType, hint: Hint | None) -> Any:
    if data_type.type == "LIST":
        item = _value(data_type.item, hint)
        return None if item is None else [item]
    if hint is not None:
        return [] if hint.containers[:1] == ("list",) else {}
    return _SIMPLE.get(data_type.type)
