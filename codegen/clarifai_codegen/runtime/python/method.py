# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The tables that generated clients hold: a model's ids, its methods, their parameters.

A table is compiled once, when its method is first called, into steps that write a request
without looking at the signature again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from .checks import Check, between, one_of
from .codec import INT, Codec, Refusal
from .default import Default
from .errors import ArgumentTypeError, ClarifaiError, ModelError
from .response import Response, response_of

__all__ = [
    "STREAMING_STREAMING",
    "UNARY_STREAMING",
    "UNARY_UNARY",
    "Method",
    "ModelId",
    "Parameter",
    "unknown_argument",
]

T_co = TypeVar("T_co", covariant=True)

UNARY_UNARY = 1
UNARY_STREAMING = 2
STREAMING_STREAMING = 4

_UNSET: Any = Default(...)
_MISSING: Any = object()


class ModelId(NamedTuple):
    """Which model a client calls, as the lock knows it."""

    user_id: str = ""
    app_id: str = ""
    model_id: str = ""
    version_id: str = ""
    base_url: str = ""
    pat_env: str = "CLARIFAI_PAT"
    digest: str = ""


class Parameter:
    """One parameter: its name on the wire, how its values are sent, what is allowed.

    `python` is its name in Python where it differs. `optional` may be left out;
    `nullable` may be None, which means the same. `default` is set only where the value
    must be sent even when it was not given. `choices` and the bounds are checked before
    a call.
    """

    __slots__ = (
        "choices",
        "codec",
        "default",
        "maximum",
        "minimum",
        "name",
        "nullable",
        "optional",
        "python",
        "stream",
    )

    def __init__(
        self,
        name: str,
        codec: Codec[Any],
        *,
        python: str = "",
        optional: bool = False,
        nullable: bool = False,
        default: Any = _UNSET,
        choices: Sequence[Any] = (),
        minimum: float | None = None,
        maximum: float | None = None,
        stream: bool = False,
    ) -> None:
        self.name = name
        self.codec = codec
        self.python = python or name
        self.optional = optional or nullable or default is not _UNSET
        self.nullable = nullable
        self.default = default
        self.choices = choices
        self.minimum = minimum
        self.maximum = maximum
        self.stream = stream

    def check(self) -> Check | None:
        """The check of choices and bounds, or None where nothing is to be checked."""
        if self.choices:
            return one_of(self.choices)
        if self.minimum is None and self.maximum is None:
            return None
        return between(self.minimum, self.maximum)


class Step(NamedTuple):
    """How one parameter is written: see `Method.write`."""

    name: str
    encode: Callable[[Any, Any], None]
    check: Check | None
    nullable: bool
    always: Any


_NO_STEP = Step("", INT.encode, None, False, _UNSET)


class Method(Generic[T_co]):
    """One method of a model: what it takes, what it gives, how it is called.

    `output` is the id of the answer's part, empty where the method has several outputs.
    `openai` marks `openai_transport`, whose errors are texts.
    """

    def __init__(
        self,
        name: str,
        parameters: Sequence[Parameter],
        result: Codec[T_co],
        *,
        kind: int = UNARY_UNARY,
        output: str = "return",
        openai: bool = False,
    ) -> None:
        self.name = name
        self.parameters = tuple(parameters)
        self.result = result
        self.kind = kind
        self.output = output
        self.openai = openai
        self.template = self
        self._steps: dict[bool, tuple[Step, ...]] = {}
        self._responses: Method[Response[T_co]] | None = None
        self.reader: Callable[[Any], Any] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether an answer's part named `output` holds the value, and no more is to it."""
        if not self.output or self.openai:
            return False
        return self.result.fields != (self.output,)

    @property
    def responses(self) -> Method[Response[T_co]]:
        """The same method, giving each value with its request id, usage and version."""
        if self._responses is None:
            self._responses = _ResponseMethod(self)
        return self._responses

    @property
    def stream_index(self) -> int:
        """The position of the parameter that is a stream."""
        return next(i for i, each in enumerate(self.parameters) if each.stream)

    def write(self, data: Any, arguments: Sequence[Any], validate: bool = True) -> None:
        """Write arguments, in the order of the parameters, as parts of `data`.

        A stream's items are not among them: its place holds `Default`.
        Raises InvalidArgumentError or ArgumentTypeError that names the argument.
        """
        steps = self._steps.get(validate) or self._compile(validate)
        add = data.parts.add
        step = _NO_STEP
        try:
            for step, value in zip(steps, arguments, strict=True):
                name, encode, check, nullable, always = step
                if value.__class__ is Default or (nullable and value is None):
                    if always is _MISSING:
                        raise self.missing(name)
                    if always is _UNSET:
                        continue
                    # What the server would take is right, whatever its bounds.
                    value, check = always, None
                encode(add(id=name).data, value)
                if check is not None:
                    check(value)
        except Refusal as refusal:
            raise self.refused(step, refusal) from None
        except OSError as error:
            error.add_note(f"argument {step.name!r} of {self.name}")
            raise

    def write_item(self, data: Any, item: Any, validate: bool = True) -> None:
        """Write one item of the streamed parameter as a part of `data`."""
        step = self._compile(validate)[self.stream_index]
        try:
            step.encode(data.parts.add(id=step.name).data, item)
            if validate and step.check is not None:
                step.check(item)
        except Refusal as refusal:
            raise self.refused(step, refusal) from None

    def bind(self, arguments: Mapping[str, Any]) -> list[Any]:
        """Named arguments in the order of the parameters, `Default` where not given.

        Raises ArgumentTypeError for what is missing or unknown.
        """
        bound = [arguments.get(each.python, _UNSET) for each in self.parameters]
        if len(arguments) > sum(value is not _UNSET for value in bound):
            known = [each.python for each in self.parameters]
            unknown = next(name for name in arguments if name not in known)
            raise unknown_argument(self, unknown)
        for parameter, value in zip(self.parameters, bound, strict=True):
            if value is _UNSET and not parameter.optional:
                raise self.missing(parameter.name)
        return bound

    def read(self, output: Any, response: Any) -> T_co:
        """The value of one output. Raises ModelError where it does not fit."""
        data = output.data
        try:
            parts = data.parts
            if self.output and len(parts) == 1 and parts[0].id == self.output:
                inner = parts[0].data
                if self.result.fields != (self.output,) or inner.parts:
                    data = inner
            return self.result.decode(data)
        except (ValueError, TypeError, OverflowError) as error:
            raise ModelError(
                f"the answer does not fit the signature: {error}",
                method=self.name,
                request_id=response.status.req_id,
            ) from error

    def missing(self, name: str) -> ArgumentTypeError:
        """The error for a required argument that was not given."""
        python = self.python_name(name)
        return ArgumentTypeError(f"argument {python!r} is missing", method=self.name)

    def python_name(self, wire: str) -> str:
        """The name in Python of a parameter, by its name on the wire."""
        names = {each.name: each.python for each in self.parameters}
        return names.get(wire, wire)

    def refused(self, step: Step, refusal: Refusal) -> ClarifaiError:
        """The error for a refused value, with the argument's name."""
        python = self.python_name(step.name)
        what = f"argument {python!r}{refusal.where}: {refusal.what}"
        return refusal.kind(what, method=self.name)

    def _compile(self, validate: bool) -> tuple[Step, ...]:
        if validate not in self._steps:
            self._steps[validate] = tuple(
                Step(
                    parameter.name,
                    parameter.codec.encode,
                    parameter.check() if validate else None,
                    parameter.nullable,
                    self._always(position, parameter),
                )
                for position, parameter in enumerate(self.parameters)
            )
        return self._steps[validate]

    def _always(self, position: int, parameter: Parameter) -> Any:
        """What is sent for a parameter that was not given: nothing, but for a trapped
        first one.

        A server takes a missing first LIST from the parts of the other arguments.
        """
        if not parameter.optional and not parameter.stream:
            return _MISSING
        if position or not parameter.codec.trapped or parameter.stream:
            return _UNSET
        if parameter.default is _UNSET or parameter.default is None:
            return ()
        return parameter.default


class _ResponseMethod(Method[Response[Any]]):
    """A method whose values come as `Response`."""

    def __init__(self, method: Method[Any]) -> None:
        super().__init__(
            method.name,
            method.parameters,
            method.result,
            kind=method.kind,
            output=method.output,
            openai=method.openai,
        )
        self.template = method
        self._steps = method._steps

    @property
    def is_plain(self) -> bool:
        return False

    def read(self, output: Any, response: Any) -> Response[Any]:
        value: Any = super().read(output, response)
        return response_of(value, output, response)


def unknown_argument(method: Method[Any], name: str) -> ArgumentTypeError:
    """The error for an argument that the method does not have, with the nearest name."""
    import difflib

    known = [parameter.python for parameter in method.parameters]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(known)}"
    if not known:
        hint = "; it has none"
    return ArgumentTypeError(f"no parameter {name!r}{hint}", method=method.name)
