"""One proof for all modules of one skeleton says what a proof of each would say."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.target.entry import Settings
from clarifai_codegen.target.python import emit as python_emit
from clarifai_codegen.target.python import proof as python
from clarifai_codegen.target.python.symbols import SYMBOLS as PYTHON_SYMBOLS
from clarifai_codegen.target.tools.options import ToolOptions
from clarifai_codegen.target.typescript import emit as typescript_emit
from clarifai_codegen.target.typescript import proof as typescript
from clarifai_codegen.target.typescript.symbols import SYMBOLS as TYPESCRIPT_SYMBOLS
from tests.sampling import some

from .corpus import case, cases
from .corpus import module_text as python_module
from .typescript.samples import module_text as typescript_module

NAMES = [each.name for each in cases() if each.is_good]
PIECES = (
    *(
        '"',
        "'",
        '"""',
        "\\",
        "\n",
        "\r",
        "#",
        "//",
        "/*",
        "*/",
        "`",
        "${",
        "\x00",
        "\f",
    ),
    *(
        "import os",
        "eval(",
        "exec",
        "__proto__",
        "async ",
        "f",
        "b",
        "u",
        "get ",
        "n1_",
    ),
    *(
        "0",
        "1_0",
        "0x1",
        "1.e5",
        ".",
        "...",
        ";",
        "@",
        "=>",
        "=",
        "é",
        "\u2028",
        "\ud800",
    ),
    *(
        "self",
        "Client",
        "this.#client",
        "return ",
        "type ",
        "match x:",
        " ",
        "    ",
        "\t",
    ),
    *("// @ts-ignore", "/* @jsx h */", "\\x41", "\\N{DASH}", '\\"', "lambda: 0", ":="),
)


def _python_full(text: str) -> bool:
    """The verdict of the proof of this very text."""
    return _holds(lambda: python.prove(text, dict(PYTHON_SYMBOLS), "m.py"))


def _typescript_full(text: str) -> bool:
    return _holds(lambda: typescript.prove(text, dict(TYPESCRIPT_SYMBOLS), "m.ts"))


def _holds(proof: Callable[[], None]) -> bool:
    try:
        proof()
    except ProblemError:
        return False
    return True


def _mutants(text: str, seed: str) -> list[str]:
    """The text with some pieces put in, taken out or swapped, in many ways."""
    chance = random.Random(seed)
    found = []
    for _ in range(6):
        changed = text
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(changed))
            end = at + chance.choice((0, 0, 1, 2, 5))
            changed = changed[:at] + chance.choice(PIECES) + changed[end:]
        found.append(changed)
    return found


@pytest.mark.parametrize("name", some(NAMES, every=12))
def test_a_python_module_passes_by_its_skeleton_only_if_it_passes(name: str) -> None:
    text = python_module(case(name).entry())
    for each in (text, *_mutants(text, name)):
        if python._is_proved(python._lexicon().skeleton(each)):
            assert _python_full(each), each


@pytest.mark.parametrize("name", some(NAMES, every=12))
def test_a_typescript_module_passes_by_its_skeleton_only_if_it_passes(
    name: str,
) -> None:
    text = typescript_module(case(name).entry())
    for each in (text, *_mutants(text, name)):
        if typescript._INVISIBLE.search(each):
            continue
        if typescript._is_proved(typescript._lexicon().skeleton(each)):
            assert _typescript_full(each), each


def _proved(
    emit: Any, room: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> list[Any]:
    """What a run with tools proves of a model: texts and what they may import."""
    found: list[Any] = []
    real = room.prove

    def prove(text: str, symbols: Mapping[str, str], *place: str) -> None:
        found.append((text, symbols))
        real(text, symbols, *place)

    with monkeypatch.context() as patch:
        patch.setattr(emit, "prove", prove)
        entry = case("all_types").entry(name)
        emit.emit([entry], Settings(tools=ToolOptions()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("emit", "room"), [(python_emit, python), (typescript_emit, typescript)]
)
def test_a_module_of_tools_passes_as_a_model_s_only_if_it_passes(
    emit: Any, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = 0
    for text, symbols in _proved(emit, room, monkeypatch, "Probe"):
        for each in (text, *_mutants(text, "tools"), text.replace("probe", "n1_")):
            if _holds(lambda e=each, s=symbols: room.prove(e, s, "m", "Probe")):
                assert _holds(lambda e=each, s=symbols: room.prove(e, s, "m")), each
                checked += 1
    assert checked > 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("emit", "room"), [(python_emit, python), (typescript_emit, typescript)]
)
def test_modules_of_tools_share_a_proof_whatever_their_models_are_called(
    emit: Any, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    skeletons = []
    for name in ("Probe", "Other"):
        proved = _proved(emit, room, monkeypatch, name)
        tools = next(
            each for each in proved if "Tools for" in each[0] or "_TOOLS:" in each[0]
        )
        skeletons.append(room._essence(*tools))
        assert room._is_proved(*skeletons[-1])
        other = {
            word: home.replace(name.lower(), "n1_") for word, home in tools[1].items()
        }
        assert not room._is_proved(*room._essence(tools[0], other))
    assert skeletons[0] == skeletons[1]


@pytest.mark.slow
def test_modules_of_ordinary_models_have_a_skeleton_that_is_proved() -> None:
    entry = case("all_types").entry()
    skeleton = python._lexicon().skeleton(python_module(entry))
    assert python._is_proved(skeleton)
    skeleton = typescript._lexicon().skeleton(typescript_module(entry))
    assert typescript._is_proved(skeleton)


def test_modules_that_differ_in_names_texts_and_numbers_have_one_skeleton() -> None:
    one = 'class A(Protocol):\n    """Does a thing."""\n\n    x: int = 5\n'
    two = 'class Bee(Protocol):\n    """Does b."""\n\n    why: int = 71.5\n'
    lexicon = python._lexicon()
    assert lexicon.skeleton(one) == lexicon.skeleton(two) != ""


@pytest.mark.parametrize(
    "text", ["x = rb'a'", 'x = f"{a}"', "x = 1_0", "x = é", "x\\\n"]
)
def test_what_the_lexicon_does_not_know_has_no_skeleton(text: str) -> None:
    assert python._lexicon().skeleton(text) == ""
