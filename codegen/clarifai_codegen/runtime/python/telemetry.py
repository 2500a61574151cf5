# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Spans of OpenTelemetry for calls, where the program uses OpenTelemetry.

Names are those of its semantic conventions for generative AI. A program that has not
imported `opentelemetry.trace` pays one look into a dict for each call.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .address import parse_base
from .errors import ClarifaiError
from .method import Method

if TYPE_CHECKING:
    from .core import Core

__all__ = ["Span", "start_span"]

_TRACE = "opentelemetry.trace"


class Span:
    """The span of one call."""

    __slots__ = ("_span", "_trace")

    def __init__(self, trace: Any, span: Any) -> None:
        self._trace = trace
        self._span = span

    def end(self, response: Any, error: BaseException | None) -> None:
        """The call has ended: with a last response, or with an error, or was left."""
        span = self._span
        if response is not None and response.outputs:
            output = response.outputs[0]
            span.set_attribute("gen_ai.response.id", response.status.req_id)
            span.set_attribute("gen_ai.usage.input_tokens", output.prompt_tokens)
            span.set_attribute("gen_ai.usage.output_tokens", output.completion_tokens)
        if error is not None:
            kind = error.name if isinstance(error, ClarifaiError) else ""
            span.set_attribute("error.type", kind or type(error).__name__)
            status = self._trace.Status(self._trace.StatusCode.ERROR)
            span.set_status(status)
        span.end()


def start_span(core: Core, method: Method[Any]) -> Span | None:
    """The span of a call that begins now, or None where nobody traces."""
    trace: Any = sys.modules.get(_TRACE)
    if trace is None:
        return None
    address = core.address
    attributes: dict[str, str | int] = {
        "gen_ai.operation.name": method.name,
        "gen_ai.provider.name": "clarifai",
        "gen_ai.request.model": address.url if address.model_id else "",
    }
    host, _, port = parse_base(core.connection.access.base_url).address.rpartition(":")
    attributes |= {"server.address": host, "server.port": int(port)}
    tracer = trace.get_tracer("clarifai_models")
    span = tracer.start_span(
        f"{method.name} {address.model_id}".strip(),
        kind=trace.SpanKind.CLIENT,
        attributes=attributes,
    )
    return Span(trace, span)
