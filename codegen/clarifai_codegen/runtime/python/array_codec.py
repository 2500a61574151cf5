# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false
"""The codec of NDARRAY: numpy arrays, and numpy only when one is met."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .codec import Codec, unfit, wrong_type

if TYPE_CHECKING:
    from .types import NDArray

__all__ = ["NDARRAY"]


def _encode_ndarray(data: Any, value: Any) -> None:
    if not (hasattr(value, "dtype") and hasattr(value, "tobytes")):
        if not hasattr(value, "__array__"):
            raise wrong_type("a numpy array", value)
        value = import_module("numpy").asarray(value)
    kind = getattr(value.dtype, "kind", None)
    if kind not in ("i", "u", "f", "c"):
        raise unfit(f"an array of dtype {value.dtype} cannot be sent, only numbers")
    array = data.ndarray
    array.shape.extend(value.shape)
    array.dtype = str(value.dtype)
    array.buffer = value.tobytes()


def _decode_ndarray(data: Any) -> NDArray:
    if not data.HasField("ndarray"):
        raise ValueError("the answer holds no array")
    array = data.ndarray
    numpy = import_module("numpy")
    dtype = numpy.dtype(array.dtype)
    if dtype.kind not in "iufc":
        raise ValueError(f"the answer holds an array of dtype {dtype}")
    values: NDArray = numpy.frombuffer(array.buffer, dtype=dtype)
    return values.reshape(tuple(array.shape))


NDARRAY: Codec[NDArray] = Codec("array", _encode_ndarray, _decode_ndarray)
