"""From process start: importing a generated client, and the first answer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from calls import runner

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit

SIGNATURE = {
    "name": "predict",
    "methodType": "UNARY_UNARY",
    "inputFields": [{"name": "text", "type": "STR", "required": True}],
    "outputFields": [{"name": "return", "type": "STR"}],
}


def package(folder: Path, many: int) -> None:
    """A package of so many clients of one method each."""
    model = decode([SIGNATURE]).model
    entries = [Entry(f"Model{n}", model, "bench", digest(model)) for n in range(many)]
    for path, text in emit(entries, Settings()).files.items():
        target = folder / "bench_models" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def seconds(code: str, folder: Path) -> float:
    """Wall seconds of a process: the best of 7, byte code cached as usual."""
    environment = {
        k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"
    }
    command = [sys.executable, "-c", code]
    times = []
    for _ in range(8):
        start = time.perf_counter()
        subprocess.run(
            command, cwd=folder, check=True, env=environment, stdout=subprocess.DEVNULL
        )
        times.append(time.perf_counter() - start)
    return min(times[1:])


def imports() -> Iterator[tuple[str, float]]:
    """Milliseconds of an import over bare Python, by the number of models beside it."""
    for many in (1, 1000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            package(folder, many)
            bare = seconds("pass", folder)
            ours = seconds("from bench_models import Model0", folder)
            yield f"import, {many} models beside it", (ours - bare) * 1e3


OURS = """
from bench_models import Model0
print(Model0("grpc://127.0.0.1:{port}").predict("hello"))
"""

RAW = """
import grpc
from clarifai_grpc.grpc.api import service_pb2 as s
channel = grpc.insecure_channel("127.0.0.1:{port}")
call = channel.unary_unary(
    "/clarifai.api.V2/PostModelOutputs",
    request_serializer=s.PostModelOutputsRequest.SerializeToString,
    response_deserializer=s.MultiOutputResponse.FromString,
)
request = s.PostModelOutputsRequest()
data = request.inputs.add().data
data.metadata["_method_name"] = "predict"
part = data.parts.add()
part.id = "text"
part.data.string_value = "hello"
print(call(request).outputs[0].data.parts[0].data.string_value)
"""

SDK = """
from clarifai.client.model_client import ModelClient
print(ModelClient.from_local_grpc({port}).predict(text="hello"))
"""


def first_answers() -> list[float]:
    """Seconds from process start to the first answer: ours, the raw stub, the SDK."""
    with tempfile.TemporaryDirectory() as name, runner("all_types") as port:
        folder = Path(name)
        package(folder, 1)
        return [seconds(code.format(port=port), folder) for code in (OURS, RAW, SDK)]
