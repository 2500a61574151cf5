"""Call measure_levels of clarifai-codegen/demo/models/demo.

pip install grpcio clarifai-grpc
"""

import sys
from collections.abc import Iterator
from typing import Any

from clarifai_models import ClarifaiError, Demo


def items() -> Iterator[Any]:
    yield "https://samples.clarifai.com/GoodMorning.wav"
    yield "https://samples.clarifai.com/GoodMorning.wav"


# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Demo()
try:
    with model.measure_levels(audio=items(), window=0.1) as response:
        for piece in response:
            print(piece)
except ClarifaiError as error:
    sys.exit(str(error))
