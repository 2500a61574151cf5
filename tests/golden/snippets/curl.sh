#!/usr/bin/env bash
# Call describe_image of someone/main/models/demo.
set -euo pipefail
: "${CLARIFAI_PAT:?Set it to your PAT, from https://clarifai.com/settings/security}"

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
curl --fail-with-body --silent --show-error \
  https://api.clarifai.com/v2/users/someone/apps/main/models/demo/outputs \
  --header "Authorization: Key $CLARIFAI_PAT" \
  --header 'Content-Type: application/json' \
  --data-binary @- <<'JSON'
{
  "inputs": [
    {
      "data": {
        "metadata": {"_method_name": "describe_image"},
        "parts": [
          {
            "id": "image",
            "data": {
              "image": {
                "url": "https://samples.clarifai.com/metro-north.jpg"
              }
            }
          },
          {"id": "colors", "data": {"int_value": 5}}
        ]
      }
    }
  ]
}
JSON
