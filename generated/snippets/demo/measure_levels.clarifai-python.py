"""Call measure_levels of clarifai-codegen/demo/models/demo.

pip install --upgrade clarifai
"""

import os
import sys
from collections.abc import Iterator
from typing import Any

from clarifai.client import Model
from clarifai.runners.utils.data_types import Audio


def items() -> Iterator[Any]:
    yield Audio(url="https://samples.clarifai.com/GoodMorning.wav")
    yield Audio(url="https://samples.clarifai.com/GoodMorning.wav")


if not os.environ.get("CLARIFAI_PAT"):
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Model(url="https://clarifai.com/clarifai-codegen/demo/models/demo")
for piece in model.client.measure_levels(audio=items(), window=0.1):
    print(piece)
