"""What changed between two signatures, and what it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from clarifai_codegen.signature.compare import Weight, compare, version_step
from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.method import Model

FIELD = {
    "name": "x",
    "type": "INT",
    "default": "5",
    "modelTypeRangeInfo": {"min": 1, "max": 9},
}


def model(*fields: dict[str, Any], **changes: Any) -> Model:
    signature = {
        "name": "m",
        "methodType": "UNARY_UNARY",
        "inputFields": list(fields),
        "outputFields": [{"name": "return", "type": "STR"}],
    }
    return decode([signature | changes]).model


@pytest.mark.parametrize(
    ("old", "new", "weight", "what"),
    [
        (model(FIELD), model(), Weight.BREAKING, "parameter removed"),
        (model(), model(FIELD), Weight.COMPATIBLE, "optional parameter added"),
        (
            model(),
            model({"name": "x", "type": "INT", "required": True}),
            Weight.BREAKING,
            "required parameter added",
        ),
        (
            model(FIELD),
            model(FIELD | {"required": True}),
            Weight.BREAKING,
            "made required",
        ),
        (
            model(FIELD),
            model(FIELD | {"type": "FLOAT"}),
            Weight.BREAKING,
            "data type changed",
        ),
        (
            model(FIELD),
            model(FIELD | {"default": "6"}),
            Weight.BEHAVIOUR,
            "default changed",
        ),
        (
            model(FIELD),
            model(FIELD | {"modelTypeRangeInfo": {"min": 2, "max": 9}}),
            Weight.BREAKING,
            "range narrowed",
        ),
        (
            model(FIELD),
            model(FIELD | {"modelTypeRangeInfo": {"min": 1}}),
            Weight.COMPATIBLE,
            "range widened",
        ),
        (
            model(FIELD | {"modelTypeEnumOptions": [{"id": "5"}, {"id": "6"}]}),
            model(FIELD | {"modelTypeEnumOptions": [{"id": "5"}]}),
            Weight.BREAKING,
            "choices removed: '6'",
        ),
        (
            model(FIELD | {"modelTypeEnumOptions": [{"id": "5"}]}),
            model(FIELD | {"modelTypeEnumOptions": [{"id": "5"}, {"id": "6"}]}),
            Weight.COMPATIBLE,
            "choices added: '6'",
        ),
        (
            model(),
            model(outputFields=[{"name": "return", "type": "INT"}]),
            Weight.BREAKING,
            "output changed",
        ),
        (
            model(),
            model(
                methodType="UNARY_STREAMING",
                outputFields=[{"name": "return", "type": "STR", "iterator": True}],
            ),
            Weight.BREAKING,
            "kind changed",
        ),
        (model(), model(description="new"), Weight.COMPATIBLE, "description changed"),
    ],
)
def test_a_change_has_its_weight(
    old: Model, new: Model, weight: Weight, what: str
) -> None:
    changes = compare(old, new)
    assert (changes[0].weight, what in changes[0].what) == (weight, True)


def test_nothing_changed_is_no_change() -> None:
    assert compare(model(FIELD), model(FIELD)) == ()
    assert version_step(()) == "none"


def test_methods_that_come_and_go() -> None:
    changes = compare(model(), model(name="other"))
    assert [(c.method, c.what) for c in changes] == [
        ("m", "method removed"),
        ("other", "method added"),
    ]
    assert version_step(changes) == "major"


def test_a_new_order_of_parameters_breaks_positional_calls() -> None:
    other = {"name": "y", "type": "STR"}
    (change,) = compare(model(FIELD, other), model(other, FIELD))
    assert (change.what, change.weight) == ("parameters reordered", Weight.BREAKING)
