"""The SDK's `Model` and ours give the same answers from one endpoint."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest
from clarifai.client.model import Model as SdkModel

from clarifai_codegen import source
from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.source.reference import parse
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit

from .samples import Sample, plain, sample

pytestmark = pytest.mark.slow

PAT = "of-the-tests"
ALL_TYPES = Path(__file__).parents[1] / "models" / "all_types"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve([ALL_TYPES, DEMO], pat=PAT) as running:
        yield running


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLARIFAI_PAT", PAT)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield


class Pair:
    """The same model through both clients, fetched from the endpoint."""

    def __init__(self, endpoint: Endpoint, number: int, folder: Path) -> None:
        url, base_url = endpoint.models[number].url, endpoint.base_url
        decoded = source.read(parse(url, base_url=base_url), base_url=base_url)
        self.model = decoded.model
        name = f"Served{number}"
        entry = Entry(name, self.model, url, digest(self.model), base_url)
        package = folder / f"served_{number}"
        for path, text in emit([entry], Settings()).files.items():
            target = package / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        sys.path.insert(0, str(folder))
        self.ours = getattr(importlib.import_module(package.name), name)()
        sys.path.remove(str(folder))
        self.sdk = SdkModel(url=url, base_url=base_url, pat=PAT)

    def agree(self, method: str, values: dict[str, Sample]) -> None:
        ours = getattr(self.ours, method)(**{k: v.ours for k, v in values.items()})
        theirs = getattr(self.sdk, method)(**{k: v.sdk for k, v in values.items()})
        signature = self.model.method(method)
        data_type = signature.outputs[0].data_type
        if signature.kind.streams_out:
            got = [plain(each, data_type) for each in ours]
            assert got == [plain(each, data_type) for each in theirs]
        else:
            assert plain(ours, data_type) == plain(theirs, data_type)


@pytest.fixture(scope="module")
def pairs(
    endpoint: Endpoint, environment: None, tmp_path_factory: pytest.TempPathFactory
) -> list[Pair]:
    folder = tmp_path_factory.mktemp("served")
    return [Pair(endpoint, number, folder) for number in range(2)]


ECHOES = [
    "str",
    "bytes",
    "int",
    "float",
    "bool",
    "ndarray",
    "json",
    "dict",
    "json_list",
    "text",
    "image",
    "concept",
    "region",
    "frame",
    "audio",
    "video",
    "list_str",
    "list_int",
    "list_concept",
    "list_region",
    "list_image",
    "list_list_int",
    "list_list_concept",
    "tuple",
    "list_json",
]


@pytest.mark.parametrize("boundary", [False, True], ids=["typical", "boundary"])
@pytest.mark.parametrize("name", ECHOES)
def test_both_echo_a_value_alike(pairs: list[Pair], name: str, boundary: bool) -> None:
    method = pairs[0].model.method(f"echo_{name}")
    data_type = method.parameters[0].data_type
    value = sample(data_type, boundary)
    if "https://" in repr(value):  # the runner would fetch a URL
        value = sample(data_type, not boundary)
    pairs[0].agree(method.name, {"x": value})


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("defaults", {}),
        ("defaults", {"s": "", "i": 0, "lst": [], "t": False}),
        ("params", {"prompt": "a", "temperature": 0.5, "style": "it's"}),
        ("two_args", {"a": "x", "b": -1}),
        ("no_args", {}),
        ("awkward", {"type": "t", "request": "q"}),
        ("generate", {"text": "a", "n": 3}),
        ("generate_named", {"n": 2}),
    ],
)
def test_both_give_the_same_answer(
    pairs: list[Pair], method: str, arguments: dict[str, Any]
) -> None:
    pairs[0].agree(method, {k: Sample(v, v) for k, v in arguments.items()})


def test_both_stream_alike(pairs: list[Pair]) -> None:
    numbers = [1, 2, 0]
    values = {"prefix": Sample("p", "p"), "items": Sample(numbers, iter(numbers))}
    pairs[0].agree("stream_first_other", values)


def test_both_get_the_demo_models_answers(pairs: list[Pair]) -> None:
    pairs[1].agree("text_statistics", {"text": sample_text(), "top": Sample(2, 2)})
    pairs[1].agree("read_aloud", {"text": sample_text()})


def sample_text() -> Sample:
    return Sample("A rose is a rose.", "A rose is a rose.")


def test_a_large_array_is_the_same_in_both(pairs: list[Pair]) -> None:
    array = numpy.arange(1_310_720, dtype="float64")
    pairs[0].agree("predict_nd", {"x": Sample(array, array)})
