# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What an answer says besides its value."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

__all__ = ["Response", "Usage", "response_of"]

T_co = TypeVar("T_co", covariant=True)
V = TypeVar("V")


class Usage(NamedTuple):
    """Tokens that a call used, as the platform counts them; 0 where it does not."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0


_NO_USAGE = Usage()


class Response(Generic[T_co]):
    """A value with the request id, the usage and the model version that gave it."""

    __slots__ = ("model_version", "request_id", "usage", "value")

    def __init__(
        self,
        value: T_co,
        request_id: str = "",
        usage: Usage = _NO_USAGE,
        model_version: str = "",
    ) -> None:
        self.value = value
        self.request_id = request_id
        self.usage = usage
        self.model_version = model_version

    def __repr__(self) -> str:
        return (
            f"Response({self.value!r}, request_id={self.request_id!r}, "
            f"usage={self.usage!r}, model_version={self.model_version!r})"
        )


def response_of(value: V, output: Any, response: Any) -> Response[V]:
    """The value of an output with what the messages around it say."""
    usage = Usage(output.prompt_tokens, output.completion_tokens, output.cached_tokens)
    return Response(value, response.status.req_id, usage, output.model.model_version.id)
