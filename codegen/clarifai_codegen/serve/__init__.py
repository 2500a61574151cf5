"""A local Clarifai endpoint in front of Clarifai's own runner (extra `serve`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .call import Call
    from .endpoint import Endpoint

__all__ = ["DEMO", "serve"]

DEMO = Path(__file__).parent / "demo"
"""The demo model's directory; its `signatures.json` is what a runner says of it."""


def serve(
    model_dirs: Sequence[str | PathLike[str]],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pat: str = "",
    on_call: Callable[[Call], object] | None = None,
    on_log: Callable[[str], object] | None = None,
    start_timeout: float = 300.0,
) -> Endpoint:
    """Serve model directories at one address that answers as Clarifai's API does.

    To be used in a `with` statement, which starts and stops it; inside, it has
    `base_url`, `address` and `models`. `port` 0 takes a free one. With a `pat`, calls
    without it are refused; otherwise any are answered. `on_call` is told of every call,
    `on_log` of every line of the models' output (both on other threads).
    `start_timeout`, in seconds, bounds the loading of the models.

    Raises ProblemError on entering: `missing-extra`, `bad-source`, `cannot-serve`.
    """
    from .endpoint import Endpoint

    folders = [Path(each) for each in model_dirs]
    return Endpoint(folders, host, port, pat, on_call, on_log, start_timeout)
