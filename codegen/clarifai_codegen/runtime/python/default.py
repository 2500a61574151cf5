# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""The marker that stands for an argument which was not given."""

from __future__ import annotations

from types import EllipsisType
from typing import Any, TypeVar, overload

__all__ = ["Default", "default"]

T = TypeVar("T")


class Default:
    """Not given: the argument is left out of the request, the server's default holds.

    `value` is that default as the signature tells it, Ellipsis where it does not.
    """

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value)


@overload
def default(value: EllipsisType) -> Any: ...
@overload
def default(value: T) -> T: ...
def default(value: Any) -> Any:
    """A default that is shown, and not sent: the server may have changed it since.

    `default(...)` marks one that the signature does not tell.
    """
    return Default(value)
