"""Types that are better than JSON_DATA's: what code says of a value, and no wire knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from .datatype import DataType, Frozen, ListOf, Scalar

__all__ = ["DEEPEST", "Container", "Hint", "Leaf", "OwnType", "Typed", "holds_json"]

Container = Literal["dict", "list"]
Leaf = Literal["any", "str", "int", "float", "bool"]

DEEPEST = 4
"""Containers within containers that a hint tells; what is deeper is any JSON."""

_TEXT = re.compile(r"((?:dict\[str, |list\[){0,4})(any|str|int|float|bool)(\]*)")


class Hint(Frozen):
    """The shape of a JSON value: containers, outermost first, around a leaf.

    The keys of a `dict` are texts, as JSON has them; `any` is any JSON value.
    """

    containers: tuple[Container, ...] = ()
    leaf: Leaf = "any"

    @property
    def text(self) -> str:
        """The hint as a lock holds it: `dict[str, list[float]]`."""
        opening = "".join(_OPENING[each] for each in self.containers)
        return f"{opening}{self.leaf}{']' * len(self.containers)}"

    @classmethod
    def parse(cls, text: str) -> Hint | None:
        """The inverse of `text`; None for any other text."""
        found = _TEXT.fullmatch(text)
        if found is None:
            return None
        words = re.findall("dict|list", found[1])
        if len(words) != len(found[3]):
            return None
        return cls.model_validate({"containers": tuple(words), "leaf": found[2]})

    def within(self, container: Container) -> Hint:
        """The hint of a container of such values."""
        containers = (container, *self.containers)
        cut = len(containers) > DEEPEST
        leaf: Leaf = "any" if cut else self.leaf
        return Hint(containers=containers[:DEEPEST], leaf=leaf)

    @property
    def example(self) -> Any:
        """A value of this shape."""
        value: Any = _EXAMPLES[self.leaf]
        for container in reversed(self.containers):
            value = {"key": value} if container == "dict" else [value]
        return value

    def fits(self, value: Any) -> bool:
        """Whether a JSON value has this shape."""
        return _fits(value, self.containers, self.leaf)


class OwnType(Frozen):
    """A type of the user's: `name` in `module`, as an import of `language` names them."""

    language: str
    module: str
    name: str


class Typed(Frozen):
    """What may have a better type than its data type tells: a parameter or an output.

    `hint` comes from the model's own code, `own_types` from the user's configuration.
    Both are said of the JSON value, or of each one in a list of them; no wire and no
    digest knows them, and what differs in nothing else is equal.
    """

    hint: Hint | None = None
    own_types: tuple[OwnType, ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Typed) or type(other) is not type(self):
            return False
        return self._on_the_wire() == other._on_the_wire()

    def __hash__(self) -> int:
        return hash(self._on_the_wire())

    def type_in(self, language: str) -> Hint | OwnType | None:
        """The better type for clients of a language: the user's word counts first."""
        own = (each for each in self.own_types if each.language == language)
        return next(own, self.hint)

    def _on_the_wire(self) -> tuple[Any, ...]:
        return tuple(value for name, value in self if name not in Typed.model_fields)


def holds_json(data_type: DataType) -> bool:
    """Whether a better type can be told: JSON_DATA, or lists of it."""
    while isinstance(data_type, ListOf):
        data_type = data_type.item
    return data_type == Scalar(type="JSON_DATA")


def _fits(value: Any, containers: tuple[Container, ...], leaf: Leaf) -> bool:
    if not containers:
        return _LEAVES[leaf](value)
    if containers[0] == "dict":
        if not isinstance(value, Mapping):
            return False
        value = value.values()
    elif not isinstance(value, list | tuple):
        return False
    return all(_fits(each, containers[1:], leaf) for each in value)


def _is_number(value: Any, kinds: Any) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)


_OPENING: Mapping[Container, str] = {"dict": "dict[str, ", "list": "list["}
_EXAMPLES: Mapping[Leaf, Any] = {
    "any": "value",
    "str": "value",
    "int": 1,
    "float": 0.5,
    "bool": True,
}
_LEAVES: Mapping[Leaf, Callable[[Any], bool]] = {
    "any": lambda value: True,
    "str": lambda value: isinstance(value, str),
    "int": lambda value: _is_number(value, int),
    "float": lambda value: _is_number(value, int | float),
    "bool": lambda value: isinstance(value, bool),
}
