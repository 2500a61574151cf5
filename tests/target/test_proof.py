"""What is not a client does not pass, however it came into a module."""

from __future__ import annotations

import pytest

from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.target.python.proof import prove
from clarifai_codegen.target.python.symbols import SYMBOLS

from .corpus import case, module_text

REFUSED = [
    "import os",
    "import os.path as path",
    "from os import system",
    "from . import other",
    "from ._runtime import grpc_module",
    "from .._runtime import Client",
    "from _runtime import Client",
    "from typing import *",
    "from builtins import eval",
    "print('x')",
    "eval('1')",
    "__import__('os')",
    "x = open('f')",
    "x = [print(i) for i in (1, 2)]",
    "x = lambda: 1",
    "x = f'{1}'",
    "x = 1 if 2 else 3",
    "x = 1 + 1",
    "x = not 1",
    "x = (y := 1)",
    "x = 1j",
    "for x in (1, 2): y = x",
    "while True: x = 1",
    "with x: pass",
    "try:\n    x = 1\nexcept x: y = 1",
    "raise x",
    "assert 1",
    "del x",
    "global x",
    "if 1: x = 1",
    "x = 1\nif x: y = 1",
    "x += 1",
    "x = unknown_name",
    "x = ''.join",
    "x = ().__class__",
    "x = self.__dict__",
    "x = self.__client__.connection",
    "self.__client__.connection.close()",
    "x: y.z = 1",
    "class A(object): x = 1",
    "class A(metaclass=x): x = 1",
    "x = 1\n@x\nclass A: y = 1",
    "from ._runtime import Method\nx = Method(**{})",
    "from ._runtime import Method\nx = {**{}}",
    "from ._runtime import Method\n@Method('x')\nclass A: y = 1",
    "x = float('1')",
    "x = float('inf', 1)",
    "x = float()",
    "from typing import Any\nx = Any('x')",
    "def f(): yield 1",
    "async def f(): return [x async for x in y]",
    "def f(x=print('x')): return x",
    "x: print('x') = 1",
    "x = 1;;",
    "x = (",
    "x = '\0'",
    "(" * 1000,
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_module_with_something_else_in_it_is_our_fault(text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        prove(text, SYMBOLS, "m.py", "M")
    [problem] = caught.value.problems
    assert problem.code == "unproved"
    assert problem.exit is Exit.OUR_FAULT
    assert (problem.where.file, problem.where.model) == ("m.py", "M")


@pytest.mark.parametrize(
    "name", ["clash-type-names", "nest-named-dict-methods", "transport-shapes"]
)
def test_a_client_passes(name: str) -> None:
    prove(module_text(case(name).entry()), SYMBOLS, "m.py")


OWN = frozenset({("app.types", "Config"), ("app.types", "Client")})
GUARDED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {}"


@pytest.mark.parametrize(
    "imported",
    ["app.types import Config", "app.types import Client as Client_2"],
)
def test_a_type_of_the_users_may_be_imported_for_type_checkers(imported: str) -> None:
    prove(GUARDED.format(imported), SYMBOLS, "m.py", own=OWN)


@pytest.mark.parametrize(
    "text",
    [
        "from app.types import Config",
        GUARDED.format("app.types import Config").replace("TYPE_CHECKING:", "1:"),
        GUARDED.format("app.types import Config").replace(
            "    ", "    x = 1\nelse:\n  "
        ),
        GUARDED.format("app.types import Other"),
        GUARDED.format("app.other import Config"),
        GUARDED.format(".app.types import Config"),
        GUARDED.format("app.types import Client"),
        GUARDED.format("app.types import Config as list"),
        GUARDED.format("app.types import Config") + "\nx = Config()",
        GUARDED.format("app.types import Client as C") + "\nx = C()",
        GUARDED.format("app.types import Config") + "\nclass A(Config): x = 1",
    ],
)
def test_a_type_of_the_users_is_a_type_and_nothing_else(text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        prove(text, SYMBOLS, "m.py", own=OWN)
    assert caught.value.problems[0].code == "unproved"


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(ProblemError) as caught:
        prove("x = 1\n\nimport os\n", SYMBOLS, "m.py")
    assert caught.value.problems[0].where.line == 3
