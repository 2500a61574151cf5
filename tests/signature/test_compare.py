"""What changed between two signatures, and what it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from clarifai_codegen.signature.change import CHANGES, Change, Weight, version_step
from clarifai_codegen.signature.compare import compare
from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.method import Model

Fields = list[dict[str, Any]]

BREAKING, BEHAVIOUR, COMPATIBLE = "breaking", "behaviour", "compatible"


def f(name: str, type: str = "STR", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, **more}


def need(name: str, type: str = "STR", **more: Any) -> dict[str, Any]:
    return f(name, type, required=True, **more)


def some(name: str = "x", default: str = "5", **more: Any) -> dict[str, Any]:
    return f(name, "INT", default=default, **more)


def bounds(low: float | None = None, high: float | None = None) -> dict[str, Any]:
    values = {"min": low, "max": high}
    kept = {key: value for key, value in values.items() if value is not None}
    return some(modelTypeRangeInfo=kept)


def choices(*ids: str, type: str = "INT") -> dict[str, Any]:
    options = [{"id": each} for each in ids]
    return f("x", type, default="5", modelTypeEnumOptions=options)


def of(type: str, *arguments: dict[str, Any], name: str = "x") -> dict[str, Any]:
    return need(name, type, typeArgs=list(arguments))


def record(*fields: dict[str, Any], name: str = "return") -> dict[str, Any]:
    return f(name, "NAMED_FIELDS", typeArgs=list(fields))


def model(*fields: dict[str, Any], **changes: Any) -> Model:
    signature = {
        "name": "m",
        "methodType": "UNARY_UNARY",
        "inputFields": list(fields),
        "outputFields": [f("return")],
    }
    return decode([signature | changes]).model


def out(*fields: dict[str, Any]) -> Model:
    return model(outputFields=list(fields))


def kind(name: str) -> Model:
    streams = {"UNARY_STREAMING": (False, True), "STREAMING_STREAMING": (True, True)}
    reads, writes = streams.get(name, (False, False))
    return model(
        need("x", iterator=reads),
        methodType=name,
        outputFields=[f("return", iterator=writes)],
    )


A, B, C = need("a"), need("b"), some("c")
LIST_OF_INT = of("LIST", f("i", "INT"))
STREAM = kind("UNARY_STREAMING")
BOTH = kind("STREAMING_STREAMING")
ITEM = f("i", "STR")

TABLE: list[tuple[Model, Model, list[tuple[str, str, str]]]] = [
    # Methods.
    (model(), Model(), [(BREAKING, "method-removed", "m")]),
    (Model(), model(), [(COMPATIBLE, "method-added", "m")]),
    (
        model(),
        model(name="n"),
        [(BREAKING, "method-removed", "m"), (COMPATIBLE, "method-added", "n")],
    ),
    (model(), model(description="new"), [(COMPATIBLE, "method-redescribed", "m")]),
    (
        model(description="a"),
        model(description="b"),
        [(COMPATIBLE, "method-redescribed", "m")],
    ),
    # Kinds.
    (
        kind("UNARY_UNARY"),
        STREAM,
        [(BREAKING, "kind-changed", "m"), (BREAKING, "output-retyped", "m")],
    ),
    (
        STREAM,
        kind("UNARY_UNARY"),
        [(BREAKING, "kind-changed", "m"), (BREAKING, "output-retyped", "m")],
    ),
    (
        STREAM,
        BOTH,
        [(BREAKING, "kind-changed", "m"), (BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        BOTH,
        STREAM,
        [(BREAKING, "kind-changed", "m"), (BREAKING, "parameter-retyped", "m.x")],
    ),
    # Parameters that come and go.
    (model(A), model(), [(BREAKING, "parameter-removed", "m.a")]),
    (model(C), model(), [(BREAKING, "parameter-removed", "m.c")]),
    (model(A, C), model(A), [(BREAKING, "parameter-removed", "m.c")]),
    (model(A, B), model(B), [(BREAKING, "parameter-removed", "m.a")]),
    (model(), model(C), [(COMPATIBLE, "parameter-added", "m.c")]),
    (model(A), model(A, C), [(COMPATIBLE, "parameter-added", "m.c")]),
    (model(), model(A), [(BREAKING, "required-added", "m.a")]),
    (model(A), model(A, B), [(BREAKING, "required-added", "m.b")]),
    (model(C), model(C, A), [(BREAKING, "required-added", "m.a")]),
    (
        model(A),
        model(B, A),
        [(BREAKING, "positional-changed", "m"), (BREAKING, "required-added", "m.b")],
    ),
    (
        model(A),
        model(C, A),
        [
            (BREAKING, "positional-changed", "m"),
            (COMPATIBLE, "parameter-added", "m.c"),
        ],
    ),
    (
        model(A),
        model(B),
        [(BREAKING, "parameter-removed", "m.a"), (BREAKING, "required-added", "m.b")],
    ),
    # Their order.
    (model(A, B), model(B, A), [(BREAKING, "positional-changed", "m")]),
    (model(C, A), model(A, C), [(BREAKING, "positional-changed", "m")]),
    (
        model(A, some("c"), some("d")),
        model(A, some("d"), some("c")),
        [
            (COMPATIBLE, "keywords-reordered", "m"),
        ],
    ),
    (
        model(some("c"), some("d")),
        model(some("d"), some("c")),
        [
            (BREAKING, "positional-changed", "m"),
        ],
    ),
    # Required or not.
    (model(some()), model(need("x", "INT")), [(BREAKING, "made-required", "m.x")]),
    (model(A, C), model(A, need("c", "INT")), [(BREAKING, "made-required", "m.c")]),
    (model(need("x", "INT")), model(some()), [(COMPATIBLE, "made-optional", "m.x")]),
    (
        model(A, need("c", "INT")),
        model(A, C),
        [(BREAKING, "positional-changed", "m"), (COMPATIBLE, "made-optional", "m.c")],
    ),
    (
        # A first FLOAT without a value must be sent, whatever the signature says.
        model(f("x", "FLOAT", default="0.5")),
        model(f("x", "FLOAT", default="null")),
        [(BREAKING, "made-required", "m.x")],
    ),
    # Types.
    (
        model(need("x", "INT")),
        model(need("x", "FLOAT")),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(need("x", "FLOAT")),
        model(need("x", "INT")),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(need("x")),
        model(need("x", "TEXT")),
        [
            (BREAKING, "parameter-retyped", "m.x"),
        ],
    ),
    (
        model(need("x", "IMAGE")),
        model(need("x", "VIDEO")),
        [
            (BREAKING, "parameter-retyped", "m.x"),
        ],
    ),
    (
        model(need("x", "INT")),
        model(LIST_OF_INT),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(LIST_OF_INT),
        model(of("LIST", f("i", "FLOAT"))),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(of("TUPLE", ITEM)),
        model(of("TUPLE", ITEM, ITEM)),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(of("NAMED_FIELDS", f("a"))),
        model(of("NAMED_FIELDS", f("a"), f("b"))),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(of("NAMED_FIELDS", f("a"), f("b"))),
        model(of("NAMED_FIELDS", f("a"))),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    (
        model(of("NAMED_FIELDS", f("a"))),
        model(of("NAMED_FIELDS", f("b"))),
        [(BREAKING, "parameter-retyped", "m.x")],
    ),
    # Defaults.
    (model(some()), model(some(default="6")), [(BEHAVIOUR, "default-changed", "m.x")]),
    (
        model(some()),
        model(some(default="null")),
        [(BEHAVIOUR, "default-changed", "m.x")],
    ),
    (
        model(f("x", default="a")),
        model(f("x", default="A")),
        [(BEHAVIOUR, "default-changed", "m.x")],
    ),
    (
        model(f("x", default="a")),
        model(f("x")),
        [(BEHAVIOUR, "default-changed", "m.x")],
    ),
    # Ranges.
    (
        model(bounds(1, 9)),
        model(bounds(2, 9)),
        [(BREAKING, "range-narrowed", "m.x")],
    ),
    (
        model(bounds(1, 9)),
        model(bounds(1, 8)),
        [(BREAKING, "range-narrowed", "m.x")],
    ),
    (model(some()), model(bounds(1)), [(BREAKING, "range-narrowed", "m.x")]),
    (model(some()), model(bounds(None, 9)), [(BREAKING, "range-narrowed", "m.x")]),
    (
        model(bounds(1, 9)),
        model(bounds(5, 19)),
        [(BREAKING, "range-narrowed", "m.x")],
    ),
    (
        model(bounds(2, 9)),
        model(bounds(1, 9)),
        [(COMPATIBLE, "range-widened", "m.x")],
    ),
    (
        model(bounds(1, 9)),
        model(bounds(1, 10)),
        [(COMPATIBLE, "range-widened", "m.x")],
    ),
    (model(bounds(1, 9)), model(bounds(1)), [(COMPATIBLE, "range-widened", "m.x")]),
    (model(bounds(1, 9)), model(some()), [(COMPATIBLE, "range-widened", "m.x")]),
    # Choices.
    (model(choices()), model(choices("5")), [(BREAKING, "choices-set", "m.x")]),
    (model(choices("5")), model(choices()), [(COMPATIBLE, "choices-lifted", "m.x")]),
    (
        model(choices("5", "6")),
        model(choices("5")),
        [(BREAKING, "choices-removed", "m.x")],
    ),
    (
        model(choices("5")),
        model(choices("5", "6")),
        [(COMPATIBLE, "choices-added", "m.x")],
    ),
    (
        model(choices("5", "6")),
        model(choices("5", "7")),
        [
            (BREAKING, "choices-removed", "m.x"),
            (COMPATIBLE, "choices-added", "m.x"),
        ],
    ),
    (model(choices("5", "6")), model(choices("6", "5")), []),
    # Words.
    (
        model(some()),
        model(some(description="new")),
        [(COMPATIBLE, "parameter-redescribed", "m.x")],
    ),
    (
        model(some()),
        model(some(isParam=True)),
        [(COMPATIBLE, "parameter-marked", "m.x")],
    ),
    # Answers.
    (model(), out(f("return", "INT")), [(BREAKING, "output-retyped", "m.return")]),
    (
        model(),
        out(f("return", "LIST", typeArgs=[ITEM])),
        [(BREAKING, "output-retyped", "m.return")],
    ),
    (model(), out(f("other")), [(BREAKING, "output-retyped", "m")]),
    (model(), out(f("return"), f("more")), [(BREAKING, "output-retyped", "m")]),
    (
        out(record(f("a"))),
        out(record(f("a"), f("b"))),
        [(COMPATIBLE, "output-field-added", "m.return.b")],
    ),
    (
        out(record(f("a"), f("b"))),
        out(record(f("a"))),
        [(BREAKING, "output-field-removed", "m.return.b")],
    ),
    (
        out(record(f("a"))),
        out(record(f("a", "INT"))),
        [(BREAKING, "output-retyped", "m.return.a")],
    ),
    (
        out(f("return", "LIST", typeArgs=[record(f("a"), name="i")])),
        out(f("return", "LIST", typeArgs=[record(f("a"), f("b"), name="i")])),
        [(COMPATIBLE, "output-field-added", "m.return[].b")],
    ),
    (
        out(f("return", "TUPLE", typeArgs=[ITEM])),
        out(f("return", "TUPLE", typeArgs=[ITEM, ITEM])),
        [(BREAKING, "output-retyped", "m.return")],
    ),
    (
        model(),
        out(f("return", description="new")),
        [(COMPATIBLE, "output-redescribed", "m")],
    ),
    # Several at once, the heaviest first.
    (
        model(A, some("x"), some("y")),
        model(A, some("x", "6"), some("y"), some("z")),
        [
            (BEHAVIOUR, "default-changed", "m.x"),
            (COMPATIBLE, "parameter-added", "m.z"),
        ],
    ),
    (model(A, C), model(A, C), []),
]


@pytest.mark.parametrize(("old", "new", "expected"), TABLE)
def test_a_change_has_its_weight(
    old: Model, new: Model, expected: list[tuple[str, str, str]]
) -> None:
    found = [
        (change.weight.name.lower(), change.code, change.place)
        for change in compare(old, new)
    ]
    assert found == expected


def test_the_table_holds_every_change_of_a_signature() -> None:
    assert len(TABLE) >= 60
    found = {code for _, _, rows in TABLE for _, code, _ in rows}
    assert found == {code for code in CHANGES if not code.startswith("model-")}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (bounds(1, 4096), bounds(1, 2048), "range narrowed from 1..4096 to 1..2048"),
        (bounds(1, 131073), some(), "range widened from 1..131073 to any"),
        (choices("5", "6"), choices("5"), "choices removed: '6'"),
        (some(), some(default="6"), "default changed from '5' to '6'"),
        (
            need("x", "INT"),
            LIST_OF_INT,
            "data type changed from INT to LIST[INT]",
        ),
    ],
)
def test_a_change_says_what_was_and_is(
    old: dict[str, Any], new: dict[str, Any], what: str
) -> None:
    (change,) = compare(model(old), model(new))
    assert change.what == what


@pytest.mark.parametrize(
    ("codes", "step"),
    [
        ((), "none"),
        (("method-redescribed", "parameter-marked"), "patch"),
        (("method-redescribed", "method-added"), "minor"),
        (("method-added", "default-changed"), "minor"),
        (("default-changed", "parameter-removed", "method-redescribed"), "major"),
    ],
)
def test_the_heaviest_change_decides_the_release(
    codes: tuple[str, ...], step: str
) -> None:
    assert version_step([Change(code=code) for code in codes]) == step


def test_a_change_is_breaking_exactly_where_it_asks_for_a_major_release() -> None:
    for row in CHANGES.values():
        assert (row.weight is Weight.BREAKING) == (row.step == "major")


def test_hostile_text_is_only_shown() -> None:
    braces = model(f("x", default="{new.__class__}"))
    (change,) = compare(model(f("x", default="{old}")), braces)
    assert change.what == "default changed from '{old}' to '{new.__class__}'"


def test_a_long_value_is_cut() -> None:
    (change,) = compare(model(some()), model(some(default="5" * 9999)))
    assert len(change.new) < 100
