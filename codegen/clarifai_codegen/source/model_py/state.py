"""The state of one reading: scopes, what was found wrong, what may not be trusted."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...problems import Problem
from .diagnostics import File
from .externals import BUILTINS, MODEL_CLASS
from .operations import Refused
from .values import (
    ClassValue,
    DictValue,
    FunctionValue,
    ListValue,
    Made,
    Unknown,
    is_same,
    weight,
)

__all__ = ["Abort", "Given", "Lost", "Run", "Scope", "is_suspect"]

_MODULE_NAMES = ("__file__", "__doc__", "__spec__", "__loader__", "__builtins__")
_MOST_STEPS = 200_000
_MOST_PROBLEMS = 100
_HEAVIEST = 20_000


Given = tuple[list[Any], dict[str, Any]]
"""The arguments of a call: by position and by name."""


class Abort(Exception):
    """The function that is carried out does something that reading does not follow."""


class Lost(Exception):
    """The whole file is beyond reading; the reason stands in `Run.lost`."""


@dataclass(eq=False, slots=True)
class Scope:
    """Names by the kind of block: "module", "class" or "function"."""

    kind: str
    parent: Scope | None = None
    names: dict[str, Any] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    class_name: str = ""

    def find(self, name: str) -> Any:
        """The value of a name as Python resolves it. Raises KeyError."""
        if name in self.names:
            return self.names[name]
        outer = self.parent
        while outer is not None:
            if outer.kind != "class" and name in outer.names:
                return outer.names[name]
            outer = outer.parent
        return BUILTINS[name]


@dataclass(eq=False, slots=True)
class Run:
    """One file being read.

    `evaluator`, `caller` and `executor` carry out expressions, calls and blocks: each holds
    the others, so whoever starts the reading ties them together.
    """

    file: File
    evaluator: Callable[[Run, ast.expr, Scope], Any]
    caller: Callable[[Run, ast.Call, Scope], Any]
    executor: Callable[[Run, Sequence[ast.stmt], Scope], None]
    module: Scope = field(default_factory=lambda: Scope("module"))
    problems: list[Problem] = field(default_factory=list)
    lost: Problem | None = None
    uncertain: int = 0
    quiet: int = 0
    calls: int = 0
    depth: int = 0
    steps: int = 0
    star: str = ""
    future: ast.AST | None = None
    environment: dict[str, Any] = field(default_factory=dict)
    environment_lost: str = ""
    classes: list[ClassValue] = field(default_factory=list)

    def __post_init__(self) -> None:
        path = "it holds the path of this machine"
        self.module.names.update({name: Unknown(path) for name in _MODULE_NAMES})
        self.module.names["__name__"] = "model"
        self.module.names["__package__"] = ""

    def evaluate(self, node: ast.expr, scope: Scope) -> Any:
        """The value of an expression."""
        return self.evaluator(self, node, scope)

    def call(self, node: ast.Call, scope: Scope) -> Any:
        """The value of a call expression."""
        return self.caller(self, node, scope)

    def execute(self, block: Sequence[ast.stmt], scope: Scope) -> None:
        """Carry out a block."""
        self.executor(self, block, scope)

    def step(self, many: int = 1) -> None:
        """Count pieces of work, so that hostile files end."""
        self.steps += many
        if self.steps > _MOST_STEPS:
            self.lose("The file does more on import than is followed.", None)
            raise Lost

    def bounded(self, value: Any) -> Any:
        """The value, counted as work. Raises Refused where it has grown too large."""
        heavy = weight(value, _HEAVIEST)
        self.step(1 + heavy // 16)
        if heavy >= _HEAVIEST:
            raise Refused
        return value

    def report(
        self, code: str, what: str, node: ast.AST | None, **more: Any
    ) -> Problem | None:
        """Report what surely stops the import; nothing where it may not be reached."""
        if self.uncertain or self.quiet or self.star or self.lost:
            return None
        if len(self.problems) >= _MOST_PROBLEMS:
            raise Lost
        problem = self.file.problem(code, what, node, **more)
        if problem not in self.problems:
            self.problems.append(problem)
        return problem

    def lose(self, what: str, node: ast.AST | None) -> None:
        """Nothing of the file can be trusted from here on."""
        if self.lost is None:
            self.lost = self.file.problem("not-static", what, node)

    def taint(self, value: Any, why: str) -> None:
        """Someone who is not followed may have changed the value."""
        if isinstance(value, ListValue | DictValue):
            if value.tainted:
                return
            value.tainted = why
            items = value.items
            for each in items.values() if isinstance(items, dict) else items:
                self.taint(each, why)
        elif isinstance(value, tuple):
            for each in value:
                self.taint(each, why)
        elif isinstance(value, ClassValue | FunctionValue | Made):
            value.tainted = value.tainted or why

    def fork(self, scope: Scope, branches: Sequence[Callable[[], object]]) -> None:
        """Carry out branches of which it is not known which one runs; join the names."""
        scopes = {id(each): each for each in (scope, self.module)}.values()
        self.step(sum(len(each.names) for each in scopes) * len(branches) // 4)
        before = [dict(each.names) for each in scopes]
        ends: list[list[dict[str, Any]]] = []
        for branch in branches:
            for each, names in zip(scopes, before, strict=True):
                each.names = dict(names)
            self.uncertain += 1
            try:
                branch()
            finally:
                self.uncertain -= 1
            ends.append([each.names for each in scopes])
        for index, each in enumerate(scopes):
            each.names = _join([end[index] for end in ends])


def is_suspect(value: Any) -> bool:
    """Whether a value may be a model class or a method of one."""
    if isinstance(value, Unknown):
        return value.suspect
    if isinstance(value, FunctionValue):
        return value.signature is not None or value.refused
    if not isinstance(value, ClassValue):
        return False
    methods = any(
        isinstance(each, FunctionValue) and is_suspect(each)
        for each in value.names.values()
    )
    return methods or MODEL_CLASS in value.externals()


def _join(ends: list[dict[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    first, *rest = ends
    names = list(first) + [name for end in rest for name in end if name not in first]
    for name in dict.fromkeys(names):
        values = [end[name] for end in ends if name in end]
        if len(values) == len(ends) and all(is_same(values[0], v) for v in values):
            joined[name] = values[0]
            continue
        suspect = any(is_suspect(value) for value in values)
        why = f"what `{name}` is depends on a condition that is not known"
        joined[name] = Unknown(why, suspect=suspect)
    return joined
