"""Models that nobody would write: any name, any type, any default, any description."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.target.entry import Entry

TEXTS = st.text(st.characters(), max_size=30) | st.sampled_from(
    [
        "",
        " ",
        '"""',
        "'''",
        "\\",
        "ends with \\",
        'ends with "',
        '"starts',
        "a\n    b\n\tc\n\n",
        "\n\n    indented\n  less\n",
        "\u202e\u200b\ufeff",
        "\ud800",
        "{{ 7 * 7 }}{% raw %}",
        "# type: ignore",
        "coding: utf-7",
        "x" * 200,
        "word " * 60,
        "é画像🙂 " * 20,
    ]
)

_AWKWARD = """
        predict generate x y self cls class from None str list dict int tuple object
        property overload default dataclass Literal Image Sequence Never Any Self
        items keys get pop clear update values close aclose with_options with_response
        openai METHODS SIGNATURES openai_model predict_batch x_ x_1 x_2 __init__ __x __
        _ _x ___ __class__ __client__ max-tokens 2nd unknown unknown_ _PREDICT _MODEL
        PredictInput PredictResult options url messages chat_history match type float
        outputs named Method Parameter STR fields print TYPE_CHECKING annotations
        __slots__ __annotations__ __debug__ mro return lambda ﬁle file
"""

NAMES = (
    st.sampled_from(_AWKWARD.split())
    | st.from_regex(r"[a-z_][a-zA-Z0-9_]{0,12}", fullmatch=True)
    | st.text(st.characters(), min_size=1, max_size=8)
)

_SCALARS = """
    STR BYTES INT FLOAT BOOL NDARRAY JSON_DATA TEXT IMAGE CONCEPT REGION FRAME AUDIO VIDEO
"""


def _named(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.lists(NAMES, min_size=1, max_size=4, unique=True)
    return names.flatmap(
        lambda found: st.tuples(*(children for _ in found)).map(
            lambda types: {
                "type": "NAMED_FIELDS",
                "typeArgs": [
                    {**each, "name": name}
                    for name, each in zip(found, types, strict=True)
                ],
            }
        )
    )


def _row(kind: str, items: list[Any]) -> dict[str, Any]:
    return {"type": kind, "typeArgs": [{**each, "name": "item"} for each in items]}


DATA_TYPES = st.recursive(
    st.sampled_from(_SCALARS.split()).map(lambda name: {"type": name}),
    lambda children: (
        children.map(lambda each: _row("LIST", [each]))
        | st.lists(children, min_size=1, max_size=6).map(lambda e: _row("TUPLE", e))
        | _named(children)
    ),
    max_leaves=6,
)

_DEFAULTS = """
    null 0 -0.0 1 1e-07 NaN Infinity -Infinity true false [] {} b'xy' [1,"a"] "quoted"
"""

DEFAULTS = TEXTS | st.sampled_from(
    [
        *_DEFAULTS.split(),
        json.dumps({"a": [1, None, "\ud800", {"b": 1e400}]}),
        "[" * 30 + "]" * 30,
        "9" * 30,
        json.dumps(["long text " * 20, "b"]),
    ]
)


@st.composite
def fields(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An input field."""
    field: dict[str, Any] = {"name": name, **draw(DATA_TYPES)}
    field["required"] = draw(st.booleans())
    field["default"] = draw(DEFAULTS)
    if draw(st.booleans()):
        field["description"] = draw(TEXTS)
    if draw(st.integers(0, 3)) == 0:
        choices = st.lists(DEFAULTS, min_size=1, max_size=5)
        field["modelTypeEnumOptions"] = [{"id": each} for each in draw(choices)]
    if draw(st.integers(0, 3)) == 0:
        bounds = st.floats(width=32) | st.integers(-(2**31), 2**31)
        field["modelTypeRangeInfo"] = {"min": draw(bounds), "max": draw(bounds)}
    return field


@st.composite
def methods(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A method signature."""
    kind = draw(
        st.sampled_from(["UNARY_UNARY", "UNARY_STREAMING", "STREAMING_STREAMING"])
    )
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    inputs = [draw(fields(each)) for each in names]
    if kind == "STREAMING_STREAMING":
        inputs = inputs or [{"name": "x", "type": "STR"}]
        inputs[draw(st.integers(0, len(inputs) - 1))]["iterator"] = True
    answers = draw(st.just(["return"]) | st.lists(NAMES, min_size=1, unique=True))
    outputs = [
        {"name": each, **draw(DATA_TYPES), "description": draw(TEXTS)}
        for each in answers[:3]
    ]
    if kind != "UNARY_UNARY":
        outputs[0]["iterator"] = True
    return {
        "name": name,
        "methodType": kind,
        "description": draw(TEXTS),
        "inputFields": inputs,
        "outputFields": outputs,
    }


@st.composite
def entries(draw: st.DrawFn, name: str = "Probe") -> Entry:
    """A model of one to four methods, ready to be written."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    document = {
        "model": {key: draw(TEXTS) for key in ("user_id", "app_id", "model_id")},
        "method_signatures": [draw(methods(each)) for each in names],
    }
    model = decode(document).model
    return Entry(name, model, draw(TEXTS), digest(model), pat_env=draw(TEXTS))
