"""Call chat of clarifai-codegen/demo/models/demo.

pip install --upgrade clarifai
"""

import os
import sys

from clarifai.client import Model

if not os.environ.get("CLARIFAI_PAT"):
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
model = Model(url="https://clarifai.com/clarifai-codegen/demo/models/demo")
result = model.client.chat(
    messages=[{"role": "user", "content": "What is the future of AI?"}],
    name="friend",
)
print(result)
