"""Call describe_image of someone/main/models/demo.

pip install grpcio clarifai-grpc
"""

import asyncio
import sys

from clarifai_models import AsyncDemo, ClarifaiError


async def main() -> None:
    # No deployment is named, so the call runs where the model's owner decided, or
    # else on Clarifai's shared compute, which is there for Clarifai's models only.
    async with AsyncDemo() as model:
        result = await model.describe_image(
            image="https://samples.clarifai.com/metro-north.jpg",
            colors=5,
        )
        print(result)


try:
    asyncio.run(main())
except ClarifaiError as error:
    sys.exit(str(error))
