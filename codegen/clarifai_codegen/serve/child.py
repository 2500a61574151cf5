"""Clarifai's runner in a process of its own. Run as a script, with the runner's options.

It differs from `python -m clarifai.runners.server` in three things: it ends when the
process that started it does, however that ended; it listens on loopback alone, since
nothing there checks a PAT; and it asks no server who its user is.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any


def main() -> None:
    _end_with_parent()
    folder = sys.argv[sys.argv.index("--model_path") + 1]
    sys.path.insert(0, folder)
    from clarifai.runners import server
    from clarifai.utils import config

    config.resolve_user_id = lambda *_, **__: "local"
    _listen_on_loopback(server.GRPCServer)
    server.main()


def _end_with_parent() -> None:
    """Standard input is a pipe that nobody writes to; it ends with the parent."""
    pipe = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch() -> None:
        while os.read(pipe, 1):
            pass
        if hasattr(os, "killpg"):
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _listen_on_loopback(server: Any) -> None:
    add = server.add_port_to_server

    def add_port(self: Any, address: str, *args: Any, **options: Any) -> Any:
        loopback = address.replace("[::]:", "127.0.0.1:")
        return add(self, loopback, *args, **options)

    server.add_port_to_server = add_port


if __name__ == "__main__":
    main()
