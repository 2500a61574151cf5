"""Call read_aloud of clarifai-codegen/demo/models/demo.

pip install grpcio clarifai-grpc
"""

import sys

from clarifai_models import ClarifaiError, Demo

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Demo()
try:
    with model.read_aloud(
        text="What is the future of AI?",
        style="plain",
        pause=0.0,
    ) as response:
        for piece in response:
            print(piece, end="", flush=True)
        print()
except ClarifaiError as error:
    sys.exit(str(error))
