"""Calls to Clarifai's own runner on loopback: ours, the raw stub and the SDK, in turn."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import grpc
import numpy
from clarifai_grpc.grpc.api import service_pb2

from clarifai_codegen.runtime.python import (
    IMAGE,
    INT,
    NDARRAY,
    STR,
    Client,
    Image,
    Method,
    ModelId,
    Parameter,
)
from clarifai_codegen.runtime.python.address import Target
from clarifai_codegen.runtime.python.connection import channel_options

MODELS = Path(__file__).parents[1] / "models"
IMAGE_BYTES = b"\x89PNG" + bytes(1_000_000)
ARRAY = numpy.arange(1_310_720, dtype="float64")

Work = Callable[[], object]


@contextmanager
def runner(model: str) -> Iterator[int]:
    """Clarifai's runner with one of the tests' models; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "clarifai.runners.server", "--grpc"]
    command += ["--model_path", str(MODELS / model), "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 0.1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


class Raw:
    """The stub as one writes it by hand: an own multicallable, `add()`, assignment."""

    def __init__(self, port: int) -> None:
        target = Target(f"127.0.0.1:{port}", secure=False)
        self.channel = grpc.insecure_channel(target.address, channel_options(target))
        self.call = self.channel.unary_unary(
            "/clarifai.api.V2/PostModelOutputs",
            request_serializer=service_pb2.PostModelOutputsRequest.SerializeToString,
            response_deserializer=service_pb2.MultiOutputResponse.FromString,
        )

    def _request(self, method: str, name: str) -> tuple[Any, Any]:
        request = service_pb2.PostModelOutputsRequest()
        data = request.inputs.add().data
        data.metadata["_method_name"] = method
        part = data.parts.add()
        part.id = name
        return request, part.data

    def _value(self, request: Any) -> Any:
        response = self.call(request)
        if response.status.code != 10000:
            raise RuntimeError(response.status.details)
        return response.outputs[0].data.parts[0].data

    def text(self) -> object:
        request, data = self._request("predict", "text")
        data.string_value = "hello"
        return self._value(request).string_value

    def image(self) -> object:
        request, data = self._request("predict_image", "image")
        data.image.base64 = IMAGE_BYTES
        return self._value(request).int_value

    def array(self) -> object:
        request, data = self._request("predict_nd", "x")
        data.ndarray.shape.extend(ARRAY.shape)
        data.ndarray.dtype = str(ARRAY.dtype)
        data.ndarray.buffer = ARRAY.tobytes()
        return self._value(request).int_value


class Ours:
    """The generated client's core with its method tables."""

    def __init__(self, port: int) -> None:
        self.client = Client(ModelId(), f"grpc://127.0.0.1:{port}", {})
        self.predict = Method("predict", (Parameter("text", STR),), STR)
        self.predict_image = Method("predict_image", (Parameter("image", IMAGE),), INT)
        self.predict_nd = Method("predict_nd", (Parameter("x", NDARRAY),), INT)
        self.picture = Image(IMAGE_BYTES)

    def text(self) -> object:
        return self.client.unary_or_batch(self.predict, ("hello",), {})

    def image(self) -> object:
        return self.client.unary_or_batch(self.predict_image, (self.picture,), {})

    def array(self) -> object:
        return self.client.unary_or_batch(self.predict_nd, (ARRAY,), {})


class Sdk:
    """The clarifai package's client for a local runner."""

    def __init__(self, port: int) -> None:
        from clarifai.client.model_client import ModelClient
        from clarifai.runners.utils.data_types import Image as SdkImage

        self.client = ModelClient.from_local_grpc(port)
        self.picture = SdkImage(bytes=IMAGE_BYTES)

    def text(self) -> object:
        return self.client.predict(text="hello")

    def image(self) -> object:
        return self.client.predict_image(image=self.picture)

    def array(self) -> object:
        return self.client.predict_nd(x=ARRAY)


def medians(works: list[Work], number: int) -> list[float]:
    """Wall milliseconds of each, called in turn so that noise meets all alike.

    The order of each round is drawn: who comes after the SDK pays for its memory.
    """
    for work in works * 5:
        work()
    times: list[list[float]] = [[] for _ in works]
    turns, order = list(enumerate(works)), Random(0)
    for _ in range(number):
        order.shuffle(turns)
        for position, work in turns:
            start = time.perf_counter()
            work()
            times[position].append((time.perf_counter() - start) * 1e3)
    return [statistics.median(each) for each in times]


def peak(party: str, port: int) -> float:
    """Megabytes that a process grows by, at its peak, for one call with the array."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"import calls; party = calls.{party}({port})\n"
        "def status(key):\n"
        "    lines = open('/proc/self/status').read().splitlines()\n"
        "    return int(next(x for x in lines if x.startswith(key)).split()[1])\n"
        "party.text()\n"
        "open('/proc/self/clear_refs', 'w').write('5')\n"
        "before = status('VmRSS')\n"
        "party.array()\n"
        "print(status('VmHWM') - before)\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]) / 1000


def rows() -> Iterator[tuple[str, float, float, float]]:
    """Case, milliseconds of ours, of the raw stub, of the SDK."""
    with runner("all_types") as port:
        parties = Ours(port), Raw(port), Sdk(port)
        for name, number in (("text", 1000), ("image", 200), ("array", 40)):
            works: list[Work] = [getattr(party, name) for party in parties]
            ours, raw, sdk = medians(works, number)
            yield f"{name}, wall ms", ours, raw, sdk
        ours, raw, sdk = (peak(party, port) for party in ("Ours", "Raw", "Sdk"))
        yield "array, peak MB", ours, raw, sdk


def batch() -> tuple[float, float]:
    """Seconds for 1,000 small items: one by one, and as a batch."""
    with runner("all_types") as port:
        ours = Ours(port)
        items = [{"text": str(number)} for number in range(1000)]
        ours.client.batch(ours.predict, items)
        start = time.perf_counter()
        for item in items:
            ours.client.unary(ours.predict, (item["text"],))
        middle = time.perf_counter()
        ours.client.batch(ours.predict, items)
        return middle - start, time.perf_counter() - middle
