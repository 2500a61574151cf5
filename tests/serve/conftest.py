"""Models that are served once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from clarifai_grpc.grpc.api import service_pb2

from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.call import Call
from clarifai_codegen.serve.endpoint import Endpoint

PAT = "the-pat"
MODELS = Path(__file__).parents[1] / "models"
ALL_TYPES = MODELS / "all_types"

_VARIABLES = ("PAT", "SESSION_TOKEN", "API_BASE", "ROOT_CERTIFICATES_PATH")


@pytest.fixture(autouse=True)
def alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No credentials of whoever runs the tests."""
    for name in _VARIABLES:
        monkeypatch.delenv(f"CLARIFAI_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def calls() -> list[Call]:
    """What the endpoint told of its calls."""
    return []


@pytest.fixture(scope="session")
def endpoint(calls: list[Call]) -> Iterator[Endpoint]:
    with serve([DEMO, ALL_TYPES], pat=PAT, on_call=calls.append) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def web() -> Iterator[Endpoint]:
    """What speaks HTTP: models with transport methods, deployments, a small limit."""
    folders = [ALL_TYPES, MODELS / "chat", MODELS / "mcp"]
    with serve(
        folders,
        pat=PAT,
        deployments=["acme/gpu-eu", "mine"],
        nodepools=["acme/aws/gpus"],
        max_body=2**20,
        allow_origins=["https://app.example"],
    ) as endpoint:
        yield endpoint


@pytest.fixture
def http(web: Endpoint) -> Iterator[httpx.Client]:
    """A client of the endpoint, with the PAT."""
    headers = {"authorization": f"Key {PAT}"}
    with httpx.Client(base_url=web.base_url, headers=headers, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def channel(endpoint: Endpoint) -> Iterator[Any]:
    with grpc.insecure_channel(
        endpoint.address, [("grpc.max_receive_message_length", 2**30)]
    ) as channel:
        yield channel


Ask = Callable[..., Any]


@pytest.fixture
def ask(channel: Any) -> Ask:
    """`ask(rpc, **fields)`: the answer to an RPC with these fields in its request."""

    def ask(rpc: str, pat: str = PAT, **fields: Any) -> Any:
        method = service_pb2.DESCRIPTOR.services_by_name["V2"].methods_by_name[rpc]
        request_class = getattr(service_pb2, method.input_type.name)
        kinds = {
            (False, False): channel.unary_unary,
            (False, True): channel.unary_stream,
            (True, True): channel.stream_stream,
        }
        call = kinds[method.client_streaming, method.server_streaming](
            f"/clarifai.api.V2/{rpc}",
            request_class.SerializeToString,
            getattr(service_pb2, method.output_type.name).FromString,
        )
        request: Any = request_class(**fields)
        if method.client_streaming:
            request = iter([request])
        metadata = [("authorization", f"Key {pat}")] if pat else []
        return call(request, metadata=metadata, timeout=10)

    return ask
