"""Call describe_image of someone/main/models/demo.

pip install --upgrade clarifai
"""

import os
import sys

from clarifai.client import Model
from clarifai.runners.utils.data_types import Image

if not os.environ.get("CLARIFAI_PAT"):
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Model(url="https://clarifai.com/someone/main/models/demo")
result = model.client.describe_image(
    image=Image(url="https://samples.clarifai.com/metro-north.jpg"),
    colors=5,
)
print(result)
