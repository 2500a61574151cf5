"""A model.py is read: whatever it would do on import does not happen."""

from __future__ import annotations

import sys
from pathlib import Path

from clarifai_codegen.source.model_py import read_file

MODEL = '''
import os
import socket
import subprocess
import sys

import torch
from clarifai.runners.models.model_class import ModelClass

open("MARK", "w").write("ran")
subprocess.run(["touch", "MARK"])
socket.create_connection(("127.0.0.1", 9))
WEIGHTS = torch.load("weights.bin")
SIZE = 2 * 4


class Model(ModelClass):
    @ModelClass.method
    def predict(self, prompt: str, size: int = SIZE) -> str:
        """Answer."""


sys.exit(3)
'''


def test_weights_sockets_and_exits_do_not_happen(tmp_path: Path) -> None:
    file, mark = tmp_path / "model.py", tmp_path / "MARK"
    file.write_text(MODEL.replace("MARK", str(mark)))
    events: list[str] = []
    watched = ("socket.", "subprocess.", "os.system", "os.exec", "import")
    code: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if active and event.startswith(watched) and arguments[0] == "torch":
            events.append(event)
        if active and event == "open" and arguments[0] == str(mark):
            events.append(event)
        if active and event.startswith(("socket.", "subprocess.")):
            events.append(event)
        if active and event == "exec":
            code.append(getattr(arguments[0], "co_filename", ""))

    active = True
    sys.addaudithook(hook)
    reading = read_file(file)
    active = False
    assert list(reading.signatures) == ["predict"]
    assert not mark.exists()
    assert not events
    assert str(file) not in code
    assert "torch" not in sys.modules
