"""The model that is called, and how large its answers are."""

from __future__ import annotations

from typing import Any

IDS = ("demo", "main", "all-types")
"""Those of the tests' model with all types, which has `predict` as well."""

CHUNKS = 200
ARRAY_LENGTH = 1_310_720


def _signature(
    name: str, fields: list[dict[str, Any]], output: str, kind: str = "UNARY_UNARY"
) -> dict[str, Any]:
    iterator = kind != "UNARY_UNARY"
    return {
        "name": name,
        "methodType": kind,
        "inputFields": [{"required": True, **field} for field in fields],
        "outputFields": [{"name": "return", "type": output, "iterator": iterator}],
    }


_RANGE = {"modelTypeRangeInfo": {"min": 1.0, "max": 100.0}}
_TEXT = {"name": "text", "type": "STR"}
SIGNATURES = (
    _signature("predict", [_TEXT], "STR"),
    _signature(
        "eight", [{"name": f"p{n}", "type": "INT", **_RANGE} for n in range(8)], "STR"
    ),
    _signature("generate", [_TEXT], "STR", "UNARY_STREAMING"),
    _signature("array", [{"name": "x", "type": "NDARRAY"}], "NDARRAY"),
)
