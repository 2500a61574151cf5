"""Models drawn at random: what is told is what the SDK says, never anything else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarifai_codegen.source.model_py import read_text

from .conftest import Sdk, protos

IMPORTS = """import os, json
from enum import Enum
import functools
import typing as t
from typing import *
import numpy as np
import PIL.Image
from collections.abc import Iterator as AbcIterator
from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.models.openai_class import OpenAIModelClass
from clarifai.runners.models.mcp_class import MCPModelClass
from clarifai.runners.utils.data_types import *
from clarifai.runners.utils import data_types as dt
from clarifai.runners.utils.data_utils import Param
N = 4
NAMES = ["a", "b"]
TABLE = {"k": 1, "f": 0.5, "n": None}
S = List[str]
class Kind(str, Enum):
    A = "a"
    B = "b"
class Doc(NamedFields):
    x: str
    y: List[int]
class Settings:
    LIMIT = 7
def same(f):
    return f
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner
"""
_ALL = """
    str int float bool bytes Image dt.Image Text Audio Video Concept Region Frame
    JSON dict list Dict List np.ndarray PIL.Image.Image Doc S t.List[int] Tuple
    tuple Any None Optional[str] Kind NamedFields 'str' object set PIL.Image
"""
_GOOD = """
    str int float bool Image Text dict List[str] np.ndarray Doc S JSON bytes
"""
SIMPLE = st.sampled_from(_ALL.split())
GOOD = st.sampled_from(_GOOD.split())
TYPES = st.recursive(
    st.one_of(GOOD, GOOD, GOOD, SIMPLE),
    lambda inner: st.one_of(
        inner.map("List[{}]".format),
        inner.map("list[{}]".format),
        inner.map("Dict[str, {}]".format),
        inner.map("dict[str, {}]".format),
        st.tuples(inner, inner).map(lambda p: f"Tuple[{p[0]}, {p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"tuple[{p[0]}, {p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}, {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"NamedFields(p={p[0]}, items={p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"NamedFields(p={p[0]}, q={p[1]})"),
        st.tuples(inner, inner).map(lambda p: f'{{"p": {p[0]}, "q": {p[1]}}}'),
        st.tuples(inner, inner).map(lambda p: f"Union[{p[0]}, {p[1]}]"),
        GOOD.map("Annotated[{}, 1]".format),
    ),
    max_leaves=4,
)
STREAMS = st.sampled_from(
    ("Iterator[{}]", "AbcIterator[{}]", "t.Iterable[{}]", "Generator[{}, None, None]")
)
VALUES = (
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
        st.binary(max_size=4),
    )
    .map(repr)
    .map(lambda text: f'float("{text}")' if text in ("nan", "inf", "-inf") else text)
)
DEFAULTS = st.one_of(
    VALUES,
    st.lists(VALUES, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
    st.lists(VALUES, max_size=3).map(lambda each: f"({', '.join(each)})"),
    st.dictionaries(VALUES, VALUES, max_size=2).map(
        lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}"
    ),
    st.sampled_from(
        (
            "N * 2",
            "NAMES[-1]",
            'TABLE["f"]',
            "TABLE",
            "Settings.LIMIT",
            "Kind.A",
            "Kind.B.value",
            "[kind.value for kind in Kind]",
            'f"{N}-{NAMES[0]!r:>5}"',
            '"%s" % N',
            '", ".join(NAMES)',
            "len(NAMES) / 3",
            'Text("hi")',
            "Text('a', url=\"b\")",
            'NamedFields(x="1", y=[2])',
            'JSON({"a": [1]})',
            'os.environ.get("SURELY_NOT_SET", "x")',
            "not N",
            "N if NAMES else None",
            "max(1, N, 2.5)",
            "lambda: 1",
            "json.dumps(TABLE)",
            "unknown",
            "str",
        )
    ),
)
PARAMS = st.builds(
    lambda default, extra: f"Param({', '.join([default, *extra])})",
    DEFAULTS,
    st.lists(
        st.sampled_from(
            (
                'description="d"',
                "min_value=0",
                "min_value=-1.5",
                "max_value=N",
                "max_value=1e60",
                "max_value='2'",
                "choices=NAMES",
                "choices=[1, None, True, 'x']",
                "choices=list(TABLE)",
                "is_param=False",
            )
        ),
        max_size=3,
        unique_by=lambda text: text.partition("=")[0],
    ),
)
DECORATORS = st.sampled_from(
    (
        ("@ModelClass.method",),
        ("@ModelClass.method",),
        ("@ModelClass.method",),
        ("@same", "@ModelClass.method"),
        ("@ModelClass.method", "@same"),
        ("@logged", "@ModelClass.method"),
        ("@ModelClass.method", "@logged"),
        ("@ModelClass.method", "@staticmethod"),
        ("@staticmethod", "@ModelClass.method"),
        ("@ModelClass.method", "@functools.lru_cache"),
        (),
    )
)


@st.composite
def methods(draw: st.DrawFn, name: str) -> str:
    inputs = []
    for index in range(draw(st.integers(0, 3))):
        kind = draw(TYPES)
        if draw(st.integers(0, 9)) == 0:
            kind = draw(STREAMS).format(kind)
        default = draw(st.one_of(st.none(), DEFAULTS, PARAMS))
        mark = (
            "*, "
            if draw(st.integers(0, 9)) == 0 and not any("*" in each for each in inputs)
            else ""
        )
        given_ = "" if default is None else f" = {default}"
        inputs.append(f"{mark}{'__' * draw(st.booleans())}p{index}: {kind}{given_}")
    seen_default, star = False, False
    for index, each in enumerate(inputs):  # a required parameter after an optional one
        star = star or each.startswith("*")
        if " = " in each:
            seen_default = True
        elif seen_default and not star:
            inputs[index] = each + " = None"
    answer = draw(TYPES)
    if draw(st.booleans()):
        answer = draw(STREAMS).format(answer)
    doc = draw(
        st.sampled_from(("", '"""Doc."""', '"""\n        Two\n\n          lines"""'))
    )
    lines = [*draw(DECORATORS)]
    lines.append(f"def {name}({', '.join(['self', *inputs])}) -> {answer}:")
    lines += [f"    {doc}"] if doc else []
    return "".join(f"    {line}\n" for line in [*lines, "    return None"])


@st.composite
def models(draw: st.DrawFn) -> str:
    base = draw(
        st.sampled_from(
            ("ModelClass", "ModelClass", "OpenAIModelClass", "MCPModelClass")
        )
    )
    parent = draw(st.booleans())
    text = IMPORTS
    if parent:
        text += "class Base:\n" + draw(methods(name="predict"))
    bases = f"Base, {base}" if parent else base
    text += f"class Model({bases}):\n    K = 3\n"
    for index in range(draw(st.integers(1, 2))):
        text += draw(methods(name=draw(st.sampled_from(("predict", f"m{index}")))))
    return text


@pytest.mark.slow
@settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(models())
def test_what_is_told_is_what_the_sdk_says(sdk: Sdk, text: str) -> None:
    reading = read_text(text)
    truth = sdk.signatures(text)
    if not reading.problems:
        truth = truth or sdk.signatures_anew(text)
        assert truth is not None
        assert protos(reading.signatures) == protos(truth)
        assert list(reading.signatures) == list(truth)
    elif {problem.code for problem in reading.problems} != {"not-static"}:
        assert truth is None, [problem.what for problem in reading.problems]


@pytest.mark.slow
def test_some_of_what_is_drawn_is_told() -> None:
    """The test above says something: it is not all unknown."""
    told = []

    @settings(max_examples=120, derandomize=True, database=None)
    @given(models())
    def draw(text: str) -> None:
        told.append(not read_text(text).problems)

    draw()
    assert sum(told) > 5
