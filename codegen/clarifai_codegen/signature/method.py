"""Methods of a model: their kind, parameters and outputs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, TypeVar

from .datatype import DataType, Frozen, NamedField, NamedFields, Scalar
from .default import Default, DefaultState, decode_text
from .hint import Hint, Typed, holds_json

__all__ = ["TRAPPED", "Kind", "Method", "Model", "Output", "Parameter", "Range"]


TRAPPED = frozenset({"FLOAT", "LIST", "TUPLE", "NAMED_FIELDS"})
"""Data types that a server takes from the other arguments, or from nothing, when they are
the first parameter and left out: a client always sends them."""


class Kind(IntEnum):
    """How a method is called: the numbers of `MethodType` on the wire.

    STREAMING_UNARY (3) has a number but no RPC, so no method can have it.
    """

    UNARY_UNARY = 1
    UNARY_STREAMING = 2
    STREAMING_STREAMING = 4

    @property
    def streams_in(self) -> bool:
        """Whether one parameter is a stream."""
        return self is Kind.STREAMING_STREAMING

    @property
    def streams_out(self) -> bool:
        """Whether the method answers with a stream."""
        return self is not Kind.UNARY_UNARY


class Range(Frozen):
    """Bounds of a number, as far as the wire tells them.

    `ModelTypeRangeInfo` holds float32 without presence: a bound of 0 cannot be told
    from no bound, so it counts as none; so does a maximum that is not above the
    minimum.
    """

    minimum: float | None = None
    maximum: float | None = None

    def __bool__(self) -> bool:
        return self.minimum is not None or self.maximum is not None


class Parameter(Typed):
    """One input field of a method.

    `default` is None exactly for required parameters. `choice_ids` are the texts that
    the wire carries; `choices` are their values in the parameter's type. `alias` is the
    user's name for it, which no wire and no digest knows.
    """

    name: str
    data_type: DataType
    required: bool
    default: Default | None = None
    description: str = ""
    choice_ids: tuple[str, ...] = ()
    range: Range = Range()
    stream: bool = False
    is_param: bool = False
    alias: str = ""

    @property
    def wish(self) -> str:
        """What generated code should call it."""
        return self.alias or self.name

    @property
    def choices(self) -> tuple[Any, ...]:
        """The choices in the parameter's type: none if one of them does not convert."""
        if not isinstance(self.data_type, Scalar):
            return ()
        if self.data_type.type in ("STR", "TEXT"):
            return self.choice_ids
        values = [decode_text(self.data_type, text) for text in self.choice_ids]
        if any(value.state is not DefaultState.VALUE for value in values):
            return ()
        return tuple(value.value for value in values)


class Output(Typed):
    """One output field of a method: nearly always one, named `return`."""

    name: str
    data_type: DataType
    stream: bool = False
    description: str = ""


class Method(Frozen):
    """A method of a model, as anyone can call it.

    `alias` is the user's name for it, which no wire and no digest knows.
    """

    name: str
    kind: Kind
    parameters: tuple[Parameter, ...] = ()
    outputs: tuple[Output, ...]
    description: str = ""
    alias: str = ""

    @property
    def wish(self) -> str:
        """What generated code should call it."""
        return self.alias or self.name

    @property
    def stream_parameter(self) -> Parameter | None:
        """The parameter that is a stream, if there is one."""
        return next((p for p in self.parameters if p.stream), None)

    @property
    def answer(self) -> DataType:
        """What the method answers: several outputs are one record."""
        if len(self.outputs) == 1:
            return self.outputs[0].data_type
        named = (NamedField(name=o.name, data_type=o.data_type) for o in self.outputs)
        return NamedFields(fields=tuple(named))

    def must_be_given(self, parameter: Parameter) -> bool:
        """Whether a call must give the parameter, although the server may have a default.

        Besides required parameters, these are streams, and a first one that must be sent
        while the signature tells no value for it that may be given; a list can be sent
        empty.
        """
        if parameter.required or parameter.stream or parameter.default is None:
            return True
        default, choices = parameter.default, parameter.choices
        known = default.state is DefaultState.VALUE
        known = known and (not choices or default.value in choices)
        is_first = parameter.name == self.parameters[0].name
        needs_value = parameter.data_type.type in TRAPPED - {"LIST"}
        return is_first and needs_value and not known

    def hinted(self, hints: Mapping[str, Hint]) -> Method:
        """The method with hints for what carries JSON: see `Model.hinted`."""
        update = {
            "parameters": tuple(_hinted(each, hints) for each in self.parameters),
            "outputs": tuple(_hinted(each, hints) for each in self.outputs),
        }
        return self.model_copy(update=update)

    @property
    def typed_answer(self) -> Typed:
        """What is known of the answer besides its data type."""
        return self.outputs[0] if len(self.outputs) == 1 else Typed()

    def is_openai_transport(self) -> bool:
        """Whether this is `openai_transport` or `openai_stream_transport` by shape."""
        shapes = {
            "openai_transport": Kind.UNARY_UNARY,
            "openai_stream_transport": Kind.UNARY_STREAMING,
        }
        return shapes.get(self.name) == self.kind and self._carries_text()

    def is_mcp_transport(self) -> bool:
        """Whether this is `mcp_transport` by name and by shape."""
        return (
            self.name == "mcp_transport"
            and self.kind is Kind.UNARY_UNARY
            and self._carries_text()
        )

    def _carries_text(self) -> bool:
        types = [parameter.data_type for parameter in self.parameters]
        types += [output.data_type for output in self.outputs]
        return types == [Scalar(type="STR")] * 2 and len(self.outputs) == 1


class Model(Frozen):
    """A model: its ids and its methods.

    The ids are empty where the source does not tell them (a local runner, a bare
    list of signatures).
    """

    user_id: str = ""
    app_id: str = ""
    model_id: str = ""
    version_id: str = ""
    methods: tuple[Method, ...] = ()

    def method(self, name: str) -> Method:
        """The method of this name; KeyError if there is none."""
        for method in self.methods:
            if method.name == name:
                return method
        raise KeyError(name)

    def hinted(self, hints: Mapping[str, Mapping[str, Hint]]) -> Model:
        """The model with hints: by method, then by parameter or `return`.

        Those of methods and parameters that it has not, or that are no JSON, are left out.
        """
        if not hints:
            return self
        methods = tuple(
            each.hinted(hints[each.name]) if each.name in hints else each
            for each in self.methods
        )
        return self.model_copy(update={"methods": methods})

    def hints(self) -> dict[str, dict[str, Hint]]:
        """The inverse of `hinted`; methods without hints are left out."""
        found = {}
        for method in self.methods:
            typed: list[Parameter | Output] = [*method.outputs, *method.parameters]
            hints = {each.name: each.hint for each in typed if each.hint is not None}
            if hints:
                found[method.name] = hints
        return found


_T = TypeVar("_T", Parameter, Output)


def _hinted(typed: _T, hints: Mapping[str, Hint]) -> _T:
    hint = hints.get(typed.name)
    if hint is None or not holds_json(typed.data_type):
        return typed
    return typed.model_copy(update={"hint": hint})
