"""Call openai_stream_transport of someone/main/models/demo.

pip install openai
"""

import os
import sys

from openai import OpenAI

pat = os.environ.get("CLARIFAI_PAT")
if not pat:
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

client = OpenAI(base_url="https://api.clarifai.com/v2/ext/openai/v1", api_key=pat)
stream = client.chat.completions.create(
    model="https://clarifai.com/someone/main/models/demo",
    messages=[{"role": "user", "content": "What is the future of AI?"}],
    stream=True,
)
for chunk in stream:
    for choice in chunk.choices:
        print(choice.delta.content or "", end="", flush=True)
print()
