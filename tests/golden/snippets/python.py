"""Call describe_image of someone/main/models/demo.

pip install grpcio clarifai-grpc
"""

import sys

from clarifai_models import ClarifaiError, Demo

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Demo()
try:
    result = model.describe_image(
        image="https://samples.clarifai.com/metro-north.jpg",
        colors=5,
    )
    print(result)
except ClarifaiError as error:
    sys.exit(str(error))
