#!/usr/bin/env bash
# Call text_statistics of clarifai-codegen/demo/models/demo.
set -euo pipefail
: "${CLARIFAI_PAT:?Set it to your PAT, from https://clarifai.com/settings/security}"

# No deployment is named, so the call runs where the model's owner decided, or
# else on Clarifai's shared compute, which is there for Clarifai's models only.
curl --fail-with-body --silent --show-error \
  https://api.clarifai.com/v2/users/clarifai-codegen/apps/demo/models/demo/outputs \
  --header "Authorization: Key $CLARIFAI_PAT" \
  --header 'Content-Type: application/json' \
  --data-binary @- <<'JSON'
{
  "inputs": [
    {
      "data": {
        "metadata": {"_method_name": "text_statistics"},
        "parts": [
          {
            "id": "text",
            "data": {"string_value": "What is the future of AI?"}
          },
          {
            "id": "stop_words",
            "data": {"string_value": "english"}
          },
          {"id": "top", "data": {"int_value": 3}}
        ]
      }
    }
  ]
}
JSON
