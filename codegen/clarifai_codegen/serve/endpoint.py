"""One address in front of one or several runners: gRPC, and all that speaks HTTP/1.1."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Problem, ProblemError
from ..runtime.python.connection import MAX_MESSAGE
from .folder import Folder, read_folder
from .listening import listen
from .runner import Runner

if TYPE_CHECKING:
    from .call import Call
    from .front import Front
    from .http.upstream import Upstream
    from .keeper import Keeper
    from .models import Book, ServedModel
    from .trouble import Failure

__all__ = ["Endpoint", "Settings"]

_THREADS = 256
"""Calls at once, those included that wait for their turn at a runner."""

_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to serve; see `clarifai_codegen.serve.serve`."""

    host: str = "127.0.0.1"
    port: int = 0
    pat: str = ""
    deployments: Sequence[str] = ()
    nodepools: Sequence[str] = ()
    reload: bool = False
    failures: Sequence[Failure] = ()
    latency: float = 0.0
    max_body: int = MAX_MESSAGE
    allow_origins: Sequence[str] = ()
    on_call: Callable[[Call], object] | None = None
    on_log: Callable[[str], object] | None = None
    on_change: Callable[[str], object] | None = None
    start_timeout: float = 300.0


class Endpoint:
    """A served set of model directories; see `clarifai_codegen.serve.serve`."""

    def __init__(self, folders: Sequence[Path], settings: Settings) -> None:
        self.port = settings.port
        self._paths = folders
        self._settings = settings
        self._sockets: list[socket.socket] = []
        self._runners: list[Runner] = []
        self._keepers: list[Keeper] = []
        self._book: Book | None = None
        self._server: Any = None
        self._threads: ThreadPoolExecutor | None = None
        self._upstream: Upstream | None = None
        self._front: Front | None = None
        self._ended = threading.Event()

    @property
    def address(self) -> str:
        """Where it is reached, as `host:port`."""
        host = self._settings.host
        name = f"[{host}]" if ":" in host else host
        return f"{_WILDCARDS.get(host, name)}:{self.port}"

    @property
    def base_url(self) -> str:
        """What clients and Clarifai's package take as base URL."""
        return f"http://{self.address}"

    @property
    def models(self) -> tuple[ServedModel, ...]:
        """The served models, as callers name them."""
        served = self._book.served if self._book is not None else ()
        return tuple(each.name for each in served)

    def methods(self, model: ServedModel) -> tuple[str, ...]:
        """The names of a served model's methods."""
        served = self._book.served if self._book is not None else ()
        return tuple(
            signature.name
            for each in served
            if each.name == model
            for signature in each.live.signatures
        )

    def __enter__(self) -> Endpoint:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait(self) -> None:
        """Wait until it is stopped from another thread, or until Ctrl-C."""
        self._ended.wait()

    def stop(self) -> None:
        """Cancel all calls, and end the runners; to be called once or more."""
        if self._front is not None:
            self._front.stop()
        if self._upstream is not None:
            self._upstream.close()
        if self._server is not None:
            self._server.stop(grace=None).wait()
        for keeper in self._keepers:
            keeper.stop()
        for runner in self._runners:
            runner.stop()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for each in self._sockets:
            each.close()
        self._front = self._upstream = self._server = self._threads = None
        self._keepers, self._runners, self._sockets = [], [], []
        self._ended.set()

    def _start(self) -> None:
        if not self._paths:
            raise ProblemError(Problem("bad-source", "No model directory was named."))
        folders = [read_folder(path) for path in self._paths]
        _refuse_same_ids(folders)
        if any(find_spec(name) is None for name in ("uvicorn", "starlette")):
            what = "Serving needs the packages `uvicorn` and `starlette`."
            raise ProblemError(Problem("missing-extra", what))
        from .deployments import Deployments

        settings = self._settings
        deployments = Deployments(settings.deployments, settings.nodepools)
        # Before models are loaded, which may take minutes.
        self._sockets = listen(settings.host, settings.port)
        self.port = self._sockets[0].getsockname()[1]
        for folder in folders:  # they load side by side
            self._runners.append(self._start_runner(folder.path))
        self._load(folders)
        self._answer(deployments)
        for keeper in self._keepers:
            keeper.start()

    def _start_runner(self, path: Path) -> Runner:
        settings = self._settings
        runner = Runner(
            path, start_timeout=settings.start_timeout, on_log=settings.on_log
        )
        runner.start()
        return runner

    def _load(self, folders: Sequence[Folder]) -> None:
        from .keeper import Keeper
        from .live import Live
        from .models import Book, Served

        served = []
        for folder, runner in zip(folders, self._runners, strict=True):
            runner.wait()
            live = Live(folder, runner)
            each = Served(live)
            keeper = Keeper(
                each,
                self._start_runner,
                reload=self._settings.reload,
                on_change=self._settings.on_change,
            )
            self._keepers.append(keeper)
            live.fetch_signatures()
            served.append(each)
        self._book = Book(served)

    def _answer(self, deployments: Any) -> None:
        import grpc

        from .front import Front
        from .handlers import SERVICE, handlers
        from .http.app import app
        from .http.upstream import Upstream
        from .trouble import Trouble

        assert self._book is not None
        settings = self._settings
        trouble = Trouble(settings.failures, settings.latency)
        table = handlers(
            self._book, settings.pat, settings.on_call, deployments, trouble
        )
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="serve")
        options = [
            ("grpc.max_send_message_length", MAX_MESSAGE),
            ("grpc.max_receive_message_length", MAX_MESSAGE),
            ("grpc.so_reuseport", 0),
        ]
        self._server = grpc.server(self._threads, options=options)
        self._server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(SERVICE, table),)
        )
        port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        self._upstream = Upstream(f"127.0.0.1:{port}")
        page = app(
            table,
            self._book,
            settings.pat,
            self._upstream,
            settings.max_body,
            settings.allow_origins,
        )
        self._front = Front(page, port, self._sockets)
        self._front.start()


def _refuse_same_ids(folders: Sequence[Folder]) -> None:
    names = [(each.user_id, each.app_id, each.model_id) for each in folders]
    for name in names:
        if names.count(name) > 1:
            what = f"Two model directories have the ids {'/'.join(name)!r}."
            fix = "Give each its own user_id, app_id and id in config.yaml."
            raise ProblemError(Problem("bad-source", what, fix=fix))
