"""A platform on loopback, and an environment without anyone's credentials."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from canned import RPCS, Platform


@pytest.fixture(scope="session")
def canned_server() -> Iterator[Platform]:
    platform = Platform()
    server = grpc.server(ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers(
        (
            grpc.method_handlers_generic_handler(
                "clarifai.api.V2", {rpc: platform.handler(rpc) for rpc in RPCS}
            ),
        )
    )
    platform.port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield platform
    server.stop(None).wait()


@pytest.fixture
def platform(canned_server: Platform) -> Platform:
    canned_server.answers.clear()
    canned_server.requests.clear()
    canned_server.headers.clear()
    return canned_server


@pytest.fixture(autouse=True)
def alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No credentials of whoever runs the tests, and quick retries."""
    for name in ("PAT", "SESSION_TOKEN", "API_BASE", "ROOT_CERTIFICATES_PATH"):
        monkeypatch.delenv(f"CLARIFAI_{name}", raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setattr("clarifai_codegen.runtime.python.retry.FIRST_PAUSE", 0.01)
