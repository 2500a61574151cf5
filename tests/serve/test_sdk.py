"""Clarifai's own package works against the endpoint, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from clarifai_codegen.serve.endpoint import Endpoint

SCRIPT = r"""
import io, json, sys, wave
from clarifai.client import Model
from clarifai.runners.utils.data_types import Audio, Image
from PIL import Image as Pillow

base_url, pat = sys.argv[1:]

def model(url, pat=pat):
    return Model(url=url, base_url=base_url, pat=pat)

demo = model("https://clarifai.com/clarifai-codegen/demo/models/demo")
red = Image.from_pil(Pillow.new("RGB", (4, 3), "red"))
sound = io.BytesIO()
with wave.open(sound, "wb") as out:
    out.setparams((1, 2, 8000, 0, "NONE", ""))
    out.writeframes(b"\0\x40" * 1600)
answers = {
    "methods": list(demo.available_methods()),
    "unary": demo.describe_image(image=red),
    "batch": demo.describe_image([{"image": red}] * 3),
    "generate": list(demo.read_aloud(text="a b")),
    "stream": list(demo.measure_levels(audio=iter([Audio(bytes=sound.getvalue())] * 2))),
    "chat": demo.chat(messages=[{"role": "user", "content": "hello"}], name="Ann"),
    "other": model("https://clarifai.com/demo/main/models/all-types").echo_str("x"),
}

def routed(**options):
    url = "https://clarifai.com/demo/main/models/all-types"
    return Model(url=url, base_url=base_url, pat=pat, **options)

acme = {"deployment_user_id": "acme"}
answers["routed"] = [
    routed(deployment_id="gpu-eu", **acme).echo_str("a"),
    routed(compute_cluster_id="aws", nodepool_id="gpus", **acme).echo_str("b"),
]

def error(call):
    try:
        call()
    except Exception as error:
        return str(error)

everything = model("https://clarifai.com/demo/main/models/all-types")
answers["errors"] = [
    error(lambda: model("https://clarifai.com/demo/main/models/all-types", pat="wrong")),
    error(lambda: model("https://clarifai.com/demo/main/models/gone")),
    error(lambda: everything.boom("x")),
    error(lambda: routed(deployment_id="gone", **acme).echo_str("x")),
]
print("ANSWERS", json.dumps(answers, default=dict))
"""


@pytest.fixture(scope="module")
def answers(endpoint: Endpoint) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, endpoint.base_url, "the-pat"],
        capture_output=True,
        text=True,
        timeout=60,
        env={k: v for k, v in os.environ.items() if not k.startswith("CLARIFAI_")},
    )
    assert run.returncode == 0, run.stderr
    line = next(line for line in run.stdout.splitlines() if line.startswith("ANSWERS"))
    parsed: dict[str, Any] = json.loads(line.removeprefix("ANSWERS "))
    return parsed


def test_it_lists_the_methods(answers: dict[str, Any]) -> None:
    assert answers["methods"][:2] == ["describe_image", "make_thumbnail"]


def test_it_predicts(answers: dict[str, Any]) -> None:
    red = {"width": 4, "height": 3, "format": "PNG", "palette": ["#ff0000"]}
    assert answers["unary"] == red
    assert answers["batch"] == [red] * 3
    assert answers["chat"] == "Hello, Ann. What is on your mind?"


def test_it_generates_and_streams(answers: dict[str, Any]) -> None:
    assert answers["generate"] == ["a ", "b"]
    assert [level["second"] for level in answers["stream"]] == [0.0, 0.1, 0.2, 0.3]


def test_it_finds_each_served_model(answers: dict[str, Any]) -> None:
    assert answers["other"] == "x"


def test_it_goes_through_a_deployment_and_a_nodepool(answers: dict[str, Any]) -> None:
    assert answers["routed"] == ["a", "b"]


def test_its_errors_carry_the_platforms_status(answers: dict[str, Any]) -> None:
    refused, gone, failed, unrouted = answers["errors"]
    assert "CONN_KEY_NOT_FOUND" in refused
    assert "MODEL_DOES_NOT_EXIST" in gone
    assert "FAILURE" in failed
    assert "Deployment does not exist" in unrouted
    assert all("req_id" in error for error in answers["errors"][:3])
