"""Calls of a program that uses OpenTelemetry have spans; others pay nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from clarifai_codegen.runtime.python import (
    STR,
    UNARY_STREAMING,
    AsyncClient,
    Client,
    Method,
    ModelError,
    ModelId,
    Parameter,
)

from .canned import Canned, answer, serving

PREDICT = Method("predict", (Parameter("x", STR),), STR)
GENERATE = Method("generate", (Parameter("x", STR),), STR, kind=UNARY_STREAMING)
MODEL = ModelId("u", "a", "m")


@pytest.fixture
def server() -> Iterator[Canned]:
    with serving() as canned:
        yield canned


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


def with_usage(request: Any, context: Any) -> Any:
    response = answer("a")
    response.outputs[0].prompt_tokens = 5
    response.outputs[0].completion_tokens = 7
    return response


def test_a_call_has_a_span_with_model_and_usage(
    server: Canned, spans: InMemorySpanExporter
) -> None:
    server.unary = with_usage
    Client(MODEL, server.address, {}).unary(PREDICT, ("a",))
    (span,) = spans.get_finished_spans()
    assert span.name == "predict m"
    assert span.kind is trace.SpanKind.CLIENT
    found = dict(span.attributes or {})
    assert found.pop("server.port")
    assert found == {
        "gen_ai.operation.name": "predict",
        "gen_ai.provider.name": "clarifai",
        "gen_ai.request.model": "https://clarifai.com/u/a/models/m",
        "gen_ai.response.id": "req-1",
        "gen_ai.usage.input_tokens": 5,
        "gen_ai.usage.output_tokens": 7,
        "server.address": "127.0.0.1",
    }


def test_a_failed_call_has_a_span_with_its_error(
    server: Canned, spans: InMemorySpanExporter
) -> None:
    server.unary = lambda request, context: answer(code=21313)
    server.generate = lambda request, context: iter([answer(code=21313)])
    client = Client(MODEL, server.address, {})
    with pytest.raises(ModelError):
        client.unary(PREDICT, ("a",))
    with pytest.raises(ModelError):
        client.stream(GENERATE, ("a",)).collect()
    for span in spans.get_finished_spans():
        assert span.status.status_code is trace.StatusCode.ERROR
        assert dict(span.attributes or {})["error.type"] == "MODEL_PREDICTION_FAILED"


def test_the_span_of_a_stream_ends_with_the_stream(
    server: Canned, spans: InMemorySpanExporter
) -> None:
    with Client(MODEL, server.address, {}).stream(GENERATE, ("a",)) as stream:
        next(stream)
        assert spans.get_finished_spans() == ()
    assert len(spans.get_finished_spans()) == 1


def test_async_calls_have_spans_too(
    server: Canned, spans: InMemorySpanExporter
) -> None:
    async def main() -> None:
        client = AsyncClient(MODEL, server.address, {})
        await client.unary(PREDICT, ("a",))
        await client.stream(GENERATE, ("a",)).collect()
        await client.aclose()

    asyncio.run(main())
    assert [span.name for span in spans.get_finished_spans()] == [
        "predict m",
        "generate m",
    ]


def test_a_client_never_imports_opentelemetry(server: Canned) -> None:
    code = (
        "import sys\n"
        "from clarifai_codegen.runtime.python import *\n"
        "m = Method('predict', (Parameter('x', STR),), STR)\n"
        f"print(Client(ModelId(), {server.address!r}, {{}}).unary(m, ('a',)))\n"
        "assert not any(name.startswith('opentelemetry') for name in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stdout == "ok\n", done.stderr
