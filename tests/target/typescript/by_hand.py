"""Modules as the toolkit writes them, by hand: what clients hold, common and odd."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "modules"

_HOMES = {
    "./runtime/index.js": """
        AUDIO BOOL BYTES Call CallOptions ClarifaiError Client ClientOptions FLOAT IMAGE
        INT Image ImageInput Items Method ModelId ModelResponse NamedDeployment STR
        Stream listOf named outputs tupleOf
    """,
    "./runtime/testing.js": "FakeClient FakeOptions",
    "./client.js": "PredictInput VisionChat",
    "./odd.js": "FInput Odd OddProtocol",
    "./deployments.js": "GPU_EU",
    "openai": "OpenAI",
}

SYMBOLS = {name: home for home, names in _HOMES.items() for name in names.split()}
"""What the samples may import."""

SAMPLES = {path.stem: path.read_bytes().decode() for path in FOLDER.glob("*.ts")}
"""Texts by the name of the module."""
