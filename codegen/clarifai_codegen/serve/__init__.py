"""A local Clarifai endpoint in front of Clarifai's own runner (extra `serve`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .call import Call
    from .endpoint import Endpoint
    from .trouble import Failure

__all__ = ["DEMO", "serve"]

DEMO = Path(__file__).parent / "demo"
"""The demo model's directory; its `signatures.json` is what a runner says of it."""


def serve(
    model_dirs: Sequence[str | PathLike[str]],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pat: str = "",
    deployments: Sequence[str] = (),
    nodepools: Sequence[str] = (),
    reload: bool = False,
    failures: Sequence[Failure] = (),
    latency: float = 0.0,
    max_body: int = 2**30,
    allow_origins: Sequence[str] = (),
    on_call: Callable[[Call], object] | None = None,
    on_log: Callable[[str], object] | None = None,
    on_change: Callable[[str], object] | None = None,
    start_timeout: float = 300.0,
) -> Endpoint:
    """Serve model directories at one address that answers as Clarifai's API does.

    To be used in a `with` statement, which starts and stops it; inside, it has
    `base_url`, `address` and `models`. At the one port it speaks gRPC, REST with the
    platform's JSON, gRPC-web, and below `/v2/ext` OpenAI's interface (`openai/v1`) and
    MCP (`mcp/v1`) for models that have their transport methods.

    `port` 0 takes a free one. With a `pat`, calls without it are refused; otherwise any
    are answered. `deployments`, as `[USER/]ID`, and `nodepools`, as `[USER/]CLUSTER/ID`,
    are those that calls may name; without any, they may name what they like. A model
    whose process ends is started again; with `reload`, so is one whose Python files,
    config.yaml or requirements.txt change. `failures` and `latency` (seconds) are what
    predictions meet, see `trouble`. Bodies of HTTP beyond `max_body` bytes are refused,
    and pages of other machines unless their origin is one of `allow_origins`.

    `on_call` is told of every call, `on_log` of every line of the models' output,
    `on_change` of runs that end and begin (all on other threads). `start_timeout`, in
    seconds, bounds the loading of the models.

    Raises ProblemError on entering: `missing-extra`, `bad-source`, `bad-usage`,
    `cannot-serve`.
    """
    from .endpoint import Endpoint, Settings

    settings = Settings(
        host=host,
        port=port,
        pat=pat,
        deployments=deployments,
        nodepools=nodepools,
        reload=reload,
        failures=failures,
        latency=latency,
        max_body=max_body,
        allow_origins=allow_origins,
        on_call=on_call,
        on_log=on_log,
        on_change=on_change,
        start_timeout=start_timeout,
    )
    return Endpoint([Path(each) for each in model_dirs], settings)
