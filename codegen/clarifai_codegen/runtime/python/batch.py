# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What sync and async batches share."""

from __future__ import annotations

from typing import Any

from .errors import BatchError, ClarifaiError
from .method import Method

__all__ = ["IN_FLIGHT", "all_or_error"]

IN_FLIGHT = 4
"""Requests of one batch that are under way at once."""


def all_or_error(method: Method[Any], results: list[Any]) -> list[Any]:
    """The results of a batch, if all are values; else raises BatchError."""
    errors = [result for result in results if isinstance(result, ClarifaiError)]
    if not errors:
        return results
    first = errors[0]
    raise BatchError(
        f"{len(errors)} of {len(results)} items failed; the first: {first.message}",
        results,
        code=first.code,
        name=first.name,
        details=first.details,
        request_id=first.request_id,
        method=method.name,
    )
