"""One gRPC address in front of one or several runners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Problem, ProblemError
from ..runtime.python.connection import MAX_MESSAGE
from .folder import Folder, read_folder
from .runner import Runner

if TYPE_CHECKING:
    from .call import Call
    from .models import Served, ServedModel

__all__ = ["Endpoint"]

_THREADS = 128
"""Calls at once. A runner takes 32, queues 10 and refuses the others, which callers
should see; a stream occupies a thread as long as it lasts."""

_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


class Endpoint:
    """A served set of model directories; see `clarifai_codegen.serve.serve`."""

    def __init__(
        self,
        folders: Sequence[Path],
        host: str,
        port: int,
        pat: str,
        on_call: Callable[[Call], object] | None,
        on_log: Callable[[str], object] | None,
        start_timeout: float,
    ) -> None:
        self.models: tuple[ServedModel, ...] = ()
        self.port = port
        self._paths = folders
        self._host = host
        self._pat = pat
        self._on_call = on_call
        self._on_log = on_log
        self._start_timeout = start_timeout
        self._runners: list[Runner] = []
        self._served: list[Served] = []
        self._server: Any = None
        self._threads: ThreadPoolExecutor | None = None

    @property
    def address(self) -> str:
        """Where it is reached, as `host:port`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{_WILDCARDS.get(self._host, host)}:{self.port}"

    @property
    def base_url(self) -> str:
        """What clients and Clarifai's package take as base URL."""
        return f"http://{self.address}"

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
        self._server.wait_for_termination()

    def stop(self) -> None:
        """Cancel all calls, and end the runners; to be called once or more."""
        server, self._server = self._server, None
        if server is not None:
            server.stop(grace=None).wait()
        for served in self._served:
            served.channel.close()
        for runner in self._runners:
            runner.stop()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        self._served, self._runners, self._threads = [], [], None

    def _start(self) -> None:
        if not self._paths:
            raise ProblemError(Problem("bad-source", "No model directory was named."))
        folders = [read_folder(path) for path in self._paths]
        _refuse_same_ids(folders)
        self._bind()  # before models are loaded, which may take minutes
        for folder in folders:
            runner = Runner(
                folder.path, start_timeout=self._start_timeout, on_log=self._on_log
            )
            self._runners.append(runner)
            runner.start()  # they load side by side
        from .models import Served

        for folder, runner in zip(folders, self._runners, strict=True):
            runner.wait()
            served = Served(folder, runner)
            self._served.append(served)
            served.fetch_signatures()
        self.models = tuple(served.name for served in self._served)
        self._answer()

    def _bind(self) -> None:
        import grpc

        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="serve")
        options = [
            ("grpc.max_send_message_length", MAX_MESSAGE),
            ("grpc.max_receive_message_length", MAX_MESSAGE),
            # Otherwise two endpoints could share a port, and each get half of the calls.
            ("grpc.so_reuseport", 0),
        ]
        self._server = grpc.server(self._threads, options=options)
        host = f"[{self._host}]" if ":" in self._host else self._host
        wanted = f"{host}:{self.port}"
        try:
            self.port = self._server.add_insecure_port(wanted)
        except RuntimeError:
            self.port = 0
        if not self.port:
            what = f"{wanted} cannot be listened on: it is in use, or not ours."
            fix = "Name another port, or none for a free one."
            raise ProblemError(Problem("cannot-serve", what, fix=fix))

    def _answer(self) -> None:
        import grpc

        from .handlers import SERVICE, handlers
        from .models import Book

        table = handlers(Book(self._served), self._pat, self._on_call)
        self._server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(SERVICE, table),)
        )
        self._server.start()


def _refuse_same_ids(folders: Sequence[Folder]) -> None:
    names = [(each.user_id, each.app_id, each.model_id) for each in folders]
    for name in names:
        if names.count(name) > 1:
            what = f"Two model directories have the ids {'/'.join(name)!r}."
            fix = "Give each its own user_id, app_id and id in config.yaml."
            raise ProblemError(Problem("bad-source", what, fix=fix))
