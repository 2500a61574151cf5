"""One run of a model: its runner's process, and what that said of itself."""

from __future__ import annotations

import json
import threading
from typing import Any

import grpc
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from google.protobuf.json_format import ParseDict, ParseError

from ..problems import Problem, ProblemError, Where
from ..runtime.python.address import Target
from ..runtime.python.connection import channel_options
from ..shown import shown
from .folder import Folder
from .runner import Runner

__all__ = ["SLOTS", "Live"]

SLOTS = 32
"""Calls that a runner runs at once. It queues ten more and refuses the others, so they
wait here."""

_SERVICE = "/clarifai.api.V2"
_ASK_SECONDS = 60.0


class Live:
    """A runner that serves. The calls take and give serialized messages."""

    def __init__(self, folder: Folder, runner: Runner) -> None:
        self.folder = folder
        self.runner = runner
        self.version_id = folder.version_id()
        self.slots = threading.BoundedSemaphore(SLOTS)
        options = channel_options(Target(runner.address, secure=False))
        self.channel: Any = grpc.insecure_channel(runner.address, options)
        self.post: Any = self.channel.unary_unary(f"{_SERVICE}/PostModelOutputs")
        self.generate: Any = self.channel.unary_stream(
            f"{_SERVICE}/GenerateModelOutputs"
        )
        self.stream: Any = self.channel.stream_stream(f"{_SERVICE}/StreamModelOutputs")
        self.signatures: tuple[Any, ...] = ()

    def fetch_signatures(self) -> None:
        """Ask the runner; a model without signatures has none.

        Raises ProblemError `cannot-serve`.
        """
        request = service_pb2.PostModelOutputsRequest()
        question = request.inputs.add()
        question.data.metadata["_method_name"] = "_GET_SIGNATURES"
        question.data.parts.add()
        try:
            answer = service_pb2.MultiOutputResponse.FromString(
                self.post(request.SerializeToString(), timeout=_ASK_SECONDS)
            )
            text = answer.outputs[0].data.text.raw if answer.outputs else ""
            self.signatures = tuple(
                ParseDict(
                    signature,
                    resources_pb2.MethodSignature(),
                    ignore_unknown_fields=True,
                )
                for signature in json.loads(text or "{}").values()
            )
        except (grpc.RpcError, ValueError, AttributeError, ParseError) as error:
            reason = error.details() if isinstance(error, grpc.RpcError) else error
            name = shown(str(self.folder.path))
            what = f"The runner of {name!r} tells no signatures: {shown(str(reason))}."
            raise ProblemError(
                Problem("cannot-serve", what, Where(file=name))
            ) from None

    def close(self, drain_seconds: float = 0.0) -> None:
        """End the process; the calls that run may end before, within so many seconds."""
        if drain_seconds:
            deadline = threading.Event()
            timer = threading.Timer(drain_seconds, deadline.set)
            timer.start()
            taken = 0
            while taken < SLOTS and not deadline.is_set():
                taken += self.slots.acquire(timeout=0.05)
            timer.cancel()
        self.channel.close()
        self.runner.stop()
