"""Call make_thumbnail of someone/main/models/demo.

pip install grpcio clarifai-grpc
"""

import sys

from clarifai_models import ClarifaiError, Demo

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Demo()
try:
    result = model.make_thumbnail(
        image="https://samples.clarifai.com/metro-north.jpg",
        stamp="https://samples.clarifai.com/metro-north.jpg",
        size=64,
    )
    print(result)
except ClarifaiError as error:
    sys.exit(str(error))
