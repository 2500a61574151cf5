"""Call describe_image of someone/main/models/demo.

pip install --upgrade clarifai
"""

from typing import Any

from clarifai.client.model_client import ModelClient
from clarifai.runners.utils.data_types import Image

# The runner is started with: clarifai model serve DIR --grpc --port 8000
model: Any = ModelClient.from_local_grpc(port=8000)
result = model.describe_image(
    image=Image(url="https://samples.clarifai.com/metro-north.jpg"),
    colors=5,
)
print(result)
