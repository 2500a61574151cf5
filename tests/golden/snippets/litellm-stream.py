"""Call openai_stream_transport of someone/main/models/demo.

pip install litellm
"""

import os
import sys

import litellm

pat = os.environ.get("CLARIFAI_PAT")
if not pat:
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

stream = litellm.completion(
    model="openai/https://clarifai.com/someone/main/models/demo",
    api_base="https://api.clarifai.com/v2/ext/openai/v1",
    api_key=pat,
    messages=[{"role": "user", "content": "What is the future of AI?"}],
    stream=True,
)
for chunk in stream:
    for choice in chunk.choices:
        print(choice.delta.content or "", end="", flush=True)
print()
