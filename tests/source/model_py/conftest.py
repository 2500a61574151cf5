"""The SDK itself as the judge: one process that imports what the tests write."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.source.model_py import ask

Answer = dict[str, Any]


class Sdk:
    """Clarifai's SDK in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()
        self.process = self._started()

    @staticmethod
    def _started() -> subprocess.Popen[str]:
        child = str(Path(ask.__file__).with_name("asked.py"))
        return subprocess.Popen(
            [sys.executable, "-P", child],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def ask(self, text: str, *, mocking: bool = False) -> Answer:
        """What the SDK makes of the text of a model.py."""
        folder = self.folder / str(next(self.numbers))
        folder.mkdir()
        (folder / "model.py").write_text(text, "utf-8")
        assert self.process.stdin
        assert self.process.stdout
        question = {"folder": str(folder), "mocking": mocking}
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer: Answer = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)

    def signatures_anew(self, text: str) -> Answer | None:
        """The same from a process that has seen no other file: what the SDK keeps of one
        can make it refuse another."""
        self.close()
        self.process = self._started()
        return self.signatures(text)

    def signatures(self, text: str) -> Answer | None:
        """As a runner sees them, else as an upload does; None where both refuse."""
        for mocking in (False, True):
            answer = self.ask(text, mocking=mocking)
            if "signatures" in answer:
                return dict(answer["signatures"])
        return None


@pytest.fixture(scope="session")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sdk]:
    judge = Sdk(tmp_path_factory.mktemp("models"))
    yield judge
    judge.close()


def protos(signatures: dict[str, Any]) -> dict[str, bytes]:
    """Signatures in JSON as the bytes of the wire, in their order."""
    from clarifai_grpc.grpc.api import resources_pb2
    from google.protobuf.json_format import ParseDict

    return {
        name: ParseDict(each, resources_pb2.MethodSignature()).SerializeToString(
            deterministic=True
        )
        for name, each in signatures.items()
    }
