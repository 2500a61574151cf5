"""Functions -> method signatures, as the SDK's `build_function_signature`."""

from __future__ import annotations

import ast
import inspect
import math
import struct
from typing import Any

from .annotations import data_type
from .data_type import Unfit, field_of
from .defaults import NotKnown, is_text, wire_text
from .externals import MODEL_CLASS
from .known import iterate
from .sdk_calls import PARAM
from .state import Given, Run
from .values import ClassValue, External, FunctionValue, Made, NotPlain, Unknown, plain

__all__ = ["decorate"]

_RESERVED = "with_proto"


def decorate(run: Run, given: Given, node: ast.AST) -> Any:
    """`ModelClass.method(function)`."""
    args, keywords = given
    if len(args) != 1 or keywords:
        fix = "Write @ModelClass.method without parentheses."
        what = "`ModelClass.method` takes the function and nothing else."
        run.report("bad-decorator", what, node, fix=fix)
        return External(f"{MODEL_CLASS}.method")  # what was meant: the function counts
    function = args[0]
    if not isinstance(function, FunctionValue):
        return _no_function(run, function, node)
    if function.kind in ("class", "property"):
        what = (
            f"The SDK takes no {function.kind}{'method' * (function.kind == 'class')}."
        )
        run.report("bad-decorator", what, node)
        function.refused = True
        return function
    if function.tainted:
        why = f"{function.tainted}"
        return Unknown(why, node, suspect=True)
    _Builder(run, function).build()
    return function


def _no_function(run: Run, value: Any, node: ast.AST) -> Unknown:
    if isinstance(value, Unknown):
        return Unknown(value.why, value.node or node, suspect=True, told=value.told)
    if isinstance(value, ClassValue | External | Made) or not callable(value):
        fix = "Decorate a function."
        run.report("bad-decorator", "This is no function of the file.", node, fix=fix)
    return Unknown("`ModelClass.method` got no function", node, suspect=True)


class _Builder:
    """One signature, with all that is wrong with it."""

    def __init__(self, run: Run, function: FunctionValue) -> None:
        self.run = run
        self.function = function
        self.source = function
        while self.source.wrapped is not None:
            self.source = self.source.wrapped
        self.unknown: Unknown | None = None

    def build(self) -> None:
        """Give the function its signature, or report why it has none."""
        function, source = self.function, self.source
        if source.tainted:
            self.unknown = Unknown(source.tainted, source.node, suspect=True)
        inputs = [self._input(arg, star) for arg, star in self._arguments()]
        output = self._output()
        streams = [field for field in inputs if field and field.get("iterator")]
        if len(streams) > 1:
            what = "Two parameters are streams; a method can have one."
            self._report("two-streams", what, source.node)
        if streams and output and not output.get("iterator"):
            what = "A stream goes in, so a stream must come out."
            fix = "Annotate the return value as Iterator[...]."
            returns = getattr(source.node, "returns", None)
            self._report("stream-without-output", what, returns, fix=fix)
        kinds = {(False, False): "UNARY_UNARY", (False, True): "UNARY_STREAMING"}
        answer = bool(output and output.get("iterator"))
        description = self._description()
        function.signature = {
            "name": function.name,
            "methodType": kinds.get((bool(streams), answer), "STREAMING_STREAMING"),
            **({"description": description} if description else {}),
            "inputFields": inputs,
            "outputFields": [output],
        }
        if self.unknown is not None or function.refused:
            function.signature = None
            function.refused = True
            if self.unknown is not None:
                function.tainted = function.tainted or self.unknown.why

    def _arguments(self) -> list[tuple[ast.arg, str]]:
        given = self.source.node.args
        found = [(arg, "") for arg in (*given.posonlyargs, *given.args)]
        found += [(given.vararg, "*")] if given.vararg else []
        found += [(arg, "") for arg in given.kwonlyargs]
        found += [(given.kwarg, "**")] if given.kwarg else []
        if found and found[0][0].arg in ("self", "cls"):
            del found[0]
        return found

    def _input(self, arg: ast.arg, star: str) -> dict[str, Any] | None:
        name = _mangled(arg.arg, self.source.class_name)
        if name == _RESERVED:
            fix = "Give the parameter another name."
            what = f"`{_RESERVED}` is reserved by the SDK."
            self._report("reserved-name", what, arg, name, fix=fix)
        if arg.arg not in self.source.annotations:
            what = f"`{star}{arg.arg}` has no annotation."
            fix = f"Write its type: `{arg.arg}: str`."
            if star == "**":
                fix = "Leave it out, or name the parameters one by one."
            self._report("missing-annotation", what, arg, name, fix=fix)
            return None
        field = self._field(name, arg.annotation, self.source.annotations[arg.arg])
        if field is None:
            return None
        if arg.arg not in self.source.defaults:
            field["required"] = True
            return field
        default = self.source.defaults[arg.arg]
        node = self._default_node(arg)
        try:
            if isinstance(default, Made) and default.path == PARAM:
                self._param(field, default, node)
            else:
                field["default"] = wire_text(default)
        except NotKnown as error:
            what = f"The default of `{arg.arg}`: {error.what}."
            self._not_known(what, node, name, told=error.told)
        except ValueError as error:
            self._report("bad-default", f"The default: {error}.", node, name)
        return field

    def _param(self, field: dict[str, Any], made: Made, node: ast.AST | None) -> None:
        given, name = made.keywords, field["name"]
        if made.tainted:
            raise NotKnown(made.tainted, node)
        description = self._plain(given.get("description"))
        if not isinstance(description, str | None):
            self._report("bad-param", "The description is no text.", node, name)
        elif description:
            field["description"] = is_text(description)
        choices = self._choices(given.get("choices"), node, name)
        if choices:
            field["modelTypeEnumOptions"] = [{"id": is_text(str(c))} for c in choices]
        self._range(field, given, node)
        is_param = self._plain(given.get("is_param", True))
        if not isinstance(is_param, bool | int):
            self._report("bad-param", "`is_param` is True or False.", node, name)
        elif is_param:
            field["isParam"] = True
        field["default"] = wire_text(given["default"])

    def _choices(self, value: Any, node: ast.AST | None, name: str) -> list[Any]:
        if value is None:
            return []
        choices = iterate(value)
        if choices is None:
            plain_value = self._plain(value)
            self._report("bad-param", f"{plain_value!r} are no choices.", node, name)
            return []
        return [self._plain(each) for each in choices]

    def _range(
        self, field: dict[str, Any], given: dict[str, Any], node: ast.AST | None
    ) -> None:
        bounds: dict[str, float] = {}
        found = False
        for key, word in (("min", "min_value"), ("max", "max_value")):
            value = self._plain(given.get(word))
            if value is None:
                continue
            found = True
            try:
                bounds[key] = _single(float(value))
            except (TypeError, ValueError, OverflowError) as error:
                what = f"`{word}`: {error}."
                self._report("bad-param", what, node, field["name"])
        if found:
            field["modelTypeRangeInfo"] = {k: _json(v) for k, v in bounds.items() if v}

    def _plain(self, value: Any) -> Any:
        try:
            return plain(value)
        except NotPlain as error:
            inner = error.value
            why = getattr(inner, "why", "") or getattr(inner, "tainted", "")
            told = getattr(inner, "told", False)
            raise NotKnown(why or "it is no constant", told=told) from None

    def _output(self) -> dict[str, Any] | None:
        if "return" not in self.source.annotations:
            word = self.source.name
            fix = f"Write what it returns: `def {word}(...) -> str:`."
            what = f"`{word}` has no return annotation."
            self._report("missing-return", what, self.source.node, fix=fix)
            return None
        node = getattr(self.source.node, "returns", None)
        return self._field("return", node, self.source.annotations["return"])

    def _field(
        self, name: str, node: ast.AST | None, value: Any
    ) -> dict[str, Any] | None:
        if self.run.future is not None:
            what = "`from __future__ import annotations` makes each annotation a text."
            self._report("future-annotations", what, self.run.future)
            return None
        try:
            of, stream = data_type(value)
        except Unfit as error:
            at = error.node if _within(error.node, node) else node
            if error.code in ("not-static", ""):
                self._not_known(error.what, at, name, told=not error.code)
            else:
                fix = error.fix.replace("{name}", name)
                if name == "return" and "{name}" in error.fix:
                    fix = "Write the type itself, and return an empty one for none."
                self._report(error.code, error.what, at, name, fix=fix)
            return None
        if of.hint is not None:
            self.function.hints[name] = of.hint
        field = field_of(name, of)
        if stream:
            field["iterator"] = True
        return field

    def _description(self) -> str:
        text = inspect.cleandoc(self.function.doc or "")
        try:
            return is_text(text)
        except ValueError as error:
            self._report("bad-default", f"The docstring: {error}.", self.source.node)
            return ""

    def _default_node(self, arg: ast.arg) -> ast.AST:
        given = self.source.node.args
        positional = [*given.posonlyargs, *given.args]
        late = positional[len(positional) - len(given.defaults) :]
        pairs = [*zip(late, given.defaults, strict=True)]
        pairs += [
            (each, value)
            for each, value in zip(given.kwonlyargs, given.kw_defaults, strict=True)
            if value is not None
        ]
        return next((value for each, value in pairs if each is arg), arg)

    def _report(
        self,
        code: str,
        what: str,
        node: ast.AST | None,
        parameter: str = "",
        fix: str = "",
    ) -> None:
        self.function.refused = True
        more = {"fix": fix, "method": self.function.name, "parameter": parameter}
        self.run.report(code, what, node or self.source.node, **more)

    def _not_known(
        self, what: str, node: ast.AST | None, parameter: str, *, told: bool
    ) -> None:
        if told:
            self.function.refused = True
        else:
            self._report("not-static", what, node, parameter)
        self.unknown = self.unknown or Unknown(what, node, suspect=True)


def _mangled(name: str, class_name: str) -> str:
    """`__x` within a class is `_Class__x`."""
    stem = class_name.lstrip("_")
    if not stem or not name.startswith("__") or name.endswith("__"):
        return name
    return f"_{stem}{name}"


def _single(value: float) -> float:
    """The value as float32 holds it, in the fewest digits (at least six) that mean it: so
    protobuf's JSON tells it."""
    try:
        (single,) = struct.unpack("<f", struct.pack("<f", value))
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
    if not math.isfinite(single):
        return float(single)
    for digits in range(6, 9):
        short = float(f"{single:.{digits}g}")
        if struct.unpack("<f", struct.pack("<f", short)) == (single,):
            return short
    return float(f"{single:.9g}")


def _json(value: float) -> float | str:
    """Protobuf's JSON writes what is not finite as a text."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _within(inner: ast.AST | None, outer: ast.AST | None) -> bool:
    if inner is None or outer is None:
        return False
    return any(each is inner for each in ast.walk(outer))
