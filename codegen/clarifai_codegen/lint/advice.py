"""Advice on a model.py that the SDK takes: what would make its clients better."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..problems import Problem
from ..signature.method import TRAPPED
from ..source.model_py import Reading
from ..source.model_py.diagnostics import File
from ..source.model_py.values import FunctionValue
from ..target.python.names import MEMBERS, identifiers, methods

__all__ = ["advise"]

_MEDIA = ("IMAGE", "AUDIO", "VIDEO", "TEXT")
_NUMBERS = ("INT", "FLOAT")
_EXITS = ("sys.exit", "os._exit", "exit", "quit", "os.abort")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A method with its signature and its place in the file."""

    file: File
    name: str
    signature: dict[str, Any]
    function: FunctionValue

    @property
    def node(self) -> Any:
        """Where the parameters stand: the function that a decorator wraps."""
        function = self.function
        while function.wrapped is not None:
            function = function.wrapped
        return function.node

    def arguments(self) -> list[ast.arg]:
        """The parameters in the order of the signature's fields."""
        given = self.node.args
        found = [*given.posonlyargs, *given.args]
        found += [given.vararg] if given.vararg else []
        found += given.kwonlyargs
        found += [given.kwarg] if given.kwarg else []
        return found[1:] if found and found[0].arg in ("self", "cls") else found

    def fields(self) -> Iterator[tuple[ast.arg, dict[str, Any]]]:
        """Each parameter with its field."""
        yield from zip(self.arguments(), self.signature["inputFields"], strict=False)

    def advice(
        self, code: str, what: str, node: ast.AST | None = None, parameter: str = ""
    ) -> Problem:
        return self.file.problem(
            code,
            what,
            node or self.node,
            method=self.name,
            parameter=parameter,
            warning=True,
        )


def advise(reading: Reading) -> list[Problem]:
    """Warnings for what could be better; nothing for methods that the SDK itself adds."""
    if reading.file is None:
        return []
    problems = list(_exits(reading))
    for name, signature in reading.signatures.items():
        function = _function(reading, name)
        if function is None or "inputFields" not in signature:
            continue
        seen = _Seen(reading.file, name, signature, function)
        for rule in _RULES:
            problems += rule(seen)
    return problems


def _function(reading: Reading, name: str) -> FunctionValue | None:
    if reading.model is None:
        return None
    try:
        value = reading.model.lookup(name)
    except KeyError:
        return None
    if not isinstance(value, FunctionValue) or value.signature is None:
        return None
    return value


def _docstring(seen: _Seen) -> Iterator[Problem]:
    if not seen.signature.get("description"):
        what = (
            f"`{seen.name}` has no docstring: clients and LLM tools describe it by it."
        )
        yield seen.advice("no-docstring", what)


def _descriptions(seen: _Seen) -> Iterator[Problem]:
    for arg, field in seen.fields():
        if "default" in field and not field.get("description"):
            what = f"`{arg.arg}` has no description."
            yield seen.advice("no-description", what, arg, arg.arg)


def _ranges(seen: _Seen) -> Iterator[Problem]:
    for arg, field in seen.fields():
        bounded = "modelTypeRangeInfo" in field or "modelTypeEnumOptions" in field
        if field["type"] in _NUMBERS and "isParam" in field and not bounded:
            what = f"`{arg.arg}` has neither a range nor choices."
            yield seen.advice("no-range", what, arg, arg.arg)


def _first_argument(seen: _Seen) -> Iterator[Problem]:
    for arg, field in list(seen.fields())[:1]:
        if field["type"] in TRAPPED and not field.get("required"):
            what = (
                f"`{arg.arg}` is the first parameter, has a default and is "
                f"{field['type']}: when it is left out, the server takes another value."
            )
            yield seen.advice("first-argument", what, arg, arg.arg)


def _collisions(seen: _Seen) -> Iterator[Problem]:
    if seen.name in MEMBERS or methods([seen.name])[seen.name] != seen.name:
        what = f"`{seen.name}` is a name that clients need or cannot carry."
        yield seen.advice("colliding-name", what)
    for arg, field in seen.fields():
        name = field["name"]
        if identifiers([name])[name] != arg.arg:
            what = f"Clients get the parameter `{arg.arg}` under another name."
            yield seen.advice("colliding-name", what, arg, arg.arg)


def _media_lists(seen: _Seen) -> Iterator[Problem]:
    for arg, field in seen.fields():
        if field["type"] in ("LIST", "TUPLE", "NAMED_FIELDS") and _holds_media(field):
            what = f"URLs inside `{arg.arg}` are not downloaded by the server."
            yield seen.advice("media-inside", what, arg.annotation or arg, arg.arg)


def _holds_media(field: dict[str, Any]) -> bool:
    inner = field.get("typeArgs", ())
    return any(each["type"] in _MEDIA or _holds_media(each) for each in inner)


def _mocked(seen: _Seen) -> Iterator[Problem]:
    """The upload mocks numpy and PIL as well, and then refuses their classes."""
    parts = [(arg.annotation, arg.arg) for arg in seen.arguments()]
    parts.append((getattr(seen.node, "returns", None), ""))
    annotations = seen.function
    while annotations.wrapped is not None:
        annotations = annotations.wrapped
    for node, name in parts:
        value = annotations.annotations.get(name or "return")
        package = _foreign(value)
        if node is not None and package:
            what = f"`clarifai model upload` mocks {package}, and refuses its classes."
            yield seen.advice("mocked-type", what, node, name)


def _foreign(value: Any) -> str:
    path = getattr(value, "path", "") or getattr(
        getattr(value, "origin", None), "path", ""
    )
    if path.startswith(("numpy.", "PIL.")):
        return str(path.partition(".")[0])
    inner = getattr(value, "args", ()) or getattr(value, "keywords", {}).values()
    return next((found for each in inner if (found := _foreign(each))), "")


def _without_self(seen: _Seen) -> Iterator[Problem]:
    given = seen.node.args
    first = next(iter([*given.posonlyargs, *given.args]), None)
    if first is None or first.arg not in ("self", "cls"):
        what = f"`{seen.name}` has no `self`: each call of it fails."
        yield seen.advice("no-self", what, first)


def _exits(reading: Reading) -> Iterator[Problem]:
    """Calls that end the process, outside of functions."""
    assert reading.file is not None
    if reading.tree is None:
        return
    for node in reading.tree.body:
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call) and ast.unparse(call.func) in _EXITS:
            what = "The process ends here whenever the file is imported."
            yield reading.file.problem("exits-on-import", what, call, warning=True)


_RULES: tuple[Callable[[_Seen], Iterator[Problem]], ...] = (
    _docstring,
    _descriptions,
    _ranges,
    _first_argument,
    _collisions,
    _media_lists,
    _mocked,
    _without_self,
)
