# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Responses -> values, or the errors that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from .errors import ClarifaiError, ModelError
from .method import Method
from .status import MIXED, SUCCESS, error_of_status
from .types import is_mapping

__all__ = ["reader_of", "value_of", "values_of"]

T = TypeVar("T")


def reader_of(method: Method[T]) -> Callable[[Any], T]:
    """`value_of` for one method, with a short way for the answer that is to be expected.

    It is made once for each method: a stream reads thousands of answers.
    """
    if method.reader is None:
        method.reader = _reader(method)
    return method.reader


def _reader(method: Method[T]) -> Callable[[Any], T]:
    if not method.is_plain:
        return partial(value_of, method)
    decode, part_id = method.result.decode, method.output

    def read(response: Any) -> T:
        try:
            outputs = response.outputs
            output = outputs[0]
            part = output.data.parts[0]
            if (
                part.id == part_id
                and len(outputs) == 1
                and output.status.code == SUCCESS
                and response.status.code == SUCCESS
            ):
                return decode(part.data)
        except (IndexError, ValueError, TypeError, OverflowError):
            pass
        return value_of(method, response)

    return read


def value_of(method: Method[T], response: Any) -> T:
    """The value of a response with one output; raises ClarifaiError."""
    outputs = response.outputs
    if response.status.code != SUCCESS or len(outputs) != 1:
        raise _failure(method, response)
    return _value(method, outputs[0], response)


def values_of(method: Method[Any], response: Any, many: int) -> list[Any]:
    """The values of a batch's outputs, an error in the place of each that failed.

    Raises ClarifaiError where the response as a whole stands for one.
    """
    outputs = response.outputs
    if response.status.code not in (SUCCESS, MIXED) or len(outputs) != many:
        raise _failure(method, response, many)
    results: list[Any] = []
    for output in outputs:
        try:
            results.append(_value(method, output, response))
        except ClarifaiError as error:
            results.append(error)
    return results


def _value(method: Method[T], output: Any, response: Any) -> T:
    code = output.status.code
    if code and code != SUCCESS:
        error = error_of_status(output.status, method.name)
        error.request_id = error.request_id or response.status.req_id
        raise error
    value = method.read(output, response)
    if method.openai:
        _raise_openai(value, method, response)
    return value


def _failure(method: Method[Any], response: Any, many: int = 1) -> ClarifaiError:
    status = response.status
    if status.code not in (SUCCESS, MIXED):
        return error_of_status(status, method.name)
    return ModelError(
        f"the answer has {len(response.outputs)} outputs, not {many}",
        method=method.name,
        request_id=status.req_id,
    )


def _raise_openai(value: Any, method: Method[Any], response: Any) -> None:
    """`openai_transport` answers a failure with a text: `{"code": ..., ...}`."""
    text = value if isinstance(value, str) else getattr(value, "value", "")
    if not (isinstance(text, str) and text.startswith('{"code"')):
        return
    import json

    try:
        error: Any = json.loads(text)
    except ValueError:
        return
    if is_mapping(error) and error.keys() >= {"code", "description"}:
        raise ModelError(
            str(error["description"]),
            code=error["code"] if isinstance(error["code"], int) else 0,
            details=str(error.get("details", "")),
            method=method.name,
            request_id=response.status.req_id,
        )
