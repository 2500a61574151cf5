#!/usr/bin/env bash
# Call describe_image of someone/main/models/demo.
# pip install --upgrade clarifai
set -euo pipefail
: "${CLARIFAI_PAT:?Set it to your PAT, from https://clarifai.com/settings/security}"

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
clarifai model predict someone/main/models/demo \
  --method describe_image \
  --url https://samples.clarifai.com/metro-north.jpg \
  --inputs '{"colors": 5}'
